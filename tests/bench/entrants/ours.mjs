// The site's own painter, raster and hit index (`src/bin/bench`), compiled as the site is.
import { canvasOn } from './shared.mjs';

export const scripts = [];

export async function create(stage, scale) {
  const program = await import('/built/bench.js');
  const exports = await program.default({ module_or_path: '/built/bench_bg.wasm' });
  const canvases = [0, 1, 2].map(() => canvasOn(stage, scale));
  // The hand-written entrant has its pens before the clock starts as well.
  for (const canvas of canvases) canvas.getContext('2d');
  const chart = new program.Chart(...canvases, scale);
  let hovered = -1;
  stage.addEventListener('pointermove', (event) => {
    hovered = chart.hover(event.offsetX, event.offsetY);
  });
  let isAimed = false;
  return {
    canvases: canvases.slice(0, 2),
    draw: ({ xs, ys, families }) => chart.draw(xs, ys, families),
    find: (x, y) => chart.find(x, y),
    hovered: () => hovered,
    // Dots: what the site moves in such numbers.
    drawMoving: ({ xs, ys, families }) => chart.draw_dots(xs, ys, families),
    moveTo: ({ xs, ys, families }, duration) => {
      chart.aim(xs, ys, families);
      return (isAimed = animateUnless(duration, (time) => chart.frame(time)));
    },
    placeOfDot: (at) => [...chart.place_of_dot(at)],
    memory: () => exports.memory.buffer.byteLength,
    parse: program.parse,
  };

  /** A movement ends where the next one begins. */
  function animateUnless(duration, frame) {
    const start = performance.now();
    const mine = new Promise((resolve) => {
      const step = () => {
        if (isAimed !== mine) return resolve();
        const time = Math.min((performance.now() - start) / duration, 1);
        frame(time);
        return time < 1 ? requestAnimationFrame(step) : resolve();
      };
      requestAnimationFrame(step);
    });
    return mine;
  }
}
