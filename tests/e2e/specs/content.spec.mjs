// The content file: who fetches it, what is shown without it, and how it comes after all.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sentences, speak, translated } from '../languages.mjs';
import { expect, root, test } from '../fixtures.mjs';

const PAGE = 'school-culture-climate-safety/student-teacher-relationships';
const SUMMARY = 'Students need teachers who know them as individuals';
const DESCRIPTION = 'Educators recognize that to grow and persist at school';
const IDEA = 'One district has built a';

const json = async (name) => JSON.parse(await readFile(join(root, 'public', name), 'utf8'));

/** The names of the data files that a page asks for. */
function asked(page) {
  const names = [];
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1);
    if (name.startsWith('content')) names.push(name);
  });
  return names;
}

/** The status of the long texts; the sign-up dialog has one of its own. */
const failed = (page) => page.locator('main .fetching');

for (const path of ['explore', 'embed', '.', 'about', 'equity']) {
  test(`${path} does without the content file`, async ({ page }) => {
    const names = asked(page);
    await page.goto(path, { waitUntil: 'networkidle' });
    await expect(page.locator('main').first()).not.toBeEmpty();
    expect(names).toEqual([]);
  });
}

test('a challenge page requests the content file once', async ({ page }) => {
  const names = asked(page);
  await page.goto(PAGE);
  await expect(page.getByText(DESCRIPTION)).toBeVisible();
  await expect(page.getByText(IDEA)).toBeVisible();
  await expect(failed(page)).toHaveCount(0);
  // Another page has it at once.
  await page.getByRole('link', { name: 'Map', exact: true }).click();
  await page.locator('main a[href$="/opportunity-gaps"]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opportunity Gaps');
  await expect(failed(page)).toHaveCount(0);
  expect(names).toEqual(['content.json']);
});

test('a link within the site opens the page before its long texts', async ({ page }) => {
  let release = () => {};
  const until = new Promise((resolve) => { release = resolve; });
  await page.route('**/content.json', async (route) => {
    await until;
    await route.continue();
  });
  await page.goto('school-culture-climate-safety');
  await page.locator('main a[href$="/student-teacher-relationships"]').first().click();
  await expect(page.getByRole('heading', { name: 'The Challenge', exact: true })).toBeVisible();
  await expect(failed(page)).toContainText('Loading the full text');
  await expect(page.getByText(IDEA)).toHaveCount(0);
  release();
  await expect(page.getByText(IDEA)).toBeVisible();
  await expect(failed(page)).toHaveCount(0);
});

test('a failed download is told in its section, then tried again', async ({ page, expectComplaint }) => {
  expectComplaint(/content\.json/);
  expectComplaint(/503/);
  await page.route('**/content.json', (route) => route.fulfill({ status: 503 }));
  await page.goto(PAGE);
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'The Challenge', exact: true }) });
  await expect(section.getByRole('status')).toHaveText(
    'The full text could not be loaded. content.json could not be loaded: the server responded with status 503.',
  );
  await expect(page.getByRole('heading', { name: 'Challenge Stats' })).toBeVisible();
  await expect(page.getByText(SUMMARY)).toBeVisible();
  await expect(page.getByText(IDEA)).toHaveCount(0);
  await page.unroute('**/content.json');
  const button = section.getByRole('button', { name: 'Try again' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(IDEA)).toBeVisible();
  await expect(failed(page)).toHaveCount(0);
  // The focus is in the section that the button was in.
  await expect(section.locator(':focus')).toHaveCount(1);
});

test('content of another bundle is told, and short texts show', async ({ page, expectComplaint }) => {
  expectComplaint(/belongs to another bundle/);
  const content = await json('content.json');
  await page.route('**/content.json', (route) => route.fulfill({ json: { ...content, of: '00000000' } }));
  await page.goto(PAGE);
  await expect(failed(page)).toContainText('content.json belongs to another version of this map. Reload the page.');
  await expect(page.getByText(SUMMARY)).toBeVisible();
});

test('problems of the content file are named in the console', async ({ page, expectComplaint }) => {
  expectComplaint(/content\.json: challenges\[0\]\.ideas: expected a list, found 7 \(line 1, column \d+\)/);
  const content = await json('content.json');
  content.challenges[0].ideas = 7;
  await page.route('**/content.json', (route) => route.fulfill({ json: content }));
  await page.goto(PAGE);
  await expect(failed(page)).toContainText('content.json can’t be shown: it has a problem.');
});

test('the search finds long texts, and short ones without them', async ({ page }) => {
  let release = () => {};
  const until = new Promise((resolve) => { release = resolve; });
  await page.route('**/content.json', async (route) => {
    await until;
    await route.continue();
  });
  await page.goto('search');
  await page.getByRole('searchbox').fill('math');
  await expect(page.locator('.search-results > li').first()).toContainText('Math');
  await page.getByRole('searchbox').fill('tech-savvy');
  await expect(page.getByText('I am pretty')).toHaveCount(0);
  release();
  await expect(page.locator('.search-results > li').first()).toContainText('I am pretty');
  await expect(failed(page)).toHaveCount(0);
});

test('a link to an idea leads to it once it is there', async ({ page }) => {
  await page.goto(`${PAGE}#idea-2`);
  await expect(page.locator('#idea-2')).toBeInViewport();
});

test('long texts are shown in the language of the visit', async ({ page, context }) => {
  await speak(context, 'es');
  const names = asked(page);
  const bundle = await translated('es');
  const spanish = await json('content.es.json');
  const idea = 'challenges/student-teacher-relationships/ideas';
  spanish.texts[`${idea}/0`] = 'Un distrito formó un equipo.';
  delete spanish.texts[`${idea}/1`];
  await page.route('**/content.es.json', (route) => route.fulfill({ json: spanish }));
  await page.goto(PAGE);
  await expect(page.getByRole('heading', { name: bundle['site/quotes_heading'] })).toBeVisible();
  await expect(page.locator('#idea-1 > span')).toHaveText('Un distrito formó un equipo.');
  await expect(page.locator('#idea-1 > span')).not.toHaveAttribute('lang');
  // What is not translated keeps its words, and says their language.
  await expect(page.locator('#idea-2 > span')).toHaveAttribute('lang', (await json('bundle.json')).site.language);
  expect(names.toSorted()).toEqual(['content.es.json', 'content.json']);
});

test('without their translation long texts keep their language', async ({ page, context, expectComplaint }) => {
  expectComplaint(/404/);
  await speak(context, 'es');
  const said = await sentences('es');
  await page.route('**/content.es.json', (route) => route.fulfill({ status: 404 }));
  await page.goto(PAGE);
  await expect(page.locator('#idea-1 > span')).toHaveAttribute('lang', (await json('bundle.json')).site.language);
  await expect(page.getByText(said('translation.not_used', { language: said('translation.english') }))).toBeVisible();
});
