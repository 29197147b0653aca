// Looks at every page and view in Firefox and in WebKit: `cargo xtask test --only engines` builds what it needs and sets
// CHALLENGE_MAP (the tool). Prints each check with its faults, and a last line of totals.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, serveSite } from '../e2e/fixtures.mjs';
import { publish } from '../e2e/sites.mjs';
import { firefox } from './firefox.mjs';
import { allLooks, lookAt, missedFaults, speak } from './look.mjs';
import { Page } from './page.mjs';
import { webkit } from './webkit.mjs';

/** Folder of screenshots of the pages with faults. */
const SCREENSHOTS = join(root, 'target/engines');
/** How many faults of a page are printed. */
const MOST = 12;

let [nPassed, nFailed] = [0, 0];

/** Counts and prints a check. */
function report(name, faults) {
  if (faults.length === 0) nPassed += 1;
  else nFailed += 1;
  const rest = faults.length > MOST ? [`and ${faults.length - MOST} more`] : [];
  console.log([`${faults.length === 0 ? 'ok    ' : 'FAILED'} ${name}`, ...faults.slice(0, MOST), ...rest].join('\n         '));
}

/** Looks at everything in one engine. */
async function lookAtAll(engine, site) {
  const page = new Page(engine);
  const check = async (name, find) => {
    const faults = await find().catch((error) => [error.message]);
    faults.push(...(await engine.complaints()).map((text) => `console: ${text}`));
    report(`${engine.name}: ${name}`, faults);
    if (faults.length === 0) return;
    const screenshot = await page.screenshot().catch(() => null);
    if (screenshot) await writeFile(join(SCREENSHOTS, `${`${engine.name} ${name}`.replaceAll(/\W+/g, '-')}.png`), screenshot);
  };
  const lookAtEach = async (looks, tag) => {
    for (const look of looks) {
      await lookAt(page, site, look, tag, (width, find) => check(`${look.name}, ${tag}, ${width} px`, find));
    }
  };
  await check('planted faults are found', () => missedFaults(page, site));
  const looks = await allLooks(page, site);
  await lookAtEach(looks, 'en');
  await speak(page, site, 'ar');
  await lookAtEach(looks.filter(({ inArabic }) => inArabic), 'ar');
}

/** Starts an engine, looks at everything and ends it. */
async function tryEngine(launch, site) {
  const start = performance.now();
  let engine;
  try {
    engine = await launch();
    await lookAtAll(engine, site);
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
  await Promise.all([firefox, webkit].map((launch) => tryEngine(launch, served.url)));
} finally {
  await served?.stop();
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${nPassed} passed, ${nFailed} failed`);
process.exitCode = nFailed > 0 ? 1 : 0;
