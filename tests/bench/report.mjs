// From measurements to targets and a page to read.
import { FLAGS } from './browser.mjs';

/** The value that a part of the sorted values lies below. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

const ms = (value) => (value === undefined ? '–' : value < 10 ? value.toFixed(2) : value.toFixed(0));
const spread = (values) => `${ms(median(values))} (${ms(quantile(values, 0.1))}–${ms(quantile(values, 0.9))})`;
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** The figure by which a cell of the drawing table is judged. */
const pixels = (runs, kind) =>
  kind === 'first' ? runs.map((run) => run.first.pixels) : runs.map((run) => median(run.warm.map((warm) => warm.pixels)));

/** Each target: what it asks, what was found, and whether that reaches it. */
export function targets({ draws, hovers, moves, idle, memory, cold, parse }) {
  const found = [];
  const target = (what, value, limit, unit = '×') =>
    found.push({ what, value, limit, unit, reached: value <= limit });
  const drawn = (entrant, n, kind) => draws[entrant]?.[n] && median(pixels(draws[entrant][n], kind));
  const ratio = (n, kind, peer) => {
    const [ours, theirs] = [drawn('ours', n, kind), drawn(peer, n, kind)];
    return ours === undefined || theirs === undefined ? undefined : ours / theirs;
  };
  const compare = (n, kind, peer, limit) => {
    const value = ratio(n, kind, peer);
    if (value !== undefined) target(`${kind} draw of ${n.toLocaleString('en')} against ${peer}`, value, limit);
  };
  for (const n of [40, 1000]) {
    compare(n, 'first', 'canvas', 1);
    compare(n, 'first', 'chartjs', 0.3);
  }
  for (const n of [10000, 100000]) {
    for (const kind of ['first', 'warm']) {
      compare(n, kind, 'canvas', 0.2);
      compare(n, kind, 'chartjs', 0.06);
      compare(n, kind, 'echarts', 0.03);
    }
  }
  const script = (entrant, n) => hovers[entrant]?.[n] && median(hovers[entrant][n].map((run) => run.script));
  if (script('ours', 100000) !== undefined) {
    target('hover, script a move at 100,000 against 1,000', script('ours', 100000) / script('ours', 1000), 2);
    if (script('chartjs', 100000) !== undefined) {
      target('hover, script a move at 100,000 against chartjs', script('ours', 100000) / script('chartjs', 100000), 0.1);
    }
  }
  for (const [n, runs] of Object.entries(hovers.ours ?? {})) {
    const wrong = runs.reduce((sum, run) => sum + run.wrong + run.found.differ, 0);
    target(`hover at ${Number(n).toLocaleString('en')}, answers that differ from a look at all marks`, wrong, 0, '');
  }
  for (const [n, runs] of Object.entries(moves.ours ?? {})) {
    const gaps = runs.flatMap((run) => run.gaps);
    target(`transition of ${Number(n).toLocaleString('en')}, median frame gap`, median(gaps), n < 1e5 ? 17 : 34, 'ms');
    const wrong = runs.filter((run) => !run.sameEnd || (run.jump ?? 0) > 0.001).length;
    target(`transition of ${Number(n).toLocaleString('en')}, ends or interruptions that are not exact`, wrong, 0, '');
  }
  if (idle) target('idle, frames asked for in 5 s', idle.ours, 0, '');
  if (memory) {
    const [before, after] = [memory[0], memory.at(-1)];
    target('memory, growth over 100 more measure switches', (after.heap + after.wasm - before.heap - before.wasm) / 1024, 64, 'KiB');
  }
  if (cold) {
    target('cold start against the same page with Chart.js', median(cold.ours.map((run) => run.ms)) / median(cold.chartjs.map((run) => run.ms)), 1);
    target('transfer of a first visit', median(cold.ours.map((run) => run.bytes)) / 1024, 220, 'KiB');
  }
  if (parse) target('bundle of 10,000 challenges against JSON.parse', median(parse.ours) / median(parse.native), 3);
  return found;
}

/** Pictures that do not show what the hand-written canvas shows: their times do not count. */
export function voids({ draws }) {
  const found = [];
  for (const [entrant, cells] of Object.entries(draws)) {
    for (const [n, runs] of Object.entries(cells)) {
      const [seen, reference] = [runs[0].seen, draws.canvas?.[n]?.[0].seen];
      const differs = reference ? Math.abs(seen.count / reference.count - 1) : 0;
      // Skia's discs of 4 px have 3.7 % more area than they should; those made otherwise do not.
      if (differs > 0.06 || seen.missing > 1) found.push({ entrant, n: Number(n), differs, missing: seen.missing });
    }
  }
  return found;
}

/** The report as Markdown. */
export function markdown(report, notes) {
  const { machine, options, draws, hovers, moves, cold, parse, idle, memory, versions } = report;
  const isVoid = new Set(report.voids.map(({ entrant, n }) => `${entrant} ${n}`));
  const sizes = [...new Set(Object.values(draws).flatMap((cells) => Object.keys(cells)))].map(Number).sort((a, b) => a - b);
  const drawTable = (kind) =>
    table(
      ['ms', ...sizes.map((n) => n.toLocaleString('en'))],
      Object.keys(draws).map((entrant) => [
        entrant,
        ...sizes.map((n) => {
          const runs = draws[entrant][n];
          return runs ? `${spread(pixels(runs, kind))}${isVoid.has(`${entrant} ${n}`) ? ' ᵛ' : ''}` : '–';
        }),
      ]),
    );
  const reached = report.targets.filter((target) => target.reached).length;
  return `# Benchmarks

Written by \`cargo xtask bench\`; how each thing is measured stands in \`tests/bench/\`. The raw numbers of the
last run are in \`target/bench/report.json\`.

- Machine: ${machine.cpu}, ${machine.cores} cores, load ${machine.load.map((load) => load.toFixed(1)).join(' / ')} at the start; ${machine.browser}, headless, no GPU (software GL).
- Flags: \`${FLAGS.join(' ')}\`
- Versions: ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}.
- ${options.runs} runs a cell, each in a fresh page, entrants in random order; median (10th–90th percentile).
- A fixed loop took ${spread(report.calibrations)} ms: the wider the spread, the less quiet the machine was.

## Targets

${reached} of ${report.targets.length} reached.

${table(
  ['target', 'found', 'at most', ''],
  report.targets.map(({ what, value, limit, unit, reached }) => [what, `${ms(value)} ${unit}`, `${limit} ${unit}`, reached ? 'reached' : '**not reached**']),
)}

## Drawing

From the call until every canvas holds pixels (SVG and WebGL: until the second frame after), axes included, 960 × 600 px.
All draw a disc of 4 px with an edge of 1.5 px in the paper's colour, but regl-scatterplot, which has no edges.
Ours includes making the hit index; the hand-written one, making its quadtree.

First draw in a fresh page:

${drawTable('first')}

Warm redraw with other data:

${drawTable('warm')}

ᵛ void: the picture differs from the hand-written one by more than 6 %, or lacks two of 20 marks
(one may lie under the edges of others, which are drawn in another order). 2 % is too strict:
Skia's discs of 4 px have 3.7 % more area than π r², ours have it exactly.

## Hover

Script time a pointer move, ms, real input events; wrong: highlights that a look at all marks contradicts, of those checked.

${table(
  ['', 'N', 'script a move', 'wrong', 'index alone, µs', 'differ'],
  Object.entries(hovers).flatMap(([entrant, cells]) =>
    Object.entries(cells).map(([n, runs]) => [
      entrant,
      Number(n).toLocaleString('en'),
      spread(runs.map((run) => run.script)),
      `${runs.reduce((sum, run) => sum + run.wrong, 0)} of ${runs.reduce((sum, run) => sum + run.nChecked, 0)}`,
      runs[0].found ? ms(median(runs.map((run) => run.found.micros))) : '–',
      runs[0].found ? `${runs[0].found.differ} (${runs[0].found.farther} farther)` : '–',
    ]),
  ),
)}

## Transition

500 ms, cubic in-out, gaps between frames in ms. Ours moves dots (no edge), the others marks.

${table(
  ['', 'N', 'median', '95th percentile', 'longest', 'frames', 'end as drawn at once'],
  Object.entries(moves).flatMap(([entrant, cells]) =>
    Object.entries(cells).map(([n, runs]) => {
      const gaps = runs.flatMap((run) => run.gaps);
      return [
        entrant,
        Number(n).toLocaleString('en'),
        ms(median(gaps)),
        ms(quantile(gaps, 0.95)),
        ms(Math.max(...gaps)),
        ms(median(runs.map((run) => run.gaps.length))),
        runs.every((run) => run.sameEnd) ? 'yes' : 'no',
      ];
    }),
  ),
)}

## Others

- Idle: frames asked for in 5 s after a draw: ${Object.entries(idle ?? {}).map(([name, frames]) => `${name} ${frames}`).join(', ')}.
- Memory of ours after 50, 100, 150 switches of 10,000 marks, collected: ${(memory ?? []).map(({ heap, wasm }) => `${(heap / 1024).toFixed(0)} + ${(wasm / 1024).toFixed(0)} KiB`).join(', ')} (JavaScript + WebAssembly).
${cold ? `- Cold start, 4 × CPU slow-down, 1.6 Mbit/s, 150 ms: ours ${spread(cold.ours.map((run) => run.ms))} ms with ${(median(cold.ours.map((run) => run.bytes)) / 1024).toFixed(0)} KiB, Chart.js ${spread(cold.chartjs.map((run) => run.ms))} ms with ${(median(cold.chartjs.map((run) => run.bytes)) / 1024).toFixed(0)} KiB.` : ''}
${parse ? `- Bundle of ${parse.challenges.toLocaleString('en')} challenges, 4 waves, 12 groups (${(parse.bytes / 1e6).toFixed(1)} MB): to an atlas ${spread(parse.ours)} ms, \`JSON.parse\` ${spread(parse.native)} ms.` : ''}

${notes}`;
}
