// uPlot in its scatter mode, draw only: it brings neither a path for points nor a search for them.
import { EDGE, FAMILIES, FONT, GRID, MUTED, PAPER, PLOT, RADIUS, SIZE, TICKS, byFamily } from '../data.mjs';

export const scripts = ['/npm/uplot/dist/uPlot.iife.min.js'];

export async function create(stage) {
  stage.style.background = PAPER;
  // Its canvas stands wrong without its style.
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/npm/uplot/dist/uPlot.min.css';
  document.head.append(style);
  await new Promise((resolve) => (style.onload = resolve));
  const ratio = devicePixelRatio;
  const paths = (u, at) => {
    uPlot.orient(u, at, (series, xs, ys, scaleX, scaleY, toX, toY, left, top, width, height) => {
      const pen = u.ctx;
      const disc = (x, y, radius, color) => {
        pen.fillStyle = color;
        pen.beginPath();
        pen.arc(x, y, radius * ratio, 0, 2 * Math.PI);
        pen.fill();
      };
      const [, dataX, dataY] = [null, ...u.data[at]];
      pen.save();
      for (let k = 0; k < dataX.length; k += 1) {
        const [x, y] = [toX(dataX[k], scaleX, width, left), toY(dataY[k], scaleY, height, top)];
        disc(x, y, RADIUS + EDGE, PAPER);
        disc(x, y, RADIUS, FAMILIES[at - 1]);
      }
      pen.restore();
    });
    return null;
  };
  const axis = {
    stroke: MUTED,
    font: `12px ${FONT}`,
    grid: { stroke: GRID, width: 1 },
    ticks: { show: false },
    splits: () => TICKS,
    values: (_u, values) => values.map((value) => `${value}\u00a0%`),
  };
  const options = {
    ...SIZE,
    mode: 2,
    padding: [PLOT.top, SIZE.width - PLOT.right, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, range: [0, 100] }, y: { range: [0, 100] } },
    axes: [{ ...axis, size: SIZE.height - PLOT.bottom }, { ...axis, size: PLOT.left }],
    series: [null, ...FAMILIES.map((stroke) => ({ stroke, paths }))],
  };
  let chart = null;
  return {
    get canvases() {
      return [chart.ctx.canvas];
    },
    draw: (data) => {
      const facets = byFamily(data).map((list) => [list.map((i) => data.xs[i]), list.map((i) => data.ys[i])]);
      if (chart) chart.setData([null, ...facets]);
      else chart = new uPlot(options, [null, ...facets], stage);
      // It draws in a microtask.
      return Promise.resolve();
    },
  };
}
