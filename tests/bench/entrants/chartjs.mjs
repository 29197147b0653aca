// Chart.js with its documented fast settings: no animation, no parsing, normalized data.
import { EDGE, FAMILIES, FONT, GRID, MUTED, PAPER, PLOT, RADIUS, REACH, SIZE, byFamily } from '../data.mjs';

export const scripts = ['/npm/chart.js/dist/chart.umd.min.js'];

export async function create(stage, scale) {
  stage.style.background = PAPER;
  const canvas = document.createElement('canvas');
  stage.append(canvas);
  let [chart, hovered, lists] = [null, -1, []];

  function datasetsOf(data) {
    lists = byFamily(data);
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
    animation: false,
    parsing: false,
    normalized: true,
    clip: false,
    layout: { autoPadding: false, padding: { top: PLOT.top, right: SIZE.width - PLOT.right } },
    elements: { point: { radius: RADIUS + EDGE / 2, borderWidth: EDGE, borderColor: PAPER, hoverBorderColor: '#1d2126', hoverRadius: RADIUS * 1.2, hitRadius: REACH } },
    interaction: { mode: 'nearest', intersect: true },
    onHover: (_event, [element]) => {
      hovered = element ? lists[element.datasetIndex][element.index] : -1;
    },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
    scales: {
      x: axis((scale) => (scale.height = SIZE.height - PLOT.bottom)),
      y: axis((scale) => (scale.width = PLOT.left)),
    },
  };

  return {
    canvases: [canvas],
    draw: (data) => {
      if (chart) {
        const datasets = datasetsOf(data);
        chart.data.datasets.forEach((dataset, at) => (dataset.data = datasets[at].data));
        chart.update('none');
        return;
      }
      canvas.width = SIZE.width;
      canvas.height = SIZE.height;
      chart = new Chart(canvas, { type: 'scatter', data: { datasets: datasetsOf(data) }, options });
    },
    hovered: () => hovered,
    drawMoving(data) {
      this.draw(data);
    },
    moveTo: (data, duration) =>
      new Promise((resolve) => {
        chart.options.animation = { duration, easing: 'easeInOutCubic', onComplete: () => resolve() };
        const datasets = datasetsOf(data);
        chart.data.datasets.forEach((dataset, at) => (dataset.data = datasets[at].data));
        chart.update();
      }),
  };
}
