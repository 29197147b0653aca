// Looks at every page and view in Firefox and in WebKit: `cargo xtask test --only engines` builds what it needs and sets
// CHALLENGE_MAP (the tool). Prints each check with its faults, and a last line of totals.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, serveSite } from '../e2e/fixtures.mjs';
import { publish } from '../e2e/sites.mjs';
import { firefox } from './firefox.mjs';
import { allLooks, lookAt, missedFaults, programRuns, speak } from './look.mjs';
import { Page } from './page.mjs';
import { HEIGHT, WIDTHS } from './pages.mjs';
import { Skipped, TASKS } from './tasks.mjs';
import { webkit } from './webkit.mjs';

/** Folder of screenshots of the pages with faults. */
const SCREENSHOTS = join(root, 'target/engines');
/** How many faults of a page are printed. */
const MOST = 12;

let [nPassed, nFailed, nSkipped] = [0, 0, 0];

/** Counts and prints a check. */
function report(name, faults) {
  if (faults.length === 0) nPassed += 1;
  else nFailed += 1;
  const rest = faults.length > MOST ? [`and ${faults.length - MOST} more`] : [];
  console.log([`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${name}`, ...faults.slice(0, MOST), ...rest].join('\n         '));
}

/** Reports the faults that `find` returns or throws, and what the page logged; keeps a screenshot of them. */
async function check(engine, page, name, find) {
  let reason = '';
  const faults = await find().catch((error) => {
    if (!(error instanceof Skipped)) return [error.message];
    reason = error.message;
    return [];
  });
  faults.push(...(await engine.complaints()).map((text) => `console: ${text}`));
  if (reason && faults.length === 0) {
    nSkipped += 1;
    console.log(`skipped ${engine.name}: ${name}\n         ${reason}`);
    return;
  }
  report(`${engine.name}: ${name}`, faults);
  if (faults.length === 0) return;
  const screenshot = await page.screenshot().catch(() => null);
  if (screenshot) await writeFile(join(SCREENSHOTS, `${`${engine.name} ${name}`.replaceAll(/\W+/g, '-')}.png`), screenshot);
}

/** Looks at everything in one engine. */
async function lookAtAll(engine, site) {
  const page = new Page(engine);
  const lookAtEach = async (looks, tag) => {
    for (const look of looks) {
      await lookAt(page, site, look, tag, (width, find) => check(engine, page, `${look.name}, ${tag}, ${width} px`, find));
    }
  };
  await check(engine, page, 'planted faults are found', () => missedFaults(page, site));
  const looks = await allLooks(page, site);
  await lookAtEach(looks, 'en');
  await speak(page, site, 'ar');
  await lookAtEach(looks.filter(({ inArabic }) => inArabic), 'ar');
  await speak(page, site, 'en');
}

/** Does everything that a visitor does in one engine, on a site of its own, which the last task stops. */
async function doAll(engine, folder) {
  const dir = await mkdtemp(join(tmpdir(), 'challenge-map-tasks-'));
  const site = await serveSite(dir, { folder });
  const page = new Page(engine);
  try {
    await page.resize(WIDTHS.at(-1), HEIGHT);
    for (const { name, run } of TASKS) {
      await check(engine, page, name, () => run(page, site).then(() => []));
    }
  } finally {
    await site.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** A Firefox that protects from fingerprinting blurs what a page reads of a canvas: a PNG would be stripes. */
async function refusePng(site) {
  const engine = await firefox({ 'privacy.resistFingerprinting': true });
  const page = new Page(engine);
  try {
    await check(engine, page, 'a picture that the browser blurs is not saved, SVG is offered', async () => {
      await page.goto(`${site}explore?view=gap&v=2`);
      await page.until(programRuns);
      await page.click('.export-panel > summary');
      await page.see('.files button');
      await page.evaluate(() => [...document.querySelectorAll('.files button')].find((one) => one.textContent === 'PNG').click());
      await page.until(() => /SVG/.test(document.querySelector('.export-panel > div > .quiet-button')?.textContent));
      const status = await page.evaluate(() => document.querySelector('.export-panel [role=status]').textContent);
      return /Saved/.test(status) ? [status] : [];
    });
  } finally {
    await engine.stop();
  }
}

/** Starts an engine, looks at everything, does everything and ends it. */
async function tryEngine(launch, site, folder) {
  const start = performance.now();
  let engine;
  try {
    engine = await launch();
    await lookAtAll(engine, site);
    await doAll(engine, folder);
  } catch (error) {
    report(launch.name, [error.stack]);
  }
  await engine?.stop();
  console.log(`${launch.name}: ${Math.round((performance.now() - start) / 1000)} s`);
}

const folder = await mkdtemp(join(tmpdir(), 'challenge-map-engines-'));
let served;
try {
  await rm(SCREENSHOTS, { recursive: true, force: true });
  await mkdir(SCREENSHOTS, { recursive: true });
  // As for S3: without compressed copies, which take many seconds to make.
  await publish('s3', '/', join(folder, 'site'));
  served = await serveSite(folder, { folder: join(folder, 'site') });
  await Promise.all([firefox, webkit].map((launch) => tryEngine(launch, served.url, join(folder, 'site'))));
  await refusePng(served.url);
} finally {
  await served?.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${nPassed} passed, ${nFailed} failed${nSkipped > 0 ? `, ${nSkipped} skipped` : ''}`);
process.exitCode = nFailed > 0 ? 1 : 0;
