// What a visitor does on the site, from beginning to end, in any engine.
import { signups } from '../e2e/fixtures.mjs';
import { programRuns } from './look.mjs';

/** WebDriver's names of keys. */
const [ENTER, DOWN, END, HOME] = ['\uE007', '\uE015', '\uE010', '\uE011'];

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {(page: import('./page.mjs').Page, site: { url: string, data: string, stop: () => Promise<void> }) => Promise<void>} run Throws where the site does not do what it should, and `Skipped` where this engine can't tell.
 */

/** The reason why a task was not tried: it counts neither as passed nor as failed. */
export class Skipped extends Error {}

const open = async (page, site, path) => {
  await page.goto(site.url + path);
  await page.until(programRuns);
};

const expectEqual = (found, expected, what) => {
  if (found !== expected) throw new Error(`${what}: ${found}, not ${expected}`);
};

const textOf = (page, selector) => page.evaluate((selector) => document.querySelector(selector).textContent.trim(), selector);
const hasText = (page, selector, text) =>
  page.until((selector, text) => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text)), selector, text);

/** The views of /explore that draw a chart. */
const VIEWS = ['overview', 'ranking', 'pair', 'change', 'gap', 'answers'];

/** @type {Task[]} */
export const TASKS = [
  {
    name: 'a sign-up arrives in the database',
    run: async (page, site) => {
      const email = `ana-${Math.round(performance.now())}@example.org`;
      await open(page, site, 'about');
      await page.click('.site-header .button');
      await page.see('#signup-email');
      await page.click('#signup-email');
      await page.type(email);
      await page.click('dialog input[type=checkbox]');
      await page.type(ENTER);
      await page.see('#signup-done');
      const stored = (await signups(site.data)).filter((row) => row.email === email);
      expectEqual(stored.length, 1, `rows of ${email}`);
    },
  },
  {
    name: 'a search leads to a page',
    run: async (page, site) => {
      await open(page, site, 'search');
      await page.click('#find');
      await page.type('literacy');
      await page.see('.search-results > li');
      await page.until(() => location.search.includes('q=literacy'));
      const name = await textOf(page, '.search-results h2 a');
      await page.click('.search-results h2 a');
      await hasText(page, 'main h1', name);
    },
  },
  {
    name: 'a board keeps what was put on it',
    run: async (page, site) => {
      await open(page, site, 'discuss');
      await page.click('#pick-find');
      await page.type('literacy');
      await page.click('.finds button');
      await page.see('.row');
      const name = await textOf(page, '.row .row-name');
      await page.until(() => Object.keys(localStorage).some((key) => localStorage.getItem(key).includes('literacy')));
      await open(page, site, 'discuss');
      await hasText(page, '.row', name);
    },
  },
  {
    name: 'files of a chart are saved',
    run: async (page, site) => {
      await open(page, site, 'explore?view=gap&v=2');
      await page.click('.export-panel > summary');
      for (const type of ['CSV', 'JSON', 'SVG', 'PNG']) {
        await page.until((type) => [...document.querySelectorAll('.files button')].some((one) => one.textContent === type), type);
        await page.evaluate((type) => {
          // Where the file would go does not matter here: its name and its bytes do.
          const { createObjectURL } = URL;
          let size;
          URL.createObjectURL = (blob) => {
            size = blob.size;
            return createObjectURL.call(URL, blob);
          };
          globalThis.saved = undefined;
          HTMLAnchorElement.prototype.click = function click() { globalThis.saved = { name: this.download, size }; };
          [...document.querySelectorAll('.files button')].find((one) => one.textContent === type).click();
        }, type);
        await page.until(() => globalThis.saved);
        const { name, size } = await page.evaluate(() => globalThis.saved);
        if (!name.endsWith(`.${type.toLowerCase()}`) || size < 1000) throw new Error(`${type}: ${name} of ${size} bytes`);
        await hasText(page, '.export-panel [role=status]', name);
      }
    },
  },
  {
    name: 'another language is chosen, and kept',
    run: async (page, site) => {
      for (const [tag, direction] of [['ar', 'rtl'], ['en', 'ltr']]) {
        await open(page, site, 'about');
        await page.evaluate(() => { globalThis.isBefore = true; });
        await page.click(`.languages [data-language=${tag}]`);
        await page.untilNext((direction) => !globalThis.isBefore && document.documentElement.dir === direction, direction);
        await page.until(programRuns);
        await open(page, site, 'explore');
        await page.until((direction) => document.documentElement.dir === direction, direction);
      }
    },
  },
  {
    name: 'keys go through a chart to a page',
    run: async (page, site) => {
      await open(page, site, 'explore?view=ranking&v=2');
      await page.see('#chart-keys');
      await page.evaluate(() => document.querySelector('#chart-keys').focus());
      const spoken = () => page.evaluate(() => document.getElementById(document.querySelector('#chart-keys').getAttribute('aria-activedescendant'))?.textContent ?? '');
      await page.type(END);
      const last = await spoken();
      const count = await page.evaluate(() => document.querySelectorAll('#chart-keys > [role=option]').length);
      if (!last.includes(`${count} of ${count}`)) throw new Error(`End leads to: ${last}`);
      await page.type(HOME);
      const name = (await textOf(page, '#chart-keys > [role=option]:nth-child(2)')).split(/[,:]/)[0];
      await page.type(DOWN);
      if (!(await spoken()).startsWith(name)) throw new Error(`a step lead to: ${await spoken()}, not ${name}`);
      await page.type(ENTER);
      await hasText(page, 'main h1', name);
      await page.until(programRuns);
    },
  },
  ...VIEWS.map((view) => ({
    name: `options lie over their marks, view ${view}`,
    run: async (page, site) => {
      await open(page, site, `explore?view=${view}&v=2`);
      await page.see('#chart-keys > [role=option]');
      // The first, one in the middle, the last.
      const count = await page.evaluate(() => document.querySelectorAll('#chart-keys > [role=option]').length);
      for (const at of [1, Math.ceil(count / 2), count]) {
        const option = `#chart-keys > [role=option]:nth-child(${at})`;
        await page.see(option);
        const name = (await textOf(page, option)).split(/[,:]/)[0];
        await page.click(option);
        // Marks that lie over each other are listed.
        await page.until((name) => [...document.querySelectorAll('main h1, .overlap-list button')].some((one) => one.textContent.startsWith(name)), name);
        await page.until(programRuns);
        await open(page, site, `explore?view=${view}&v=2`);
      }
    },
  })),
  {
    name: 'a page is there without the host',
    run: async (page, site) => {
      await open(page, site, 'explore');
      if (!(await page.evaluate(() => 'serviceWorker' in navigator))) {
        throw new Skipped('no service workers in this window (some versions of WebKitGTK have none in windows for automation), so nothing is kept to be there without the host');
      }
      await page.evaluate(async () => {
        const { active } = await navigator.serviceWorker.ready;
        if (active.state !== 'activated') await new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }));
        return null;
      });
      await site.stop();
      await open(page, site, 'about');
      await page.see('.wave');
    },
  },
];
