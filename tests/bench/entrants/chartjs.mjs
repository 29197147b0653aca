// Chart.js with its documented fast settings: no animation, no parsing, normalized data; `default`
// leaves all three as they come, and is done when its animation is. What is not parsed has to come
// sorted by x (it is looked up by halving; unsorted, marks are missing): done before the clock starts.
import { EDGE, FAMILIES, FONT, GRID, MUTED, PAPER, PLOT, RADIUS, REACH, SIZE, byFamily } from '../data.mjs';

export const scripts = ['/npm/chart.js/dist/chart.umd.min.js'];

export async function create(stage, scale, settings) {
  stage.style.background = PAPER;
  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const isDefault = settings === 'default';
  let [chart, hovered, lists] = [null, -1, []];

  const sorted = new WeakMap();
  const prepare = (data) => sorted.set(data, byFamily(data).map((list) => list.sort((a, b) => data.xs[a] - data.xs[b])));

  function datasetsOf(data) {
    lists = isDefault ? byFamily(data) : sorted.get(data);
    return lists.map((list, family) => ({
      data: list.map((i) => ({ x: data.xs[i], y: data.ys[i] })),
      backgroundColor: FAMILIES[family],
      hoverBackgroundColor: FAMILIES[family],
    }));
  }

  const axis = (fit) => ({
    type: 'linear',
    min: 0,
    max: 100,
    afterFit: fit,
    grid: { color: GRID, drawTicks: false },
    border: { display: false },
    ticks: { stepSize: 25, color: MUTED, font: { size: 12, family: FONT }, callback: (value) => `${value}\u00a0%` },
  });
  const options = {
    responsive: false,
    devicePixelRatio: scale,
    ...(isDefault ? { animation: {} } : { animation: false, parsing: false, normalized: true }),
    clip: false,
    layout: { autoPadding: false, padding: { top: PLOT.top, right: SIZE.width - PLOT.right } },
    elements: { point: { radius: RADIUS + EDGE / 2, borderWidth: EDGE, borderColor: PAPER, hoverBorderColor: '#1d2126', hoverRadius: RADIUS * 1.2, hitRadius: REACH } },
    interaction: { mode: 'nearest', intersect: true },
    onHover: (_event, [element]) => {
      hovered = element ? lists[element.datasetIndex][element.index] : -1;
    },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
    scales: {
      // Room for half of "100 %" would move the marks.
      x: axis((scale) => Object.assign(scale, { height: SIZE.height - PLOT.bottom, paddingRight: 0 })),
      y: axis((scale) => (scale.width = PLOT.left)),
    },
  };

  /** Puts other data in place; `mode` is how Chart.js is told to update. */
  function change(data, mode) {
    const datasets = datasetsOf(data);
    chart.data.datasets.forEach((dataset, at) => (dataset.data = datasets[at].data));
    chart.update(mode);
  }

  function draw(data, mode) {
    if (chart) return change(data, mode);
    canvas.width = SIZE.width;
    canvas.height = SIZE.height;
    chart = new Chart(canvas, { type: 'scatter', data: { datasets: datasetsOf(data) }, options });
  }

  /** Draws with the animation that comes with it; ends with it. */
  const animated = (data) =>
    new Promise((resolve) => {
      (chart?.options ?? options).animation.onComplete = () => resolve();
      draw(data);
    });

  return {
    canvases: [canvas],
    ...(isDefault ? {} : { prepare, onTop: (data) => prepare(data).get(data).flatMap((list) => list.slice().reverse()) }),
    draw: isDefault ? animated : (data) => draw(data, 'none'),
    hovered: () => hovered,
    drawMoving: (data) => draw(data, 'none'),
    moveTo: (data, duration) =>
      new Promise((resolve) => {
        chart.options.animation = { duration, easing: 'easeInOutCubic', onComplete: () => resolve() };
        change(data);
      }),
  };
}
