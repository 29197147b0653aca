// The same page made with Observable Plot.
import { rows, tell, tellDrawn } from './rows.mjs';

const place = document.getElementById('chart');
const channels = { x: 'value', y: 'name' };
const picture = Plot.plot({
  width: place.clientWidth,
  height: place.clientHeight,
  marginLeft: 320,
  x: { domain: [0, 100], axis: 'top', grid: true, label: null },
  y: { domain: rows.map(({ name }) => name), label: null },
  marks: [
    Plot.dot(rows, { ...channels, fill: '#0b66a8', r: 7 }),
    // With a tip it says which row is nearest to the pointer, and tells of every change of it.
    Plot.tip(rows, Plot.pointerY({ ...channels, title: 'name' })),
  ],
});
picture.addEventListener('input', () => tell(picture.value));
place.append(picture);
tellDrawn();
