// From measurements to a page to read.
import { FLAGS } from './browser.mjs';
import { FINE } from './picture.mjs';
import { KINDS, median, pixels, quantile } from './targets.mjs';

const ms = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const spread = (values) => `${ms(median(values))} (${ms(quantile(values, 0.1))}–${ms(quantile(values, 0.9))})`;
const count = (n) => Number(n).toLocaleString('en');
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const total = (list, value) => list.reduce((sum, item) => sum + value(item), 0);
/** A row for each entrant and number of marks. */
const rows = (grid, cells) =>
  Object.entries(grid).flatMap(([entrant, sizes]) =>
    Object.entries(sizes).map(([n, found]) => [entrant, count(n), ...cells(found)]),
  );

const TITLES = {
  first: 'First draw in a fresh page',
  warm: 'Warm redraw with other data',
  filter: 'Half of the marks hidden',
};

const VISITED = {
  ours: 'the site as built, ranking',
  published: 'the site as published',
  chartjs: 'the page with Chart.js',
  plot: 'the page with Observable Plot',
};

const ASKED = { first: 'first draw of', warm: 'warm draw of', filter: 'hiding half of', hover: 'hover over' };

/** The report as Markdown; `notes` is what a person wrote about it. */
export function markdown(report, notes) {
  const sections = [head, reached, standing, drawing, pictures, hover, transition, access, others];
  return `${sections.map((section) => section(report)).join('\n\n')}\n\n${notes}`;
}

function head({ machine, load, versions, plan, calibrations }) {
  const loads = (list) => list.map((load) => load.toFixed(1)).join(' / ');
  return `# Benchmarks

Written by \`cargo xtask bench\`; how each thing is measured stands in \`tests/bench/\`. The raw numbers of the
last run are in \`target/bench/report.json\`.

- Machine: ${machine.cpu}, ${machine.cores} cores, load ${loads(load.start)} at the start, ${loads(load.end)} at the end;
  ${machine.browser}, headless, **no GPU**: WebGL (regl-scatterplot) runs in software, and would do better with one.
- Flags: \`${FLAGS.join(' ')}\`
- Versions: ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}.
- Runs of drawing: ${plan.runs}; of hover, transitions and accessibility: ${plan.fewRuns}. Each in a fresh page,
  entrants in random order; median (10th–90th percentile).
- A fixed loop took ${spread(calibrations)} ms: the wider the spread, the less quiet the machine was.`;
}

function reached({ targets }) {
  const verdict = ({ what, value, limit, unit, reached }) =>
    [what, `${ms(value)} ${unit}`, `${limit} ${unit}`, reached ? 'reached' : '**not reached**'];
  return `## Targets

${targets.filter(({ reached }) => reached).length} of ${targets.length} reached. Without a word on it a drawing is at 1 device px a CSS px.

${table(['target', 'found', 'at most', ''], targets.map(verdict))}`;
}

function standing({ standings }) {
  const label = ({ kind, n, scale }) => `${ASKED[kind]} ${count(n)}${scale ? ` (${scale} ×)` : ''}`;
  const peers = (list) => list.map(({ entrant, ratio }) => `${entrant} ${ms(ratio)} ×`).join(', ') || '–';
  const aheadOfAll = standings.filter(({ ahead, behind, even }) => ahead.length > 0 && behind.length + even.length === 0);
  const behindSome = standings.filter(({ behind }) => behind.length > 0);
  return `## Ahead where, behind where

Ours as a part of theirs, by medians. Ahead or behind is who is so in the middle four fifths of runs as well; the rest
is even. 1 × and 2 ×: device px a CSS px. Void pictures (see there) and default settings, which wait for animations, are
not compared.

- Ahead of all: ${aheadOfAll.map(label).join('; ') || 'nowhere'}.
- Behind someone: ${behindSome.map(label).join('; ') || 'nowhere'}.

${table(['', 'ahead of', 'even with', 'behind'], standings.map((it) => [label(it), peers(it.ahead), peers(it.even), peers(it.behind)]))}`;
}

function drawing({ draws, voids }) {
  const isVoid = new Set(voids.map(({ entrant, n }) => `${entrant} ${n}`));
  const grid = (entrants, kind) => {
    const sizes = [...new Set(Object.values(entrants).flatMap((cells) => Object.keys(cells)))].sort((a, b) => a - b);
    const cell = (entrant, runs, n) =>
      runs ? `${spread(pixels(runs, kind))}${isVoid.has(`${entrant} ${n}`) ? ' ᵛ' : ''}` : '–';
    return table(
      ['ms', ...sizes.map(count)],
      Object.entries(entrants).map(([entrant, cells]) => [entrant, ...sizes.map((n) => cell(entrant, cells[n], n))]),
    );
  };
  const tables = Object.entries(draws).flatMap(([scale, entrants]) =>
    KINDS.map((kind) => `${TITLES[kind]}, ${scale} device px a CSS px:\n\n${grid(entrants, kind)}`),
  );
  return `## Drawing

From the call until every canvas holds pixels (SVG and WebGL: until the second frame after), axes included, 960 × 600
CSS px, a disc of 4 px with an edge of 1.5 px in the paper's color. Ours includes making the hit index; the
hand-written one, making its quadtree. Hiding is a draw of the half that is left; regl-scatterplot has a call for it.
Ours draws up to 1,000 marks by plotters-canvas, as the site does, and more by the raster that draws the site's dots.
On the site a change of filter moves marks for 450 ms more, unless the visitor wants less motion.

Settings: a plain name is the documented fast way. Chart.js: no animation, no parsing, \`normalized\`, its data sorted
by x before the clock starts. ECharts: no animation, \`progressive: 0\`; \`echarts-large\`: and \`large\`. regl-scatterplot
comes with discs, \`regl-squares\` is its \`performanceMode\`. Observable Plot, uPlot and the hand-written canvas have one
way only. **\`-default\` is as it comes**, until the animation (Chart.js 1 s, ECharts 1 s, then 0.3 s) or the
drawing in steps has ended: what a visitor waits, not what it costs.

${tables.join('\n\n')}

ᵛ void: not the same picture, see below.`;
}

function pictures({ pictures, voids }) {
  const sizes = [...new Set(Object.values(pictures).flatMap((cells) => Object.keys(cells)))].sort((a, b) => a - b);
  const off = ({ area }) => `${area < 1 ? '−' : '+'}${Math.abs(100 * (area - 1)).toFixed(1)}`;
  const cell = (seen) => (seen ? `${off(seen.whole)}, ${off(seen.half)} %` : '–');
  const reasons = new Map();
  for (const { entrant, n, what, where, reasons: why } of voids) {
    const key = `${entrant}, ${count(n)}`;
    reasons.set(key, [...(reasons.get(key) ?? []), `${what} at ${where === 'fine' ? `${FINE} ×` : where}: ${why.join(', ')}`]);
  }
  const listed = [...reasons].map(([key, why]) => `- ${key}: ${[...new Set(why)].join('; ')}.`);
  return `## The same picture

Area of marks' bodies against a perfect picture of the same data, all marks and half of them, at ${FINE} device px a CSS px.
A picture is void where it is more than 2 % off, where one of 20 probes (points in a mark's body and on nobody's edge,
in every picture of every run) lacks the color of a mark there, or where one of up to 20 hidden marks still shows.

${table(['', ...sizes.map(count)], Object.entries(pictures).map(([entrant, cells]) => [entrant, ...sizes.map((n) => cell(cells[n]))]))}

${listed.length > 0 ? `Void:\n\n${listed.join('\n')}` : 'None is void.'}`;
}

function hover({ hovers }) {
  return `## Hover

Script time a pointer move, ms, real input events. Another: highlights of another mark than the one that a look at
all marks finds within 12 px, of those checked; where two are as near the first counts, which only ours promises, so
the farther ones are told apart. ECharts has no reach around a mark, and takes the one on top. The index alone: 1,000
questions without events, and their answers that differ.

${table(
  ['', 'N', 'script a move', 'another', 'index alone, µs', 'differ'],
  rows(hovers, (runs) => [
    spread(runs.map((run) => run.script)),
    `${total(runs, (run) => run.wrong)} of ${total(runs, (run) => run.nChecked)} (${total(runs, (run) => run.farther)} farther)`,
    runs[0].found ? ms(median(runs.map((run) => run.found.micros))) : '–',
    runs[0].found ? `${runs[0].found.differ} (${runs[0].found.farther} farther)` : '–',
  ]),
)}`;
}

function transition({ moves, plan }) {
  const cells = (runs) => {
    const gaps = runs.flatMap((run) => run.gaps);
    return [
      ms(median(gaps)),
      ms(quantile(gaps, 0.95)),
      ms(Math.max(...gaps)),
      ms(median(runs.map((run) => run.gaps.length))),
      runs.every((run) => run.sameEnd) ? 'yes' : 'no',
    ];
  };
  const titles = ['', 'N', 'median', '95th percentile', 'longest', 'frames', 'end as drawn at once'];
  const tables = Object.entries(moves).map(
    ([scale, grid]) => `${scale} device px a CSS px:\n\n${table(titles, rows(grid, cells))}`,
  );
  return `## Transition

${plan.moves.duration} ms, cubic in-out, gaps between frames in ms, the first from the call on. All move marks with their edges and
draw the axes in each frame; \`ours-dots\` moves dots without edges, as the view of answers does. Chart.js finds a mark
again by its place in the data, so its data is not sorted here, and parsed. Few frames: the rest were dropped.

${tables.join('\n\n')}`;
}

function access({ access }) {
  const times = (changes) => ['document', 'tree', 'asking'].map((what) => spread(changes.map((change) => change[what])));
  const own = access.site.flatMap((runs) => {
    const [{ n, nStops, tabs, keys }] = runs;
    const way = ({ keys, rank, isRight }) => (isRight ? `${keys} (mark ${rank})` : `**wrong** (mark ${rank})`);
    const told = nStops === n ? count(n) : `${nStops} themes, then their marks`;
    return Object.keys(runs[0].changes).map((kind) => [
      `the site, change of ${kind}`,
      count(n),
      told,
      ...times(runs.map((run) => run.changes[kind])),
      `1 (after ${tabs - 1} others)`,
      `${way(keys.middle)}, ${way(keys.worst)}`,
    ]);
  });
  const peers = rows(access.peers, (runs) => [
    runs[0].told === 0 ? 'none' : `${runs[0].told}`,
    ...(runs[0].change ? times(runs.map((run) => run.change)) : ['–', '–', '–']),
    String(runs[0].tabs),
    'no way',
  ]);
  return `## Accessibility

From a change until the document says what is shown (list, status text), and until a client has the right
accessibility tree in hand, with how long it takes to be answered at all; ms. Told: marks whose values the tree tells.
Keys: how many lead from the chart's first stop to the middle mark and to the farthest. The site is the built one, with a
list of marks and a status text; it draws at most 400 challenges, and above 200 its list goes by theme. Peers are
charts alone with what their build offers turned on: ECharts writes one description of at most 10 marks a series,
Observable Plot can name each mark. No peer has a status text, a stop of the keyboard or a way from mark to mark.

${table(['', 'N', 'told', 'document', 'tree', 'of it asking', 'Tab stops', 'keys'], [...own, ...peers])}`;
}

function others({ idle, memory, cold, parse, search, plan }) {
  const kib = (bytes) => (bytes / 1024).toFixed(0);
  const { n, switches } = plan.memory;
  const visit = (side, runs) => [
    VISITED[side],
    ...['picture', 'answers'].map((what) => spread(runs.map((run) => run[what]))),
    kib(median(runs.map((run) => run.bytes))),
  ];
  const lines = [
    `Idle: frames asked for in ${plan.idle.duration / 1000} s after a draw: ${Object.entries(idle).map(([name, frames]) => `${name} ${frames}`).join(', ')}.`,
    `Memory of ours after ${[1, 2, 3].map((k) => k * switches).join(', ')} switches of ${count(n)} marks, collected: ${memory.map(({ heap, wasm }) => `${kib(heap)} + ${kib(wasm)} KiB`).join(', ')} (JavaScript + WebAssembly).`,
    `Bundle of ${count(parse.challenges)} challenges, 4 waves, 12 groups (${(parse.bytes / 1e6).toFixed(1)} MB): to a data set ${spread(parse.ours)} ms, \`JSON.parse\` ${spread(parse.native)} ms.`,
    search && `Search over ${count(search.challenges)} challenges of some 300 words (${(search.bytes / 1e6).toFixed(1)} MB): a keystroke ${spread(search.keys)} ms; before the first one, atlas and index ${search.made.toFixed(0)} ms.`,
  ];
  const visits = cold && `Visits of \`/explore\` with 4 × CPU slow-down, 1.6 Mbit/s, 150 ms, ${plan.cold} each: ms until the frame with the chart's first
picture is made, and until the chart answers the pointer.

${table(['', 'first picture', 'answers', 'KiB'], Object.entries(cold).map(([side, runs]) => visit(side, runs)))}`;
  return ['## Others', lines.filter(Boolean).map((line) => `- ${line}`).join('\n'), visits].filter(Boolean).join('\n\n');
}
