// Texts of a bundle and of the settings that have no place to break at: no page grows wider than its window, or loses letters.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutFaults } from '../../engines/layout.mjs';
import { open } from '../discuss.mjs';
import { expect, root, test } from '../fixtures.mjs';

/** A word of 200 letters, or so many that begin with another one. */
const long = (start, length = 200) => `${start}${'abcdefghij'.repeat(20)}`.replaceAll(/[^A-Za-z{}#’]/g, '').slice(0, length);

/** What readers read in a bundle or a content file; the rest are ids, addresses, dates and kinds. */
const READ = new Set([
  'about', 'definition', 'description', 'everyone', 'home', 'introduction', 'label', 'method', 'name', 'note', 'notice', 'phrase', 'publisher',
  'question', 'quotes_heading', 'respondents', 'speaker', 'summary', 'tagline', 'text', 'title',
]);

function stretched(value, key) {
  if (typeof value === 'string') return READ.has(key) ? long(value) : key === 'sentence' ? `${value} ${long(value.replaceAll(/\{.*?\}/g, ''))}` : value;
  if (Array.isArray(value)) return value.map((item) => stretched(item, key));
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, stretched(item, name)])) : value;
}

const read = async (name) => stretched(JSON.parse(await readFile(join(root, 'public', name), 'utf8')));
const settings = {
  signup: {
    action: 'api/elsewhere',
    fields: [
      { id: 'email', kind: 'email', label: long('Email'), required: true, to: '/email' },
      { id: 'name', kind: 'text', label: long('Name'), to: '/name' },
      { id: 'work', kind: 'select', label: long('Work'), to: '/work', choices: [{ value: 'a', label: long('Teaching') }, { value: 'b', label: long('Leading') }] },
      { id: 'topics', kind: 'checkboxes', label: long('Topics'), to: '/topics', choices: [{ value: 'a', label: long('Reading') }, { value: 'b', label: long('Writing') }] },
      { id: 'consent', kind: 'consent', label: long('Consent'), required: true, to: '/consent' },
    ],
    success: { status: [204] },
  },
};

const WIDTHS = [320, 360, 768, 1440];
const challenge = 'school-culture-climate-safety/student-teacher-relationships';
const article = (page) => expect(page.locator('main article').first()).toBeVisible();
const PAGES = [
  ['.', (page) => expect(page.locator('.hero')).toBeVisible()], ['equity', article], [challenge, article], ['about', article],
  ['search?q=reading', (page) => expect(page.locator('.search-results > li').first()).toBeVisible()],
  ...['overview', 'ranking', 'change', 'gap', 'pair', 'answers'].map((view) => [`explore?view=${view}&v=2`, (page) => expect(page.getByRole('listbox')).toBeVisible()]),
  ['explore?view=table&v=2', (page) => expect(page.getByRole('table')).toBeVisible()],
  ['embed?view=ranking&v=2', (page) => expect(page.getByRole('listbox')).toBeVisible()],
  ['equity?signup', (page) => expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible()],
];

test.use({ reducedMotion: 'reduce' });

test.beforeEach(async ({ page }) => {
  const [bundle, content] = [await read('bundle.json'), await read('content.json')];
  await page.route('**/bundle.json', (route) => route.fulfill({ json: bundle }));
  await page.route('**/content.json', (route) => route.fulfill({ json: content }));
  await page.route('**/config.json', (route) => route.fulfill({ json: settings }));
});

/** Holds the page as it is to every width. */
async function fits(page, state) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
    expect.soft(await page.evaluate(layoutFaults), `${state}, ${width} px`).toEqual([]);
  }
}

for (const [path, isThere] of PAGES) {
  test(`long words fit every width: ${path}`, async ({ page }) => {
    await page.goto(path);
    await isThere(page);
    await fits(page, path);
  });
}

test('long words fit every width: discuss', async ({ page }) => {
  await open(page);
  await fits(page, 'empty');
  await page.getByRole('button', { name: /^Start with/ }).first().click();
  const values = page.getByRole('spinbutton');
  await expect(values.first()).toBeVisible();
  for (let at = 0; at < (await values.count()); at += 1) await values.nth(at).fill(String((at * 23) % 101));
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeAttached();
  await fits(page, 'with a board');
});

test('long words fit every width: notes of marks', async ({ page }) => {
  for (const view of ['overview', 'ranking', 'pair', 'change', 'gap', 'answers']) {
    await page.goto(`explore?view=${view}&v=2`);
    await page.getByRole('listbox').focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('.chart > .tooltip')).toBeVisible();
    await fits(page, view);
  }
});

test('long words fit every width: addresses and results', async ({ page }) => {
  await page.goto(`explore?view=${long('x')}&theme=${long('y')}&focus=${long('z')}&v=2`);
  await expect(page.locator('.note').first()).toBeVisible();
  await fits(page, 'notes on the address');
  await page.goto(`search?q=${long('reading')}`);
  await expect(page.getByRole('searchbox')).toHaveValue(/reading/);
  await fits(page, 'nothing found');
  await open(page);
  await page.getByLabel('Find by name').fill('literacy');
  await expect(page.locator('.finds button').first()).toBeVisible();
  await fits(page, 'found for a board');
});

test('long words fit every width: problems of a bundle', async ({ page }) => {
  await page.route('**/bundle.json', async (route) => {
    const bundle = JSON.parse(await readFile(join(root, 'public/bundle.json'), 'utf8'));
    bundle.challenges[0].theme = long('theme', 70).toLowerCase();
    bundle.challenges[1][long('unknown').toLowerCase()] = 1;
    await route.fulfill({ json: bundle });
  });
  await page.goto('explore');
  await expect(page.getByRole('alert').getByRole('listitem').first()).toBeVisible();
  await fits(page, 'problems');
});
