// regl-scatterplot: WebGL. It has no edges and no axes; the axes are drawn by hand under it. It comes
// with discs; `squares` is its `performanceMode`.
import { FAMILIES, RADIUS, SIZE, px, py } from '../data.mjs';
import { canvasOn, drawAxes, loadScript, penOf } from './shared.mjs';

export const scripts = [];

export async function create(stage, scale, settings) {
  globalThis.createPubSub = await import('/npm/pub-sub-es/dist/index.js');
  await loadScript('/npm/regl/dist/regl.min.js');
  await loadScript('/npm/regl-scatterplot/dist/regl-scatterplot.min.js');
  const pen = penOf(canvasOn(stage, scale), scale);
  const canvas = canvasOn(stage, scale);
  const plot = createScatterplot.default({
    canvas,
    ...SIZE,
    aspectRatio: SIZE.width / SIZE.height,
    pointSize: 2 * RADIUS,
    pointColor: FAMILIES,
    colorBy: 'category',
    opacity: 1,
    performanceMode: settings === 'squares',
    backgroundColor: [0, 0, 0, 0],
  });
  let nPoints = 0;
  return {
    canvases: [],
    draw: async ({ xs, ys, families }) => {
      drawAxes(pen);
      const point = (i) => [(2 * px(xs[i])) / SIZE.width - 1, 1 - (2 * py(ys[i])) / SIZE.height, families[i]];
      nPoints = xs.length;
      await plot.draw(Array.from(xs.keys(), (_, k) => point(xs.length - 1 - k)));
    },
    filter: (_data, kept) => plot.filter(Array.from(kept, (i) => nPoints - 1 - i)),
  };
}
