// A look at one page in any engine: opens it, does there what a visitor does, and finds what is wrong with it.
import { FAULTS, layoutFaults, plant } from './layout.mjs';
import { HEIGHT, PAGES, WIDTHS, words } from './pages.mjs';

/** Whether the program runs and has all its parts. Runs in the page. */
export const programRuns = () => {
  const isLoading = [...document.querySelectorAll('.fetching')].some((one) => one.checkVisibility());
  return document.querySelector('#app:not([data-published]) > main:not(.loading)') && !isLoading && document.fonts.status === 'loaded';
};

/** Waits until nothing has moved for some frames. Runs in the page. */
const rest = () => new Promise((resolve) => {
  let [before, same] = ['', 0];
  const look = () => {
    const canvases = [...document.querySelectorAll('canvas')].map(({ width, height }) => `${width}×${height}`);
    const now = `${document.documentElement.scrollHeight} ${canvases}`;
    same = now === before ? same + 1 : 0;
    before = now;
    if (same === 3) resolve(null);
    else requestAnimationFrame(look);
  };
  look();
});

/** What a page says of a failure, and charts without a dot of ink. Runs in the page. */
const pageFaults = () => {
  const said = [...document.querySelectorAll('.failure, main > .note[role=alert]')].map(({ textContent }) => `failure: ${textContent.trim()}`);
  const isInked = (canvas) => {
    if (!canvas.width || !canvas.height) return false; // not drawn yet
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, Math.min(canvas.height, 600));
    return data.some((value, at) => at % 4 === 3 && value > 0);
  };
  const charts = [...document.querySelectorAll('.chart')].filter((chart) => chart.checkVisibility());
  const blank = charts.filter((chart) => ![...chart.querySelectorAll('canvas')].some(isInked));
  return [...said, ...blank.map(() => 'the chart is blank')];
};

async function show(page, site, { path, shows, act }, tag) {
  await page.goto(site + path);
  await page.until(programRuns);
  if (shows) await page.see(shows);
  await act?.(page, words(tag));
}

/**
 * All pages, and the views of /explore as its own links name them.
 * @param {import('./page.mjs').Page} page
 * @param {string} site
 * @returns {Promise<import('./pages.mjs').Look[]>}
 */
export async function allLooks(page, site) {
  await show(page, site, { path: 'explore', shows: 'nav.views a' });
  const links = await page.evaluate(() => [...document.querySelectorAll('nav.views a')].map(({ href, textContent }) => [href, textContent]));
  const shows = '.explore .chart [role=option], .explore .table-scroll';
  return [...PAGES, ...links.map(([href, name]) => ({ name: `explore, ${name}`, path: `explore${new URL(href).search}`, shows }))];
}

/** Has the visitor choose a language, as the footer keeps it. */
export async function speak(page, site, tag) {
  await show(page, site, { path: 'about' });
  await page.evaluate((tag) => localStorage.setItem('challenge-map.language', tag), tag);
}

/**
 * Looks at a page at each width; loads it once.
 * @param {import('./page.mjs').Page} page
 * @param {string} site
 * @param {import('./pages.mjs').Look} look
 * @param {string} tag
 * @param {(width: number, find: () => Promise<string[]>) => Promise<void>} check Takes each width, and what finds the faults there.
 */
export async function lookAt(page, site, look, tag, check) {
  let isShown = false;
  for (const width of WIDTHS) {
    await check(width, async () => {
      await page.resize(width, HEIGHT);
      if (!isShown) await show(page, site, look, tag);
      isShown = true;
      await page.evaluate(rest);
      return [...(await page.evaluate(pageFaults)), ...(await page.evaluate(layoutFaults))];
    });
  }
}

/** The faults that the check does not find where they are planted. */
export async function missedFaults(page, site) {
  await show(page, site, { path: 'about' });
  const missed = [];
  for (const [says, elements] of FAULTS) {
    await page.evaluate(plant, elements);
    const found = await page.evaluate(layoutFaults);
    if (!found.some((fault) => fault.includes(says))) missed.push(`not found: ${says}; but ${found.join('; ')}`);
  }
  return missed;
}
