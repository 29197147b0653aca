// Canvas 2D written by hand, with d3-quadtree for the pointer: no library between.
import { FAMILIES, REACH, px, py } from '../data.mjs';
import { animate, canvasOn, cubicInOut, drawAxes, drawFocus, drawMark, penOf } from './shared.mjs';

export const scripts = ['/npm/d3-quadtree/dist/d3-quadtree.min.js'];

export async function create(stage, scale) {
  const canvas = canvasOn(stage, scale);
  const [pen, above] = [penOf(canvas, scale), penOf(canvasOn(stage, scale), scale)];
  let [shown, tree, hovered] = [null, null, -1];

  function paint({ xs, ys, families }) {
    drawAxes(pen);
    for (let i = xs.length - 1; i >= 0; i -= 1) {
      drawMark(pen, px(xs[i]), py(ys[i]), FAMILIES[families[i]]);
    }
  }

  function draw(data) {
    paint(data);
    shown = data;
    const { xs, ys } = data;
    tree = d3.quadtree(Array.from(xs.keys()), (i) => px(xs[i]), (i) => py(ys[i]));
  }

  const find = (x, y) => tree.find(x, y, REACH) ?? -1;
  stage.addEventListener('pointermove', (event) => {
    const found = find(event.offsetX, event.offsetY);
    if (found !== hovered) drawFocus(above, shown, (hovered = found));
  });
  return {
    canvases: [canvas],
    draw,
    find,
    hovered: () => hovered,
    drawMoving: draw,
    moveTo: (to, duration) => {
      const from = shown;
      const now = { xs: from.xs.slice(), ys: from.ys.slice(), families: to.families };
      return animate(duration, (time) => {
        const part = cubicInOut(time);
        for (let i = 0; i < to.xs.length; i += 1) {
          now.xs[i] = from.xs[i] + (to.xs[i] - from.xs[i]) * part;
          now.ys[i] = from.ys[i] + (to.ys[i] - from.ys[i]) * part;
        }
        paint(now);
        shown = now;
      });
    },
  };
}
