// The page an entrant runs in: `?entrant=NAME`. `run.mjs` calls what it puts on `window.bench`.
import { PLOT, makeData, makePointers, nearest, px, py } from './data.mjs';
import { loadScript } from './entrants/shared.mjs';

const scale = devicePixelRatio;
const stage = document.getElementById('stage');
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Frames asked for since the page opened, whoever asked. */
let nFrames = 0;
const requestFrame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) => {
  nFrames += 1;
  return requestFrame(callback);
};

const { scripts, create } = await import(`./entrants/${new URLSearchParams(location.search).get('entrant')}.mjs`);
for (const script of scripts) await loadScript(script);
const entrant = await create(stage, scale);

/** Waits until what was drawn is pixels: a canvas only notes what is drawn on it until it is read. */
function flush() {
  for (const canvas of entrant.canvases ?? []) {
    canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
  }
}

/**
 * Draws, and tells how long it took: `script` until the call has done its work, `pixels` until
 * canvases hold pixels (as `frames` where there is no 2-D canvas), `frames` until the second frame after.
 */
async function timed(draw) {
  const start = performance.now();
  const finished = draw();
  // Waiting costs a turn, so only those that ask for it wait.
  if (finished instanceof Promise) await finished;
  const script = performance.now() - start;
  flush();
  let pixels = performance.now() - start;
  await frame();
  await frame();
  const frames = performance.now() - start;
  if (!entrant.canvases?.length) pixels = frames;
  return { script, pixels, frames };
}

/** A fixed amount of work: tells how fast the machine is now. */
function calibrate() {
  const start = performance.now();
  let sum = 0;
  for (let i = 0; i < 2e7; i += 1) sum = (sum + Math.imul(i, 2654435761)) | 0;
  return { sum, ms: performance.now() - start };
}

window.bench = {
  calibrate,
  canHover: Boolean(entrant.hovered),
  canMove: Boolean(entrant.moveTo),

  /** The first draw, and warm ones with other data. */
  async draw(n, nRedraws) {
    const [data, other] = [makeData(n, 1), makeData(n, 2)];
    const first = await timed(() => entrant.draw(data));
    const warm = [];
    for (let k = 0; k < nRedraws; k += 1) {
      warm.push(await timed(() => entrant.draw(k % 2 === 0 ? other : data)));
    }
    // What is compared is always the same picture.
    if (nRedraws % 2 === 1) await timed(() => entrant.draw(data));
    return { first, warm };
  },

  /** What a picture of the page shows: pixels that are not ground, and marks that are missing. */
  async look(n, png) {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data: bytes, width } = pen.getImageData(0, 0, image.width, image.height);
    // How much of a pixel is mark, about: the paper's least channel is 250, a mark's 0 to 63, the grid's 222.
    // Parts, because where the middle of an edge pixel lies is each browser pen's own affair.
    const part = (x, y) => {
      const at = 4 * (Math.floor(y * scale) * width + Math.floor(x * scale));
      const least = Math.min(bytes[at], bytes[at + 1], bytes[at + 2]);
      return least > 210 ? 0 : (250 - least) / 250;
    };
    const isMark = (x, y) => part(x, y) > 0.4;
    let count = 0;
    for (let y = PLOT.top - 6; y < PLOT.bottom + 6; y += 1 / scale) {
      for (let x = PLOT.left - 6; x < PLOT.right + 6; x += 1 / scale) count += part(x, y);
    }
    const { xs, ys } = makeData(n, 1);
    const step = Math.max(1, Math.floor(n / 20));
    let missing = 0;
    for (let i = 0; i < Math.min(n, 20 * step); i += step) {
      // Another mark's edge may cross the middle: some draw family by family, others in order.
      const near = [-4, 0, 4].flatMap((dy) => [-4, 0, 4].map((dx) => isMark(px(xs[i]) + dx, py(ys[i]) + dy)));
      missing += near.some(Boolean) ? 0 : 1;
    }
    return { count, missing };
  },

  /** Where the pointer goes, and what a look at all marks finds there. */
  pointers(n, count) {
    const data = makeData(n, 1);
    const places = makePointers(data, count, 3);
    return { places, expected: places.map((place) => nearest(data, place)) };
  },

  /** Answers without events: how many differ, and how long one takes. */
  find(n, count) {
    if (!entrant.find) return null;
    const { places, expected } = window.bench.pointers(n, count);
    const data = makeData(n, 1);
    const distance = ([x, y], i) => (i < 0 ? -1 : (px(data.xs[i]) - x) ** 2 + (py(data.ys[i]) - y) ** 2);
    const start = performance.now();
    const answers = places.map(([x, y]) => entrant.find(x, y));
    const micros = ((performance.now() - start) / count) * 1000;
    const differ = answers.filter((answer, k) => answer !== expected[k]).length;
    // Another mark just as near is wrong for us, and told apart for others.
    const farther = answers.filter(
      (answer, k) => Math.abs(distance(places[k], answer) - distance(places[k], expected[k])) > 1e-6,
    ).length;
    return { micros, differ, farther };
  },

  hovered: () => entrant.hovered(),

  /** Moves all marks from one measure to another; the gaps between frames. */
  async move(n, duration, interrupt) {
    const [from, to, third] = [1, 2, 3].map((seed) => makeData(n, seed));
    entrant.drawMoving(from);
    flush();
    await frame();
    await frame();
    const times = [];
    let isWatching = true;
    const watch = (time) => {
      times.push(time);
      if (isWatching) requestFrame(watch);
    };
    requestFrame(watch);
    const moved = entrant.moveTo(to, duration);
    let jump = null;
    if (interrupt && entrant.placeOfDot) {
      await new Promise((resolve) => setTimeout(resolve, duration / 2));
      const before = entrant.placeOfDot(0);
      const again = entrant.moveTo(third, duration);
      const after = entrant.placeOfDot(0);
      jump = Math.hypot(after[0] - before[0], after[1] - before[1]);
      await again;
    } else {
      await moved;
    }
    isWatching = false;
    await frame();
    const gaps = times.slice(1).map((time, k) => time - times[k]);
    const moving = await picture();
    entrant.drawMoving(interrupt && entrant.placeOfDot ? third : to);
    await frame();
    return { gaps, jump, sameEnd: moving === (await picture()) };
  },

  /** Frames asked for while nothing happens. */
  async idle(duration) {
    const before = nFrames;
    await new Promise((resolve) => setTimeout(resolve, duration));
    return nFrames - before;
  },

  /** Switches measures so many times. */
  async switchMeasures(n, count) {
    const sets = [1, 2].map((seed) => makeData(n, seed));
    for (let k = 0; k < count; k += 1) {
      entrant.draw(sets[k % 2]);
      await frame();
    }
  },

  memory: () => entrant.memory?.() ?? 0,

  /** How long a bundle takes to parse, beside what the browser's own parser takes. */
  async parse(address, count) {
    const text = await (await fetch(address)).text();
    const run = (work) => {
      const start = performance.now();
      work();
      return performance.now() - start;
    };
    const [ours, native] = [[], []];
    let challenges = 0;
    for (let k = 0; k < count; k += 1) {
      ours.push(run(() => (challenges = entrant.parse(text))));
      native.push(run(() => JSON.parse(text)));
      await frame();
    }
    return { ours, native, challenges, bytes: text.length };
  },
};

/** A number that stands for what canvases show. */
async function picture() {
  let hash = 0;
  for (const canvas of entrant.canvases ?? []) {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    for (const word of new Uint32Array(data.buffer)) hash = (Math.imul(hash, 31) + word) | 0;
  }
  return hash;
}

document.documentElement.dataset.ready = 'true';
