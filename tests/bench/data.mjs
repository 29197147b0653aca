// The data and the picture that every entrant draws. Runs in Node and in the page.

/** Size of the picture in CSS px; the program in `crates/bench` has the same numbers. */
export const SIZE = { width: 960, height: 600 };
/** Where the marks are. */
export const PLOT = { left: 50, top: 20, right: 940, bottom: 560 };
/** Radius of a mark, and how far its edge in the colour of the paper reaches beyond. */
export const RADIUS = 4;
export const EDGE = 1.5;
/** How far from a mark a pointer may be and still mean it. */
export const REACH = 12;
/** The site's light palette. */
export const PAPER = '#fffdfa';
export const GRID = '#e9e5de';
export const MUTED = '#5a616b';
export const FAMILIES = ['#0b66a8', '#b34700', '#007559', '#9b3f7c', '#6b5e00'];
export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
export const TICKS = [0, 25, 50, 75, 100];

export const px = (value) => PLOT.left + (value / 100) * (PLOT.right - PLOT.left);
export const py = (value) => PLOT.bottom - (value / 100) * (PLOT.bottom - PLOT.top);

/** A generator of numbers from 0 to 1 that is the same everywhere (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Shares as surveys have them: spread, a crowd about 75 %, many at 0 or 100, a tenth ties.
 * @returns {{ xs: Float64Array, ys: Float64Array, families: Uint8Array }} The first is the most important.
 */
export function makeData(n, seed) {
  const next = random(seed);
  const share = () => {
    const kind = next();
    if (kind < 0.06) return 0;
    if (kind < 0.12) return 100;
    const value = kind < 0.4 ? 75 + 12 * (next() + next() - 1) : 100 * next();
    return Math.round(value * 10) / 10;
  };
  const [xs, ys, families] = [new Float64Array(n), new Float64Array(n), new Uint8Array(n)];
  // Families stay from measure to measure; values do not.
  const family = random(7);
  for (let i = 0; i < n; i += 1) {
    const twin = i > 0 && next() < 0.1 ? Math.floor(next() * i) : -1;
    xs[i] = twin < 0 ? share() : xs[twin];
    ys[i] = twin < 0 ? share() : ys[twin];
    families[i] = Math.floor(family() * FAMILIES.length);
  }
  return { xs, ys, families };
}

/** Every other mark: what is left when half of them are hidden. */
export const everyOther = (n) => Uint32Array.from({ length: Math.ceil(n / 2) }, (_, k) => 2 * k);

/** The data of some marks. */
export const only = ({ xs, ys, families }, kept) => ({
  xs: Float64Array.from(kept, (i) => xs[i]),
  ys: Float64Array.from(kept, (i) => ys[i]),
  families: Uint8Array.from(kept, (i) => families[i]),
});

/** Pointer positions: half on marks, a quarter within 10 px of one, a quarter anywhere. */
export function makePointers(data, count, seed) {
  const next = random(seed);
  const at = () => Math.floor(next() * data.xs.length);
  return Array.from({ length: count }, (_, k) => {
    const mark = at();
    const spread = [1, 10, 1, 0][k % 4];
    if (spread === 0) {
      return [PLOT.left + next() * (PLOT.right - PLOT.left), PLOT.top + next() * (PLOT.bottom - PLOT.top)];
    }
    const offset = () => (next() - 0.5) * 2 * spread;
    return [px(data.xs[mark]) + offset(), py(data.ys[mark]) + offset()];
  });
}

/** The nearest mark in reach, the first of two as near: by looking at all of them. */
export function nearest({ xs, ys }, [x, y]) {
  let [best, found] = [REACH * REACH, -1];
  for (let i = 0; i < xs.length; i += 1) {
    const square = (px(xs[i]) - x) ** 2 + (py(ys[i]) - y) ** 2;
    if (square < best || (square === best && found < 0)) [best, found] = [square, i];
  }
  return found;
}

/** Which marks belong to each family, the most important last, as who draws in order needs them. */
export function byFamily({ families }) {
  const lists = FAMILIES.map(() => []);
  for (let i = families.length - 1; i >= 0; i -= 1) lists[families[i]].push(i);
  return lists;
}
