// The page an entrant runs in: `?entrant=NAME` or `NAME-SETTINGS`. `run.mjs` calls what it puts on
// `window.bench`.
import { everyOther, makeData, makePointers, nearest, only, px, py } from './data.mjs';
import { loadScript } from './entrants/shared.mjs';
import { bare, look } from './picture.mjs';

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

const [name, settings] = new URLSearchParams(location.search).get('entrant').split('-');
const { scripts, create } = await import(`./entrants/${name}.mjs`);
for (const script of scripts) await loadScript(script);
const entrant = await create(stage, scale, settings);

/** What is typed into the search: words that are there, with slips, and that are nowhere. */
const TYPED = ['students', 'mental health', 'the studnets', 'transprotation', 'grapermen xyzzyxyzzy', 'communciation of famlies'];

/** Data as an entrant's program would hold it. */
function prepared(data) {
  entrant.prepare?.(data);
  return data;
}

/** The marks of a measure. */
const dataOf = (n, seed) => prepared(makeData(n, seed));

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

  /** The first draw, and warm ones with other data. */
  async draw(n, nRedraws) {
    const [data, other] = [dataOf(n, 1), dataOf(n, 2)];
    const first = await timed(() => entrant.draw(data));
    const warm = [];
    for (let k = 0; k < nRedraws; k += 1) {
      warm.push(await timed(() => entrant.draw(k % 2 === 0 ? other : data)));
    }
    // What is compared is always the same picture.
    if (nRedraws % 2 === 1) await timed(() => entrant.draw(data));
    return { first, warm };
  },

  /** Hides half of the marks, so many times; the last time they stay hidden. */
  async filter(n, count) {
    const data = dataOf(n, 1);
    const kept = everyOther(n);
    const half = prepared(only(data, kept));
    const hide = () => (entrant.filter ? entrant.filter(data, kept) : entrant.draw(half));
    const times = [];
    for (let k = 0; k < count; k += 1) {
      if (k > 0) await timed(() => entrant.draw(data));
      times.push(await timed(hide));
    }
    return times;
  },

  /** What a screenshot shows: of all marks, or of the half that a filter leaves. */
  async look(n, png, isHalf) {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
    pen.drawImage(image, 0, 0);
    const picture = pen.getImageData(0, 0, image.width, image.height);
    const all = makeData(n, 1);
    const shown = isHalf ? only(all, everyOther(n)) : all;
    return look(picture, scale, { shown, order: entrant.onTop?.(shown), gone: isHalf ? bare(all, shown) : [] });
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
    const start = performance.now();
    const answers = places.map(([x, y]) => entrant.find(x, y));
    const micros = ((performance.now() - start) / count) * 1000;
    const differ = answers.filter((answer, k) => answer !== expected[k]).length;
    // Another mark just as near is wrong for us, and told apart for others.
    const farther = answers.filter((answer, k) => isFarther(data, places[k], answer, expected[k])).length;
    return { micros, differ, farther };
  },

  /** What is highlighted: whether it is another mark than it should be, and whether that one is farther. */
  judgeHovered(n, place, expected) {
    const found = entrant.hovered();
    const data = makeData(n, 1);
    return { isOther: found !== expected, isFarther: isFarther(data, place, found, expected) };
  },

  /** Moves all marks from one measure to another; the gaps between frames. */
  async move(n, duration, interrupt) {
    const [from, to, third] = [1, 2, 3].map((seed) => dataOf(n, seed));
    entrant.drawMoving(from);
    flush();
    await frame();
    await frame();
    // What is done before the first frame is a gap as well.
    const times = [performance.now()];
    let isWatching = true;
    const watch = (time) => {
      times.push(time);
      if (isWatching) requestFrame(watch);
    };
    requestFrame(watch);
    const moved = entrant.moveTo(to, duration);
    let jump = null;
    if (interrupt && entrant.placeOf) {
      await new Promise((resolve) => setTimeout(resolve, duration / 2));
      const before = entrant.placeOf(0);
      const again = entrant.moveTo(third, duration);
      const after = entrant.placeOf(0);
      jump = Math.hypot(after[0] - before[0], after[1] - before[1]);
      await again;
    } else {
      await moved;
    }
    isWatching = false;
    await frame();
    const gaps = times.slice(1).map((time, k) => time - times[k]);
    const moving = await picture();
    entrant.drawMoving(interrupt && entrant.placeOf ? third : to);
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
    const sets = [1, 2].map((seed) => dataOf(n, seed));
    for (let k = 0; k < count; k += 1) {
      entrant.draw(sets[k % 2]);
      await frame();
    }
  },

  told,

  /** Shows the other measure; ms until what is written for assistive technology tells it. */
  async retell(n) {
    const other = dataOf(n, 2);
    const texts = () => [stage, ...stage.querySelectorAll('[aria-label]')].map((element) => element.ariaLabel ?? '');
    const isTold = () => told(n, 2, texts()) > told(n, 1, texts());
    const right = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (!isTold()) return;
        watch.disconnect();
        resolve(performance.now());
      });
      watch.observe(stage, { subtree: true, childList: true, attributes: true });
    });
    const start = performance.now();
    entrant.draw(other);
    return { start, document: (await right) - start };
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

  /** How long the index of a made-up bundle takes, parsing included, and a keystroke of the search. */
  search(challenges, count) {
    const text = entrant.madeUp(challenges);
    const start = performance.now();
    const search = entrant.search(text);
    const made = performance.now() - start;
    const keys = [];
    for (let k = 0; k < count; k += 1) {
      for (const typed of TYPED) {
        for (let end = 1; end <= typed.length; end += 1) {
          const before = performance.now();
          search.find(typed.slice(0, end));
          keys.push(performance.now() - before);
        }
      }
    }
    return { made, keys, challenges, found: search.find(TYPED[0]), bytes: text.length };
  },
};

/** Whether a mark is farther from a place than the expected one, or one is none (-1) and the other is not. */
function isFarther({ xs, ys }, [x, y], found, expected) {
  const distance = (i) => (i < 0 ? -1 : (px(xs[i]) - x) ** 2 + (py(ys[i]) - y) ** 2);
  return Math.abs(distance(found) - distance(expected)) > 1e-6;
}

/** How many marks have their two values, side by side, in one of the texts. */
function told(n, seed, texts) {
  const { xs, ys } = makeData(n, seed);
  const said = new Set(texts.flatMap((text) => text.replaceAll(/\s/g, '').match(/\d[\d.]*,\d[\d.]*/g) ?? []));
  return Array.from(xs.keys()).filter((i) => said.has(`${xs[i]},${ys[i]}`)).length;
}

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
