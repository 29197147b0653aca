// Carries out a plan: one report of plain numbers.
import { cpus, loadavg } from 'node:os';
import { surveyOf, peer, site } from './access.mjs';
import { random } from './data.mjs';
import * as measure from './measures.mjs';
import { FINE } from './picture.mjs';
import { serve } from './server.mjs';
import { slowVisits, withPublished } from './slow-visits.mjs';

/**
 * Measures what `plan` says. `peers` serves the entrants' pages, `dist` is the folder of the built
 * site, null without one: what needs it is left out. `tell` hears how far it is.
 */
export async function collect(browser, peers, dist, plan, tell) {
  const { url } = peers;
  const next = random(11);
  const shuffled = (list) => list.map((item) => [next(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item);
  const pairs = ({ entrants, sizes }) => entrants.flatMap((entrant) => sizes.map((n) => ({ entrant, n })));
  /** In the plan's order, whatever order things are measured in. */
  const grid = (entrants) => Object.fromEntries(entrants.map((entrant) => [entrant, {}]));
  const add = (into, entrant, n, value) => (into[entrant][n] ??= []).push(value);
  const report = {
    load: { start: loadavg() },
    calibrations: [],
    pictures: grid(plan.pictures.entrants),
    draws: Object.fromEntries(plan.draws.map(({ scale, entrants }) => [scale, grid(entrants)])),
    hovers: grid(plan.hovers.entrants),
    moves: Object.fromEntries(plan.moves.grids.map(({ scale, entrants }) => [scale, grid(entrants)])),
    idle: Object.fromEntries(plan.idle.entrants.map((entrant) => [entrant, null])),
    access: { site: [], peers: grid(plan.access.peers) },
  };
  /** Does the work for each item, in random order, and tells how far it is. */
  const each = async (what, items, work) => {
    const order = shuffled(items);
    for (const [k, item] of order.entries()) {
      tell(what, k, order.length);
      await work(item);
    }
  };

  await each('pictures', pairs(plan.pictures), async ({ entrant, n }) => {
    const { seen } = await measure.draw(browser, url, entrant, n, { scale: FINE, redraws: 0, filters: 1 });
    report.pictures[entrant][n] = seen;
  });
  const scaled = (grids) => grids.flatMap(({ scale, ...grid }) => pairs(grid).map((pair) => ({ ...pair, scale })));
  const cells = scaled(plan.draws);
  for (let run = 1; run <= plan.runs; run += 1) {
    await each(`drawing, run ${run} of ${plan.runs}`, cells, async ({ entrant, n, scale }) => {
      const { redraws, filters } = n < 100000 ? plan : plan.large;
      const result = await measure.draw(browser, url, entrant, n, { scale, redraws, filters });
      report.calibrations.push(result.calibration);
      add(report.draws[scale], entrant, n, result);
    });
  }
  for (let run = 1; run <= plan.fewRuns; run += 1) {
    await each(`hover, run ${run} of ${plan.fewRuns}`, pairs(plan.hovers), async ({ entrant, n }) => {
      // Those that look at every mark take seconds for a few moves.
      const isSlow = n > 1000 && !['ours', 'canvas'].includes(entrant);
      const { moves, answers } = plan.hovers;
      add(report.hovers, entrant, n, await measure.hover(browser, url, entrant, n, { moves: isSlow ? 15 : moves, answers }));
    });
    await each(`transitions, run ${run} of ${plan.fewRuns}`, scaled(plan.moves.grids), async ({ entrant, n, scale }) => {
      const settings = { scale, duration: plan.moves.duration, interrupt: run === 1 };
      add(report.moves[scale], entrant, n, await measure.move(browser, url, entrant, n, settings));
    });
  }
  await each('idle', plan.idle.entrants, async (entrant) => {
    report.idle[entrant] = await measure.idle(browser, url, entrant, plan.idle.duration);
  });
  if (plan.memory) {
    tell('memory', 0, 1);
    report.memory = await measure.memory(browser, url, 'ours', plan.memory.n, plan.memory.switches);
  }
  if (plan.parse.count) {
    tell('parsing', 0, 1);
    report.parse = await measure.parse(browser, url, '/large.json', plan.parse.count);
  }
  if (plan.search) {
    tell('searching', 0, 1);
    report.search = await measure.search(browser, url, plan.search.challenges, plan.search.count);
  }
  await each('accessibility of peers', pairs({ ...plan.access, entrants: plan.access.peers }), async ({ entrant, n }) => {
    for (let run = 0; run < plan.fewRuns; run += 1) add(report.access.peers, entrant, n, await peer(browser, url, entrant, n));
  });
  if (dist && plan.cold) {
    for (const n of plan.access.site) {
      tell(`accessibility of the site, ${n}`, 0, 1);
      const own = await serve({ '/': dist }, { '/bundle.json': Buffer.from(JSON.stringify(surveyOf(n))) });
      const runs = [];
      for (let run = 0; run < plan.fewRuns; run += 1) runs.push(await site(browser, own.url, n));
      report.access.site.push(runs);
      own.close();
    }
    const own = { folder: dist, path: '/explore?measure=widespread' };
    const visited = (more) => slowVisits(browser, peers, { ours: own, ...more }, plan.cold, each);
    const isPublishing = Boolean(process.env.CHALLENGE_MAP);
    report.cold = await (isPublishing ? withPublished(dist, (folder) => visited({ published: { folder, path: '/explore' } })) : visited({}));
  }
  report.load.end = loadavg();
  report.machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, browser: `Chromium ${browser.version()}` };
  report.plan = plan;
  return report;
}
