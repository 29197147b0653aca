// What is asked of the numbers: targets, equal pictures, who is ahead of whom.

/** The value that a part of the sorted values lies below. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

/** What is timed of drawing. */
export const KINDS = ['first', 'warm', 'filter'];
/** Other areas than this make a picture void. */
const MOST_AREA_OFF = 0.02;

/** ms of each run until a picture was there. */
export const pixels = (runs, kind) =>
  runs.map((run) => (kind === 'first' ? run.first.pixels : median(run[kind].map(({ pixels }) => pixels))));

const named = (n) => Number(n).toLocaleString('en');
const at = (scale) => (scale === '1' ? '' : ` at ${scale} device px a CSS px`);

/** Each target: what it asks, what was found, and whether that reaches it. */
export function targets({ draws, hovers, moves, idle, memory, cold, parse, search, access }) {
  const found = [];
  const target = (what, value, limit, unit = '×') => found.push({ what, value, limit, unit, reached: value <= limit });
  for (const [scale, entrants] of Object.entries(draws)) {
    const compare = (n, kind, peer, limit) => {
      const [ours, theirs] = [entrants.ours?.[n], entrants[peer]?.[n]];
      if (!ours || !theirs) return;
      const value = median(pixels(ours, kind)) / median(pixels(theirs, kind));
      target(`${kind} draw of ${named(n)}${at(scale)} against ${peer}`, value, limit);
    };
    // What the site draws, by plotters-canvas; 1,000 are only reported.
    for (const n of [40, 400]) {
      compare(n, 'first', 'canvas', 2);
      compare(n, 'warm', 'canvas', 1.5);
      compare(n, 'first', 'chartjs', 0.3);
      compare(n, 'warm', 'chartjs', 0.3);
    }
    // What the raster draws.
    for (const n of [10000, 100000]) {
      for (const kind of ['first', 'warm']) {
        compare(n, kind, 'canvas', 0.2);
        compare(n, kind, 'chartjs', 0.06);
        compare(n, kind, 'echarts', 0.03);
      }
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
    target(`hover at ${named(n)}, answers that differ from a look at all marks`, wrong, 0, '');
  }
  for (const [scale, { ours = {} }] of Object.entries(moves)) {
    for (const [n, runs] of Object.entries(ours)) {
      const what = `transition of ${named(n)}${at(scale)}`;
      target(`${what}, median frame gap`, median(runs.flatMap((run) => run.gaps)), n < 1e5 ? 17 : 34, 'ms');
      const wrong = runs.filter((run) => !run.sameEnd || (run.jump ?? 0) > 0.001).length;
      target(`${what}, ends or interruptions that are not exact`, wrong, 0, '');
    }
  }
  if (idle.ours !== undefined) target('idle, frames asked for in 5 s', idle.ours, 0, '');
  if (memory) {
    const [before, after] = [memory[0], memory.at(-1)];
    const growth = (after.heap + after.wasm - before.heap - before.wasm) / 1024;
    target('memory, growth over as many measure switches again, twice', growth, 64, 'KiB');
  }
  if (cold) {
    const compare = (side, what) => median(cold[side].map((run) => run[what])) / median(cold.chartjs.map((run) => run[what]));
    target('cold start against the same page with Chart.js', compare('ours', 'answers'), 1.4);
    if (cold.published) target('first picture of the published page against the same page with Chart.js', compare('published', 'picture'), 0.4);
    target('transfer of a first visit', median(cold.ours.map((run) => run.bytes)) / 1024, 236, 'KiB');
  }
  if (parse) target(`bundle of ${named(parse.challenges)} challenges against JSON.parse`, median(parse.ours) / median(parse.native), 3);
  if (search) target(`search over ${named(search.challenges)} challenges, a keystroke, 95 of 100`, quantile(search.keys, 0.95), 5, 'ms');
  if (access?.site.length) {
    const wrong = access.site.flat().filter(({ keys }) => !Object.values(keys).every((way) => way.isRight)).length;
    target('keyboard, ways that do not end at their mark', wrong, 0, '');
  }
  return found;
}

/**
 * Pictures that do not show what they should, and why: their times do not count. Areas are judged in
 * the fine pictures, single marks in every picture.
 */
export function voids({ draws, pictures }) {
  const found = [];
  const judge = (entrant, n, where, seen, isFine) => {
    for (const [what, { area, nProbes, missing, left }] of Object.entries(seen)) {
      const reasons = [];
      if (isFine && Math.abs(area - 1) > MOST_AREA_OFF) reasons.push(`marks' area ${(100 * (area - 1)).toFixed(1)} % off`);
      if (missing > 0 || nProbes < 20) reasons.push(`${nProbes - missing} of 20 marks`);
      if (left > 0) reasons.push(`${left} hidden marks still there`);
      if (reasons.length > 0) found.push({ entrant, n: Number(n), where, what, reasons });
    }
  };
  for (const [entrant, cells] of Object.entries(pictures)) {
    for (const [n, seen] of Object.entries(cells)) judge(entrant, n, 'fine', seen, true);
  }
  for (const [scale, entrants] of Object.entries(draws)) {
    for (const [entrant, cells] of Object.entries(entrants)) {
      for (const [n, runs] of Object.entries(cells)) for (const run of runs) judge(entrant, n, `${scale} ×`, run.seen, false);
    }
  }
  return found;
}

/**
 * For each figure of ours, whom it is ahead of and behind, and by how much. Where the middle four
 * fifths of the runs overlap neither is. Entrants whose picture is void, or that wait for an
 * animation, are not compared.
 */
export function standings({ draws, hovers, voids }) {
  const isVoid = new Set(voids.map(({ entrant, n }) => `${entrant} ${n}`));
  const list = [];
  const compare = (what, values) => {
    const n = what.n;
    const { ours, ...others } = values;
    if (!ours) return;
    const standing = { ...what, ahead: [], behind: [], even: [] };
    for (const [entrant, theirs] of Object.entries(others)) {
      if (!theirs || isVoid.has(`${entrant} ${n}`)) continue;
      const ratio = median(ours) / median(theirs);
      const isAhead = quantile(ours, 0.9) < quantile(theirs, 0.1);
      const isBehind = quantile(ours, 0.1) > quantile(theirs, 0.9);
      standing[isAhead ? 'ahead' : isBehind ? 'behind' : 'even'].push({ entrant, ratio });
    }
    list.push(standing);
  };
  const sizes = (entrants) => Object.keys(entrants.ours ?? {});
  const of = (entrants, n, value) =>
    Object.fromEntries(
      Object.entries(entrants)
        .filter(([entrant, cells]) => cells[n] && !entrant.endsWith('-default'))
        .map(([entrant, cells]) => [entrant, value(cells[n])]),
    );
  for (const [scale, entrants] of Object.entries(draws)) {
    for (const kind of KINDS) {
      for (const n of sizes(entrants)) compare({ kind, n, scale }, of(entrants, n, (runs) => pixels(runs, kind)));
    }
  }
  for (const n of sizes(hovers)) compare({ kind: 'hover', n }, of(hovers, n, (runs) => runs.map((run) => run.script)));
  return list;
}
