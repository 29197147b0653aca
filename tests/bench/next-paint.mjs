// How long a click waits for the next paint on a slow computer (4 × CPU), as browsers report it (Event Timing, to 8 ms):
// `node next-paint.mjs [--runs N] [SITE ...]`, with CHROMIUM (the browser). SITE is the folder of a published site; without
// one `dist/` is published, by CHALLENGE_MAP (the tool).
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';
import { withPublished } from './slow-visits.mjs';
import { median } from './targets.mjs';

const { values: args, positionals: sites } = parseArgs({ options: { runs: { type: 'string', default: '5' } }, allowPositionals: true });
const RUNS = Number(args.runs);
/** At most, in ms. */
const LIMIT = 100;
const SLOWER = 4;

/** Collects the events of the page's life that belong to an interaction, in `globalThis.waits`, in ms. */
const collect = () => {
  globalThis.waits = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId) globalThis.waits.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
};

/** Waits until nothing has been painted anew, and no event reported, for a while. */
const rest = (page) => page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));

/** The longest wait of a click: 0 if it was under 16 ms. */
async function waitOf(page, locator) {
  await page.evaluate(() => globalThis.waits.splice(0));
  await locator.click();
  await rest(page);
  return Math.max(0, ...(await page.evaluate(() => globalThis.waits.splice(0))));
}

async function slowed(browser, url, ready, work) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(collect);
  await page.goto(url);
  await page.waitForSelector(ready);
  await page.mouse.move(400, 300);
  await rest(page);
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  try {
    await work(page);
  } finally {
    await page.close();
  }
}

/** The waits of each interaction by its name, `RUNS` of each. */
async function measured(folder) {
  const host = await serve({ '/': folder });
  const browser = await launch();
  const waits = {};
  const note = (name, ms) => { (waits[name] ??= []).push(ms); };
  try {
    await slowed(browser, `${host.url}/explore`, '#app:not([data-published]) .chart', async (page) => {
      const tabs = page.locator('nav.views a');
      const names = await tabs.allTextContents();
      // The first round fetches and compiles.
      for (let run = 0; run <= RUNS; run += 1) {
        for (const at of [...names.keys()].slice(1).concat(0)) {
          const ms = await waitOf(page, tabs.nth(at));
          if (run > 0) note(`change to ${names[at]}`, ms);
        }
      }
    });
    for (let run = 0; run < RUNS; run += 1) {
      await slowed(browser, `${host.url}/discuss`, '#app:not([data-published]) .discuss .picker', async (page) => {
        await page.evaluate(() => localStorage.clear());
        note('discuss, Start with', await waitOf(page, page.locator('.picker button').filter({ hasText: 'Start with' })));
      });
    }
    return waits;
  } finally {
    await browser.close();
    host.close();
  }
}

const folders = sites.length > 0 ? sites : [null];
for (const folder of folders) {
  const dist = fileURLToPath(new URL('../../dist', import.meta.url));
  const waits = await (folder ? measured(folder) : withPublished(dist, measured));
  console.log(folder ? basename(folder) : 'dist');
  const row = (all) => ({ 'median, ms': median(all), 'most, ms': Math.max(...all), [`at most ${LIMIT}`]: median(all) <= LIMIT ? 'reached' : 'not reached' });
  console.table(Object.fromEntries(Object.entries(waits).map(([name, all]) => [name, row(all)])));
}
