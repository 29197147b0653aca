// What the pages of peers share: the rows of the ranking that `/explore` shows for one measure, the table, the note.
const bundle = await (await fetch('/peer-sites/bundle.json')).json();

const isShown = ({ wave, measure, audience }) => wave === 'sample-2025' && measure === 'widespread' && !audience;
const results = bundle.results.find(isShown) ?? bundle.results.findLast(({ measure, audience }) => measure === 'widespread' && !audience);
const challenges = bundle.challenges.filter(({ id }) => !results.challenges || results.challenges.includes(id));
export const rows = challenges
  .map(({ name }, at) => ({ name, value: results.values[at] }))
  .filter(({ value }) => typeof value === 'number')
  .sort((a, b) => b.value - a.value);

document.getElementById('table').innerHTML = rows
  .map(({ name, value }, at) => `<tr><td>${at + 1}</td><th scope="row">${name}</th><td>${value} %</td></tr>`)
  .join('');

/** Shows a note about a row, an element as the site's own is; none without a row. */
export function tell(row) {
  let note = document.querySelector('.tooltip');
  if (!note) {
    note = document.createElement('div');
    note.className = 'tooltip';
    document.getElementById('chart').parentNode.append(note);
  }
  note.textContent = row ? `${row.name}: ${row.value} %` : '';
}

/** Says that the chart is drawn. */
export const tellDrawn = () => document.getElementById('chart').setAttribute('data-drawn', '');
