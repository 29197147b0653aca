// What a picture has to show, and what it does show. Runs in the page.
import { EDGE, FAMILIES, GRID, PAPER, PLOT, RADIUS, SIZE, px, py } from './data.mjs';

/**
 * Device px a CSS px at which areas are compared. Skia makes a disc of 4 px 3.6 % too large and one of
 * 8 px 1.8 % too small, as it bends circles from few curves; one of 12 px is right within 0.5 %.
 */
export const FINE = 3;
/** How far inside or outside of a mark a pixel is surely all of one colour, in CSS px. */
const SURE = 1;
const N_PROBES = 20;

const channels = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
/** Families first: their positions are their numbers. */
const COLORS = [...FAMILIES, PAPER, GRID].map(channels);

/** The family whose colour a pixel is nearest to; -1 where paper or grid is nearer. */
function familyOf(red, green, blue) {
  let [least, found] = [Infinity, -1];
  for (let at = 0; at < COLORS.length; at += 1) {
    const [r, g, b] = COLORS[at];
    const square = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (square < least) [least, found] = [square, at];
  }
  return found < FAMILIES.length ? found : -1;
}

/** Gives the marks near a point: a superset of those within a mark's reach. */
function neighbours({ xs, ys }) {
  const cell = 2 * (RADIUS + EDGE + SURE);
  const columns = Math.ceil(SIZE.width / cell);
  const cells = new Map();
  const key = (column, row) => row * columns + column;
  for (let i = 0; i < xs.length; i += 1) {
    const at = key(Math.floor(px(xs[i]) / cell), Math.floor(py(ys[i]) / cell));
    if (cells.has(at)) cells.get(at).push(i);
    else cells.set(at, [i]);
  }
  return (x, y) => {
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
    const around = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((across) => key(column + across, row + down)));
    return around.flatMap((at) => cells.get(at) ?? []);
  };
}

/** Evenly spaced ones of a list. */
const some = (list) =>
  list.length <= N_PROBES ? list : Array.from({ length: N_PROBES }, (_, k) => list[Math.floor((k * list.length) / N_PROBES)]);

/**
 * Points that must be the colour of a mark, in whatever order marks are drawn: in the body of at least
 * one, on the edge of none. With each the families that it may have.
 */
export function probes(data) {
  const { xs, ys, families } = data;
  const near = neighbours(data);
  const found = [];
  for (let i = 0; i < xs.length; i += 1) {
    const [x, y] = [px(xs[i]), py(ys[i])];
    const distances = near(x, y).map((j) => [j, Math.hypot(px(xs[j]) - x, py(ys[j]) - y)]);
    if (distances.some(([, distance]) => distance > RADIUS - SURE && distance < RADIUS + EDGE + SURE)) continue;
    const bodies = distances.filter(([, distance]) => distance <= RADIUS - SURE);
    found.push({ x, y, families: bodies.map(([j]) => families[j]) });
  }
  return some(found);
}

/** Points where marks of `all` stood that no mark of `left` reaches. */
export function bare(all, left) {
  const near = neighbours(left);
  const places = Array.from(all.xs, (x, i) => [px(x), py(all.ys[i])]);
  const isBare = ([x, y]) =>
    near(x, y).every((j) => Math.hypot(px(left.xs[j]) - x, py(left.ys[j]) - y) > RADIUS + EDGE + SURE);
  return some(places.filter(isBare));
}

/**
 * How many CSS px between the axes (outside stand labels) show a mark's body in a perfect picture.
 * Marks are given from the top; an order that has nothing to do with places changes less than 0.2 %.
 */
export function idealArea({ xs, ys }, order = xs.keys()) {
  const [left, top, right, bottom] = [PLOT.left, PLOT.top, PLOT.right, PLOT.bottom].map((side) => side * FINE);
  const width = right - left;
  const taken = new Uint8Array(width * (bottom - top));
  const [body, reach] = [(RADIUS * FINE) ** 2, ((RADIUS + EDGE) * FINE) ** 2];
  let count = 0;
  for (const i of order) {
    // In the numbering of pixels, whose middles count.
    const [x, y] = [px(xs[i]) * FINE - 0.5, py(ys[i]) * FINE - 0.5];
    const far = Math.sqrt(reach);
    for (let row = Math.max(top, Math.ceil(y - far)); row <= Math.min(bottom - 1, y + far); row += 1) {
      const half = Math.sqrt(reach - (row - y) ** 2);
      for (let column = Math.max(left, Math.ceil(x - half)); column <= Math.min(right - 1, x + half); column += 1) {
        const at = (row - top) * width + column - left;
        if (taken[at]) continue;
        taken[at] = 1;
        if ((column - x) ** 2 + (row - y) ** 2 <= body) count += 1;
      }
    }
  }
  return count / FINE ** 2;
}

/**
 * What a picture (RGBA bytes, `scale` device px a CSS px) shows of `shown`: its marks' area as a part of
 * the perfect one, how many probes are missing, and how many of the places `gone` still show a mark.
 * `order` says which of `shown` lies on top.
 */
export function look({ data: bytes, width }, scale, { shown, order, gone }) {
  const at = (column, row) => {
    const start = 4 * (row * width + column);
    return familyOf(bytes[start], bytes[start + 1], bytes[start + 2]);
  };
  const device = (css) => Math.floor(css * scale);
  let count = 0;
  for (let row = device(PLOT.top); row < device(PLOT.bottom); row += 1) {
    for (let column = device(PLOT.left); column < device(PLOT.right); column += 1) {
      if (at(column, row) >= 0) count += 1;
    }
  }
  const wanted = probes(shown);
  return {
    area: count / scale ** 2 / idealArea(shown, order),
    nProbes: wanted.length,
    missing: wanted.filter(({ x, y, families }) => !families.includes(at(device(x), device(y)))).length,
    left: gone.filter(([x, y]) => at(device(x), device(y)) >= 0).length,
  };
}
