// Observable Plot: SVG. It has no settings for speed; `aria` names each mark, as its documentation shows.
import { EDGE, FAMILIES, PAPER, PLOT, RADIUS, SIZE, TICKS } from '../data.mjs';

export const scripts = ['/npm/d3/dist/d3.min.js', '/npm/@observablehq/plot/dist/plot.umd.min.js'];

export async function create(stage, _scale, settings) {
  stage.style.background = PAPER;
  return {
    draw: ({ xs, ys, families }) => {
      const order = Array.from(xs.keys()).reverse();
      const axis = { domain: [0, 100], ticks: TICKS, grid: true, label: null, tickFormat: (value) => `${value}\u00a0%` };
      const dots = Plot.dot(order, {
        x: (i) => xs[i],
        y: (i) => ys[i],
        fill: (i) => FAMILIES[families[i]],
        r: RADIUS + EDGE / 2,
        stroke: PAPER,
        strokeWidth: EDGE,
        sort: null,
        ...(settings === 'aria' ? { ariaLabel: (i) => `${xs[i]}, ${ys[i]}` } : {}),
      });
      const margins = { marginLeft: PLOT.left, marginTop: PLOT.top, marginRight: SIZE.width - PLOT.right, marginBottom: SIZE.height - PLOT.bottom };
      const picture = Plot.plot({ ...SIZE, ...margins, x: axis, y: axis, color: { type: 'identity' }, marks: [dots] });
      stage.replaceChildren(picture);
    },
  };
}
