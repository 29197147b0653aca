// What several entrants need: canvases, hand-drawn axes, a highlight.
import { EDGE, FAMILIES, FONT, GRID, MUTED, PAPER, PLOT, RADIUS, SIZE, TICKS, px, py } from '../data.mjs';

/** A canvas of the picture's size on the stage, above those before it. */
export function canvasOn(stage, scale) {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE.width * scale;
  canvas.height = SIZE.height * scale;
  canvas.style.cssText = `position:absolute;left:0;top:0;width:${SIZE.width}px;height:${SIZE.height}px`;
  stage.append(canvas);
  return canvas;
}

/** A pen in CSS px. */
export function penOf(canvas, scale) {
  const pen = canvas.getContext('2d');
  pen.scale(scale, scale);
  return pen;
}

/** Paper, grid and ticks, as a hand would write them. */
export function drawAxes(pen) {
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, SIZE.width, SIZE.height);
  pen.strokeStyle = GRID;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const value of TICKS) {
    pen.moveTo(px(value), PLOT.top);
    pen.lineTo(px(value), PLOT.bottom);
    pen.moveTo(PLOT.left, py(value));
    pen.lineTo(PLOT.right, py(value));
  }
  pen.stroke();
  pen.fillStyle = MUTED;
  pen.font = `12px ${FONT}`;
  pen.textBaseline = 'middle';
  for (const value of TICKS) {
    pen.textAlign = 'center';
    pen.fillText(`${value}\u00a0%`, px(value), PLOT.bottom + 16);
    pen.textAlign = 'right';
    pen.fillText(`${value}\u00a0%`, PLOT.left - 10, py(value));
  }
}

/** One mark: two discs are faster than one with a stroke. */
export function drawMark(pen, x, y, color, radius = RADIUS) {
  pen.fillStyle = PAPER;
  pen.beginPath();
  pen.arc(x, y, radius + EDGE, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = color;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

/** A mark as it is when pointed at. */
export function drawFocus(pen, { xs, ys, families }, found) {
  pen.clearRect(0, 0, SIZE.width, SIZE.height);
  if (found < 0) return;
  const [x, y] = [px(xs[found]), py(ys[found])];
  drawMark(pen, x, y, FAMILIES[families[found]], RADIUS * 1.2);
  pen.strokeStyle = '#1d2126';
  pen.lineWidth = 2;
  pen.beginPath();
  pen.arc(x, y, RADIUS * 1.7 + 3, 0, 2 * Math.PI);
  pen.stroke();
}

export const cubicInOut = (t) => (t < 0.5 ? 4 * t ** 3 : 1 - 4 * (1 - t) ** 3);

/** Calls `frame(0..1)` once a frame for `duration` ms. */
export function animate(duration, frame) {
  const start = performance.now();
  return new Promise((resolve) => {
    const step = () => {
      const time = Math.min((performance.now() - start) / duration, 1);
      frame(time);
      if (time < 1) requestAnimationFrame(step);
      else resolve();
    };
    requestAnimationFrame(step);
  });
}

/** Runs a script that makes globals. */
export function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.onload = resolve;
    script.onerror = () => reject(new Error(`cannot load ${address}`));
    script.src = address;
    document.head.append(script);
  });
}
