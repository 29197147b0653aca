// The pages and views that are looked at in every engine, and what a visitor does there.

/** Widths of the window in CSS px: a phone, a tablet, a desktop. */
export const WIDTHS = [360, 768, 1440];
export const HEIGHT = 900;

/** What is typed, by language: there is a challenge to find with each. */
const WORDS = { en: { search: 'reading', pick: 'literacy' }, ar: { search: 'القراءة', pick: 'القراءة' } };

/**
 * @typedef {object} Look
 * @property {string} name
 * @property {string} path
 * @property {string} [shows] Finds what the page shows last.
 * @property {boolean} [inArabic] Whether it is looked at in Arabic as well.
 * @property {(page: import('./page.mjs').Page, words: { search: string, pick: string }) => Promise<void>} [act] What a visitor does there.
 */

/** @type {Look[]} */
export const PAGES = [
  { name: 'home', path: '', shows: '.column li', inArabic: true },
  { name: 'theme', path: 'equity', shows: '.card' },
  { name: 'challenge', path: 'school-culture-climate-safety/student-teacher-relationships', shows: '.resources > li', inArabic: true },
  { name: 'about', path: 'about', shows: '.wave' },
  { name: 'not found', path: 'no/such/page', shows: 'main h1' },
  { name: 'embed', path: 'embed?view=pair', shows: '.embed-source' },
  { name: 'explore, all open', path: 'explore?pins=math,literacy', shows: '.compared', inArabic: true, act: openAll },
  {
    name: 'search',
    path: 'search',
    inArabic: true,
    act: async (page, { search }) => {
      await page.click('#find');
      await page.type(search);
      await page.see('.search-results > li');
      // The address follows; a page that is left before that may hold up the next.
      await page.until(() => location.search.includes('q='));
    },
  },
  {
    name: 'discuss',
    path: 'discuss',
    inArabic: true,
    act: async (page, { pick }) => {
      await page.click('#pick-find');
      await page.type(pick);
      await page.click('.finds button');
      await page.see('.row');
      await openAll(page);
    },
  },
  {
    name: 'sign-up',
    path: 'about',
    inArabic: true,
    act: async (page) => {
      await page.click('.site-header .button');
      await page.see('#signup-email');
      await page.type('ana@example.org');
      await page.until(() => document.querySelector('#signup-email').value === 'ana@example.org');
    },
  },
];

export const words = (tag) => WORDS[tag];

/** Opens what is folded. */
async function openAll(page) {
  await page.evaluate(() => document.querySelectorAll('main details').forEach((details) => { details.open = true; }));
}
