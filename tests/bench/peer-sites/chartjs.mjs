// The page that `/explore` opens with, as one would make it with Chart.js: the same bundle, a ranking by
// dots with a tooltip, and the table.
import { rows, tell, tellDrawn } from './rows.mjs';

const marks = rows.map(({ value }, at) => ({ x: value, y: at }));
new Chart(document.getElementById('chart'), {
  type: 'scatter',
  data: { datasets: [{ data: marks, backgroundColor: '#0b66a8', radius: 7 }] },
  options: {
    animation: false,
    parsing: false,
    maintainAspectRatio: false,
    interaction: { mode: 'nearest', axis: 'y', intersect: false },
    scales: {
      x: { min: 0, max: 100, position: 'top' },
      y: { reverse: true, min: -0.5, max: rows.length - 0.5, ticks: { stepSize: 1, callback: (at) => rows[at]?.name ?? '' } },
    },
    plugins: {
      legend: { display: false },
      tooltip: { enabled: false, external: ({ tooltip }) => tell(rows[tooltip.dataPoints?.[0]?.dataIndex]) },
    },
  },
});
tellDrawn();
