// What is measured, one function a measure. Each takes a browser and gives plain numbers.
import { call, withEntrant } from './browser.mjs';
import { SIZE } from './data.mjs';

/** The page as it looks now, judged in the page. */
async function looked(page, n, isHalf) {
  const png = (await page.screenshot({ clip: { x: 0, y: 0, ...SIZE } })).toString('base64');
  return call(page, 'look', n, png, isHalf);
}

/** The first draw of N marks, warm ones, half of them hidden, and what the pictures show. */
export const draw = (browser, url, entrant, n, { scale = 1, redraws = 5, filters = 3 } = {}) =>
  withEntrant(browser, url, entrant, scale, async (page) => {
    const calibration = await call(page, 'calibrate');
    const times = await call(page, 'draw', n, redraws);
    const whole = await looked(page, n, false);
    const filter = await call(page, 'filter', n, filters);
    const half = await looked(page, n, true);
    return { ...times, filter, calibration: calibration.ms, seen: { whole, half } };
  });

/** Pointer moves as a user makes them: script time a move, and whether the right mark was shown. */
export const hover = (browser, url, entrant, n, { moves = 200, answers = 1000 } = {}) =>
  withEntrant(browser, url, entrant, 1, async (page, session) => {
    await call(page, 'draw', n, 0);
    const found = await call(page, 'find', n, answers);
    const { places, expected } = await call(page, 'pointers', n, moves);
    await session.send('Performance.enable');
    const scriptTime = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find((metric) => metric.name === 'ScriptDuration').value * 1000;
    };
    const move = ([x, y]) => session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    await move(places.at(-1));
    const before = await scriptTime();
    for (const place of places) await move(place);
    const script = ((await scriptTime()) - before) / moves;
    // Apart from the timing, because asking is script as well.
    let [wrong, farther] = [0, 0];
    const nChecked = Math.min(moves, 40);
    for (let k = 0; k < nChecked; k += 1) {
      await move(places[k]);
      // Some answer in the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
      const { isOther, isFarther } = await call(page, 'judgeHovered', n, places[k], expected[k]);
      wrong += isOther ? 1 : 0;
      farther += isFarther ? 1 : 0;
    }
    return { script, found, wrong, farther, nChecked };
  });

/** All marks move to the other measure. */
export const move = (browser, url, entrant, n, { scale = 1, duration = 500, interrupt = false } = {}) =>
  withEntrant(browser, url, entrant, scale, (page) => call(page, 'move', n, duration, interrupt));

/** Frames asked for in some ms without input, after a draw. */
export const idle = (browser, url, entrant, duration) =>
  withEntrant(browser, url, entrant, 1, async (page) => {
    await call(page, 'draw', 1000, 0);
    return call(page, 'idle', duration);
  });

/** Memory after measures were switched so many times, and again as many. */
export const memory = (browser, url, entrant, n, switches) =>
  withEntrant(browser, url, entrant, 1, async (page, session) => {
    const read = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      return { heap: usedSize, wasm: await call(page, 'memory') };
    };
    await call(page, 'draw', n, 0);
    const readings = [];
    for (let k = 0; k < 3; k += 1) {
      await call(page, 'switchMeasures', n, switches);
      readings.push(await read());
    }
    return readings;
  });

/** A bundle, parsed to a data set and by `JSON.parse`. */
export const parse = (browser, url, address, count) =>
  withEntrant(browser, url, 'ours', 1, (page) => call(page, 'parse', address, count));

/** The search over a made-up bundle. */
export const search = (browser, url, challenges, count) =>
  withEntrant(browser, url, 'ours', 1, (page) => call(page, 'search', challenges, count));

/** "Slow 4G" of Chromium's own tools, and of Lighthouse. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };

/** What shows the chart before anything runs, and what it answers on: of the site, of the peers' pages. */
const PICTURE = '.chart :is(img, svg, canvas), #chart[data-drawn]';
const ANSWERING = '.chart canvas, canvas#chart, #chart svg';

/**
 * A visit, with `isSlow` on a slow computer and network: ms from the start of navigation until the frame with the chart's
 * first picture is made, and until the chart answers the pointer. The page's own script looks in each
 * frame, so neither side waits for the driver.
 */
export async function visit(browser, address, { isSlow = false } = {}) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (isSlow) {
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', SLOW_4G);
      await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await page.addInitScript(watch, [PICTURE, ANSWERING]);
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.seen?.answers, null, { timeout: 60_000 });
    return await page.evaluate(() => window.seen);
  } finally {
    await context.close();
  }
}

/** Runs in the page, before its own scripts: notes in `window.seen` when what is there. */
function watch([picture, answering]) {
  const seen = {};
  window.seen = seen;
  // The first message after a callback of a frame comes when the frame is laid out and painted.
  const painted = new MessageChannel();
  painted.port1.onmessage = () => {
    seen.picture ??= performance.now();
  };
  const isShown = (element) => element.getClientRects().length > 0 && element.complete !== false && element.naturalWidth !== 0;
  const look = () => {
    if (!seen.picture && [...document.querySelectorAll(picture)].some(isShown)) painted.port2.postMessage(null);
    const chart = document.querySelector(answering);
    if (chart) {
      const { left, top, width, height } = chart.getBoundingClientRect();
      const at = { clientX: left + width / 2, clientY: top + Math.min(height, innerHeight - top) / 2, bubbles: true };
      // A pointer that moves onto an element is over it first.
      for (const kind of ['pointerover', 'pointermove']) chart.dispatchEvent(new PointerEvent(kind, at));
      chart.dispatchEvent(new MouseEvent('mousemove', at));
    }
    if (document.querySelector('.tooltip')) seen.answers = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
