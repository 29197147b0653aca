// The site's own painter, raster, transition and hit index (`crates/bench`), compiled as the site is.
// `dots` moves dots, as the view of answers does; otherwise marks move, as for everyone else.
import { canvasOn } from './shared.mjs';

export const scripts = [];

export async function create(stage, scale, settings) {
  const program = await import('/built/bench.js');
  const exports = await program.default({ module_or_path: '/built/bench_bg.wasm' });
  const canvases = [0, 1, 2].map(() => canvasOn(stage, scale));
  // The hand-written entrant has its pens, and the pixels of its canvases, before the clock starts as well: a browser
  // takes room for them when a pen is first used.
  for (const canvas of canvases) canvas.getContext('2d').scale(1, 1);
  const areDots = settings === 'dots';
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
    drawMoving: ({ xs, ys, families }) => (areDots ? chart.draw_dots(xs, ys, families) : chart.draw(xs, ys, families)),
    moveTo: ({ xs, ys, families }, duration) => {
      if (areDots) chart.aim_dots(xs, ys, families);
      else chart.aim(xs, ys, families);
      return (isAimed = animateUnless(duration, (time) => chart.frame(time)));
    },
    placeOf: (at) => [...chart.place_of(at)],
    memory: () => exports.memory.buffer.byteLength,
    parse: program.parse,
    madeUp: program.made_up,
    search: (bundle) => program.Search.of(bundle),
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
