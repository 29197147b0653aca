// Runs the benchmark: `node run.mjs [--quick | --report] [--runs N] [--entrants A,B --sizes N,N]`. `cargo xtask bench` builds what it
// needs and starts it.
//
// `--quick` is the smoke test: every measure once, with few marks, and only what must hold on any
// machine; its last line says how many checks passed. `--report` measures nothing and writes the page
// anew from the last run's numbers, for a change of `notes.md`. With `--entrants` and `--sizes` only drawing and
// transitions of those are measured, and medians printed: for work on the painter.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { makeBundle } from './bundle.mjs';
import { collect } from './collect.mjs';
import * as plans from './plan.mjs';
import { markdown } from './report.mjs';
import { serve } from './server.mjs';
import { peerFiles } from './slow-visits.mjs';
import { failures } from './smoke.mjs';
import { KINDS, median, pixels, standings, targets, voids } from './targets.mjs';

/** As many as two cores do in about an hour. */
const RUNS = '7';

const { values: args } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    runs: { type: 'string', default: RUNS },
    entrants: { type: 'string', default: 'ours,canvas,chartjs' },
    sizes: { type: 'string' },
  },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const numbers = join(root, 'target/bench/report.json');

if (args.report) {
  const last = await readFile(numbers, 'utf8').catch(() => null);
  if (!last) throw new Error(`${numbers} is not there: the benchmark has not run yet`);
  await write(JSON.parse(last));
} else if (args.quick) {
  const report = await measured(plans.quick);
  if (!report.cold) console.log('not run, as there is no dist/: the site itself (`cargo xtask build` makes it)');
  const checks = failures(report, markdown(judged(report), ''));
  for (const { what, failed } of checks) console.log(failed ? `FAILED: ${what}: ${failed}` : `ok: ${what}`);
  const nFailed = checks.filter(({ failed }) => failed).length;
  console.log(`\n${checks.length - nFailed} passed, ${nFailed} failed`);
  process.exitCode = nFailed > 0 ? 1 : 0;
} else if (args.sizes) {
  const [entrants, sizes] = [args.entrants.split(','), args.sizes.split(',').map(Number)];
  const report = await measured(plans.some(Number(args.runs), entrants, sizes));
  printMedians(report);
  printTargets(judged(report));
} else {
  const report = await measured(plans.full(Number(args.runs)));
  await mkdir(join(root, 'target/bench'), { recursive: true });
  await writeFile(numbers, JSON.stringify(report, null, 1));
  await write(report);
}

/** Carries out a plan. */
async function measured(plan) {
  const peers = await serve(
    {
      '/': here,
      '/npm/': join(here, 'node_modules'),
      '/built/': join(root, 'target/bench/built'),
    },
    {
      '/large.json': Buffer.from(makeBundle(plan.parse.challenges)),
      ...(await peerFiles()),
    },
  );
  const browser = await launch();
  try {
    const dist = join(root, 'dist');
    const isBuilt = await stat(join(dist, 'index.html')).catch(() => null);
    const report = await collect(browser, peers, isBuilt && dist, plan, tell);
    const { devDependencies } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
    return { ...report, versions: devDependencies };
  } finally {
    await browser.close();
    peers.close();
  }
}

/** Says how far it is: on a terminal in one line a stage, elsewhere now and then. */
function tell(stage, step, nSteps) {
  const steps = nSteps > 1 ? `, ${step + 1} of ${nSteps}` : '';
  const line = `${(performance.now() / 1000).toFixed(0)} s: ${stage}${steps}`;
  if (process.stdout.isTTY) {
    process.stdout.write(`\r\x1b[K${line}${step + 1 === nSteps ? '\n' : ''}`);
  } else if (step % 10 === 0) {
    console.log(line);
  }
}

/** The report with what follows from its numbers. */
function judged(report) {
  const found = voids(report);
  return { ...report, voids: found, targets: targets(report), standings: standings({ ...report, voids: found }) };
}

/** Writes the page to read, and prints what was reached. */
async function write(report) {
  const whole = judged(report);
  const page = markdown(whole, await readFile(join(here, 'notes.md'), 'utf8'));
  await writeFile(join(root, 'docs/benchmarks.md'), page);
  printTargets(whole);
}

/** Prints ms of drawing, as medians. */
function printMedians({ draws }) {
  for (const [scale, entrants] of Object.entries(draws)) {
    for (const kind of KINDS) {
      const cells = ([entrant, cells]) => [entrant, Object.fromEntries(Object.entries(cells).map(([n, runs]) => [n, median(pixels(runs, kind)).toFixed(2)]))];
      console.log(`${kind}, ${scale} device px a CSS px`);
      console.table(Object.fromEntries(Object.entries(entrants).map(cells)));
    }
  }
}

function printTargets({ targets }) {
  for (const { what, value, limit, unit, reached } of targets) {
    console.log(`${reached ? 'reached    ' : 'not reached'}  ${what}: ${value.toFixed(3)} ${unit} (at most ${limit})`);
  }
}
