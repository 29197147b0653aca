// What must hold on any machine, however busy: what is drawn, found and said, not how fast.
import { voids } from './targets.mjs';

/** Marks without edges, squares, edges drawn over all of a series: other pictures on purpose. */
const OTHER_PICTURES = ['regl', 'regl-squares', 'echarts-large'];

/** Each check: what it asks; `failed` says why it does not hold. `page` is the report as written. */
export function failures(report, page) {
  const checks = [];
  const check = (what, holds, found = '') => checks.push({ what, failed: holds ? null : JSON.stringify(found) || 'no' });
  const isVoid = voids(report);
  for (const entrant of Object.keys(report.pictures)) {
    const own = isVoid.filter((found) => found.entrant === entrant);
    if (OTHER_PICTURES.includes(entrant)) check(`${entrant} is told apart from the same picture`, own.length > 0);
    else check(`${entrant} draws the picture, and half of it`, own.length === 0, own);
  }
  const timed = Object.entries(report.draws).flatMap(([scale, entrants]) =>
    Object.entries(entrants).flatMap(([entrant, cells]) => Object.values(cells).flat().map((run) => [entrant, scale, run])),
  );
  for (const [entrant, scale, { first, warm, filter }] of timed) {
    const times = [first, ...warm, ...filter].map(({ pixels }) => pixels);
    check(`${entrant} is timed at ${scale} device px a CSS px`, times.length >= 3 && times.every((time) => time > 0), times);
  }
  for (const [n, [{ found, wrong, script }]] of Object.entries(report.hovers.ours)) {
    check(`ours finds the mark that a look at all ${n} finds`, found.differ === 0 && wrong === 0, { found, wrong });
    check('a move of the pointer is timed', script > 0, script);
  }
  const moved = Object.entries(report.moves).flatMap(([scale, entrants]) => Object.entries(entrants).map((cell) => [scale, ...cell]));
  for (const [scale, entrant, cells] of moved) {
    const runs = Object.values(cells).flat();
    const isRight = ({ gaps, sameEnd, jump }) => gaps.length > 0 && sameEnd && jump < 0.001;
    const what = `${entrant} at ${scale} device px a CSS px: a transition ends as a direct draw, and goes on from where it was interrupted`;
    check(what, runs.every(isRight), runs);
  }
  check('an idle chart asks for no frame', report.idle.ours === 0, report.idle);
  check('memory is read', report.memory.length === 3 && report.memory.every(({ heap, wasm }) => heap > 0 && wasm > 0), report.memory);
  check('a made-up bundle is parsed', report.parse.challenges === report.plan.parse.challenges, report.parse);
  check('a made-up bundle is searched', report.search.found > 0 && report.search.keys.length > 50, report.search);
  const { peers, site } = report.access;
  check('Chart.js tells nothing', peers.chartjs[40][0].told === 0, peers.chartjs);
  check('ECharts tells what its description holds', peers['echarts-aria'][40][0].told > 0, peers['echarts-aria']);
  check('Observable Plot tells every mark', peers['plot-aria'][40][0].told === 40, peers['plot-aria']);
  if (report.cold) {
    for (const [{ n, changes, tabs, keys }] of site) {
      const times = Object.values(changes).flatMap(({ document, tree }) => [document, tree]);
      check(`the site with ${n} challenges says what is shown after a change`, times.every((time) => time > 0), changes);
      check(`the keyboard leads to each of ${n} marks`, tabs > 0 && Object.values(keys).every((way) => way.isRight), keys);
    }
    const isSeen = ({ picture, answers, bytes }) => picture > 0 && answers > 0 && bytes > 0;
    check('slow visits see a picture, and one that answers the pointer', Object.values(report.cold).flat().every(isSeen), report.cold);
    check('the published page is visited, too', report.cold.published?.length === 1, Object.keys(report.cold));
    check('its picture comes before its program', report.cold.published?.every(({ picture, answers }) => picture < answers), report.cold.published);
  }
  check('the page to read has no hole', !/undefined|NaN|Infinity|\[object/.test(page), page.match(/.*(undefined|NaN|Infinity|\[object).*/)?.[0]);
  return checks;
}
