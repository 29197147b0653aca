// Runs the benchmark: `node run.mjs [--quick] [--runs N]`. `cargo xtask bench` builds what it needs and starts it.
//
// `--quick` is the smoke test: correctness with few marks, no judgement of times; its last line says how many checks passed.
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { makeBundle } from './bundle.mjs';
import { random } from './data.mjs';
import * as measure from './measures.mjs';
import { markdown, targets, voids } from './report.mjs';
import { serve } from './server.mjs';

const { values: args } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, runs: { type: 'string', default: '7' } },
});
const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const ENTRANTS = ['ours', 'canvas', 'chartjs', 'echarts', 'echarts-large', 'plot', 'regl', 'uplot'];
const SIZES = [40, 1000, 10000, 100000];

const site = process.env.BENCH_DIST ?? join(root, 'dist');
const server = await serve(
  {
    '/': here,
    '/npm/': join(here, 'node_modules'),
    '/built/': join(root, 'target/bench/built'),
  },
  {
    '/large.json': Buffer.from(makeBundle(args.quick ? 100 : 10000)),
    '/chartjs-site/bundle.json': await readFile(join(root, 'public/bundle.json')),
    '/chartjs-site/style.css': await readFile(join(root, 'public/style.css')),
    '/chartjs-site/chart.umd.min.js': await readFile(join(here, 'node_modules/chart.js/dist/chart.umd.min.js')),
  },
);
const browser = await launch();
try {
  await (args.quick ? smoke() : full(Number(args.runs)));
} finally {
  await browser.close();
  server.close();
}

/** Few marks, and only what must hold on any machine. */
async function smoke() {
  const { url } = server;
  let [passed, failed] = [0, 0];
  const check = (what, holds) => {
    console.log(`${holds ? 'ok' : 'FAILED'}: ${what}`);
    if (holds) passed += 1;
    else failed += 1;
  };
  const draws = {};
  for (const entrant of ENTRANTS) {
    draws[entrant] = { 1000: [await measure.draw(browser, url, entrant, 1000, { redraws: 1 })] };
  }
  const unequal = new Map(voids({ draws }).map((found) => [found.entrant, found]));
  for (const entrant of ENTRANTS) {
    check(`${entrant} draws what the others draw ${JSON.stringify(unequal.get(entrant) ?? '')}`, !unequal.has(entrant));
  }
  const twice = await measure.draw(browser, url, 'ours', 40, { scale: 2, redraws: 1 });
  check('ours draws 40 marks at 2 device px a CSS px', twice.seen.missing === 0);
  const hover = await measure.hover(browser, url, 'ours', 1000, { moves: 20, answers: 1000 });
  check('ours finds the mark that a look at all marks finds', hover.found.differ === 0 && hover.wrong === 0);
  const moved = await measure.move(browser, url, 'ours', 1000, { duration: 200, interrupt: true });
  check('a transition ends as a direct draw, and goes on from where it was interrupted', moved.sameEnd && moved.jump < 0.001);
  check('an idle chart asks for no frame', (await measure.idle(browser, url, 'ours', 500)) === 0);
  const parsed = await measure.parse(browser, url, '/large.json', 1);
  check('a made-up bundle is parsed', parsed.challenges === 100);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Everything, `runs` times. */
async function full(runs) {
  const { url } = server;
  const next = random(11);
  const shuffled = (list) => list.map((item) => [next(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
  const tell = (text) => console.log(`${(performance.now() / 1000).toFixed(0)} s: ${text}`);
  const load = loadavg();
  const grid = () => Object.fromEntries(ENTRANTS.map((entrant) => [entrant, {}]));
  const [draws, hovers, moves, calibrations] = [grid(), {}, {}, []];
  const add = (into, entrant, n, value) => ((into[entrant] ??= {})[n] ??= []).push(value);

  for (let run = 0; run < runs; run += 1) {
    tell(`drawing, run ${run + 1} of ${runs}`);
    for (const [entrant, n] of shuffled(ENTRANTS.flatMap((entrant) => SIZES.map((n) => [entrant, n])))) {
      const result = await measure.draw(browser, url, entrant, n, { redraws: n > 10000 ? 3 : 5 });
      calibrations.push(result.calibration);
      add(draws, entrant, n, result);
    }
  }
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    tell(`hover, run ${run + 1}`);
    for (const [entrant, n] of shuffled(['ours', 'canvas', 'chartjs', 'echarts'].flatMap((entrant) => [1000, 100000].map((n) => [entrant, n])))) {
      // Those that look at every mark take seconds for a few moves.
      const moves = n > 1000 && !['ours', 'canvas'].includes(entrant) ? 15 : 200;
      add(hovers, entrant, n, await measure.hover(browser, url, entrant, n, { moves }));
    }
    tell(`transitions, run ${run + 1}`);
    for (const [entrant, n] of shuffled(['ours', 'canvas', 'chartjs', 'echarts'].flatMap((entrant) => SIZES.slice(1).map((n) => [entrant, n])))) {
      add(moves, entrant, n, await measure.move(browser, url, entrant, n, { interrupt: run === 0 }));
    }
  }
  tell('idle, memory, parsing');
  const idle = {};
  for (const entrant of ['ours', 'canvas', 'chartjs', 'echarts']) idle[entrant] = await measure.idle(browser, url, entrant, 5000);
  const memory = await measure.memory(browser, url, 'ours', 10000, 50);
  const parse = await measure.parse(browser, url, '/large.json', runs);
  tell('cold starts');
  const cold = await coldStarts(runs, shuffled);

  const { devDependencies: versions } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8'));
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load, browser: `Chromium ${browser.version()}` };
  const report = { machine, options: { runs }, versions, draws, hovers, moves, idle, memory, parse, cold, calibrations };
  report.voids = voids(report);
  report.targets = targets(report);
  await mkdir(join(root, 'target/bench'), { recursive: true });
  await writeFile(join(root, 'target/bench/report.json'), JSON.stringify(report, null, 1));
  await writeFile(join(root, 'docs/benchmarks.md'), markdown(report, await readFile(join(here, 'notes.md'), 'utf8')));
  for (const { what, value, limit, unit, reached } of report.targets) {
    console.log(`${reached ? 'reached    ' : 'not reached'}  ${what}: ${value.toFixed(3)} ${unit} (at most ${limit})`);
  }
}

/** The site's `/explore` and the same page made with Chart.js, each in a fresh page. */
async function coldStarts(runs, shuffled) {
  const own = await serve({ '/': site });
  const sides = {
    ours: [own, `${own.url}/explore?measure=widespread`],
    chartjs: [server, `${server.url}/chartjs-site/index.html`],
  };
  const cold = { ours: [], chartjs: [] };
  for (let run = 0; run < runs; run += 1) {
    for (const side of shuffled(Object.keys(sides))) {
      const [host, address] = sides[side];
      host.takeSent();
      const ms = await measure.coldStart(browser, address);
      cold[side].push({ ms, bytes: host.takeSent() });
    }
  }
  own.close();
  return cold;
}
