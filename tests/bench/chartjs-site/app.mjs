// The page that `/explore` opens with, as one would make it with Chart.js: the same bundle, a
// ranking by dots with a tooltip, and the table.
const bundle = await (await fetch('/chartjs-site/bundle.json')).json();

const isShown = ({ wave, measure, audience }) => wave === 'sample-2025' && measure === 'widespread' && !audience;
const results = bundle.results.find(isShown) ?? bundle.results.findLast(({ measure, audience }) => measure === 'widespread' && !audience);
const challenges = bundle.challenges.filter(({ id }) => !results.challenges || results.challenges.includes(id));
const rows = challenges
  .map(({ name }, at) => ({ name, value: results.values[at] }))
  .filter(({ value }) => typeof value === 'number')
  .sort((a, b) => b.value - a.value);

document.getElementById('table').innerHTML = rows
  .map(({ name, value }, at) => `<tr><td>${at + 1}</td><th scope="row">${name}</th><td>${value} %</td></tr>`)
  .join('');

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
      // An element, as the site's own is.
      tooltip: {
        enabled: false,
        external: ({ chart, tooltip }) => {
          let note = document.querySelector('.tooltip');
          if (!note) {
            note = document.createElement('div');
            note.className = 'tooltip';
            chart.canvas.parentNode.append(note);
          }
          const [point] = tooltip.dataPoints ?? [];
          note.textContent = point ? `${rows[point.dataIndex].name}: ${point.raw.x} %` : '';
        },
      },
    },
  },
});
