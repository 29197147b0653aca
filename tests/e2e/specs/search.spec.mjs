// Finding anything: what is found and marked, by pointer and by keys, from every page, and by a link.
import { violations } from '../axe.mjs';
import { expect, test } from '../fixtures.mjs';

const field = (page) => page.getByRole('searchbox', { name: 'Search challenges, ideas, quotes and resources' });
const results = (page) => page.locator('.search-results > li');
/** A word of a text, what kind of text it is, and how that begins. */
const KINDS = [
  ['tracking', 'Idea', 'to better understand tracking'],
  ['savvy', 'Quote', 'I am pretty tech-savvy'],
  ['commons', 'Resource', 'OER Commons'],
];

const status = (page) => page.locator('.search-status');

test('typing shows ranked, highlighted results and their count', async ({ page }) => {
  await page.goto('search');
  await field(page).pressSequentially('mental hea');
  await expect(status(page)).toHaveText(/^\d+ challenges?, with \d+ ideas, quotes and resources$/);
  await expect(results(page).first().getByRole('heading')).toContainText('Mental Health');
  await expect(results(page).first().locator('h2 mark')).toHaveText(['Mental', 'Hea']);
  await expect(page).toHaveURL(/\/search\?q=mental(%20|\+)hea$/);
  await expect(field(page)).toBeFocused();
});

test('the button of the form leads to the first result', async ({ page }) => {
  await page.goto('search');
  await page.getByRole('searchbox').fill('tracking');
  await expect(page.locator('.search-results > li').first()).toBeVisible();
  await page.locator('form.search').getByRole('button', { name: 'Search' }).click();
  await expect(page.locator('.search-results h2 a').first()).toBeFocused();
});

test('challenges and texts are counted apart', async ({ page }) => {
  await page.goto('search?q=trust');
  await expect(page.getByText('6 challenges, with 1 idea, quote or resource').first()).toBeVisible();
  await expect(page.locator('.search-results > li')).toHaveCount(6);
  await page.goto('search?q=infrastructure'); // in names alone
  await expect(page.getByText(/^\d+ challenges$/).first()).toBeVisible();
});

test('results label ideas, quotes and resources by kind', async ({ page }) => {
  for (const [words, kind, text] of KINDS) {
    await page.goto(`search?q=${words}`);
    const part = results(page).locator('ul > li').filter({ hasText: text }).first();
    await expect(part, words).toContainText(kind);
    await expect(part.locator('mark').first()).toBeVisible();
  }
});

test('a resource on trust is one click and typing away', async ({ page }) => {
  await page.goto('search');
  await field(page).fill('trust');
  // The words stand in what the challenge is about, and its first resource is offered.
  const first = results(page).first();
  const resource = first.locator('ul > li').filter({ hasText: 'Resource for this challenge' });
  await expect(resource.getByRole('link')).toHaveAttribute('href', /^https:/);
  await expect(resource.locator('mark')).toHaveCount(0);
  // A challenge of which a resource has the words needs no other.
  await field(page).fill('commons');
  const found = results(page).filter({ hasText: 'OER Commons' }).first();
  await expect(found.locator('ul > li').filter({ hasText: 'OER Commons' })).toBeVisible();
  await expect(found.getByText('Resource for this challenge')).toHaveCount(0);
});

test('accents, case and typos match; a typo shows a note', async ({ page }) => {
  await page.goto('search?q=LÍTERACY');
  await expect(results(page).first().getByRole('heading')).toHaveText('Literacy');
  await expect(page.locator('.search-page .note')).toHaveCount(0);
  await field(page).fill('litercay');
  await expect(results(page).first().getByRole('heading')).toHaveText('Literacy');
  await expect(page.locator('.search-page .note')).toContainText('Nothing found for “litercay”');
});

test('an empty result offers a suggestion and theme links', async ({ page }) => {
  await page.goto('search?q=mmatth');
  await expect(status(page)).toHaveText('No results for “mmatth”');
  await expect(page.getByRole('link', { name: 'Equity', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'math', exact: true }).click();
  await expect(field(page)).toHaveValue('math');
  await expect(field(page)).toBeFocused();
  await expect(results(page).first().getByRole('heading')).toHaveText('Math');
});

test('Ctrl+K opens search, arrows move, Enter opens, Back returns', async ({ page }) => {
  await page.goto('equity');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equity');
  await page.keyboard.press('Control+k');
  await expect(page).toHaveURL(/\/search$/);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('grading');
  await expect(results(page)).not.toHaveCount(0);
  // Long texts that come later change the list.
  await expect(page.locator('.below-field .fetching')).toHaveCount(0);
  const links = page.locator('[id^="found-"]');
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Grading');
  await page.goBack();
  await expect(page).toHaveURL(/\/search\?q=grading$/);
  await expect(field(page)).toHaveValue('grading');
  await expect(results(page).first().getByRole('heading')).toHaveText('Grading');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equity');
});

test('Ctrl+K is ignored in inputs; single letters do nothing', async ({ page }) => {
  await page.goto('.');
  await page.getByLabel('Find a challenge').focus();
  await page.keyboard.press('Control+k');
  await expect(page).not.toHaveURL(/search/);
  await page.getByRole('heading', { level: 1 }).focus();
  for (const key of ['/', 'k', 's']) await page.keyboard.press(key);
  await expect(page).not.toHaveURL(/search/);
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('math');
  await expect(results(page)).not.toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(field(page)).toHaveValue('');
  await expect(results(page)).toHaveCount(0);
});

// Browsers send such events when they autofill a form.
test('a keydown event without a key causes no error', async ({ page }) => {
  await page.goto('explore');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.evaluate(() => document.body.dispatchEvent(new Event('keydown', { bubbles: true })));
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
});

test('the header link opens search and loads its part on demand', async ({ page }) => {
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const isSearch = (path) => /\/search-[0-9a-f]{16}\.wasm$/.test(path);
  await page.goto('.');
  await expect(page.locator('.site-footer')).toBeVisible();
  expect(fetched.filter(isSearch)).toEqual([]);
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Search' }).click();
  await expect(field(page)).toBeFocused();
  expect(fetched.filter(isSearch).length).toBeGreaterThan(0);
});

test('Ctrl+K opens search from every page and chart view', async ({ page }) => {
  const views = ['ranking', 'pair', 'change', 'gap', 'answers', 'table'].map((view) => `explore?view=${view}`);
  for (const path of ['.', 'explore', ...views, 'discuss', 'about', 'equity', 'assessment/grading', 'no-such-page', 'search?q=math']) {
    await page.goto(path);
    await expect(page.locator('.site-footer')).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(page, path).toHaveURL(/\/search/);
    await expect(field(page), path).toBeFocused();
  }
});

/** Whether an element is in the window, and is the one that the address names. Browsers scroll to whole px. */
const isLandedOn = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return element.matches(':target') && top > -1 && bottom < innerHeight + 1;
};

test('a text result focuses its text; Back returns to the result', async ({ page }) => {
  for (const [words, kind] of [['tracking', 'Idea'], ['savvy', 'Quote']]) {
    await page.goto(`search?q=${words}`);
    const link = results(page).locator('ul > li').filter({ has: page.locator('.kind', { hasText: kind }) }).first().locator('a');
    const id = await link.getAttribute('id');
    await link.locator('mark').first().click();
    await expect(page).toHaveURL(new RegExp(`#${kind.toLowerCase()}-\\d+$`));
    const text = page.locator(new URL(page.url()).hash);
    await expect(text).toContainText(words);
    await expect(text).toBeFocused();
    await expect.poll(() => text.evaluate(isLandedOn)).toBe(true);
    await page.goBack();
    await expect(page.locator(`#${id}`)).toBeFocused();
    const href = await page.locator(`#${id}`).getAttribute('href');
    await page.goto('about');
    await expect(page.locator('.site-footer')).toBeVisible();
    await page.goto(href);
    await expect(text).toBeFocused();
    await expect.poll(() => text.evaluate(isLandedOn)).toBe(true);
  }
});

// The delay is half a second.
test('results and notes are announced once after typing stops', async ({ page }) => {
  await page.goto('search');
  await expect(field(page)).toBeFocused();
  const spoken = page.locator('.search-page [role="status"]');
  await page.evaluate(() => {
    globalThis.heard = [];
    const region = document.querySelector('.search-page [role="status"]');
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true, subtree: true, characterData: true });
  });
  await field(page).pressSequentially('litercay', { delay: 100 });
  await expect(spoken).toContainText('Nothing found for “litercay”');
  expect(await page.evaluate(() => new Set(heard.filter(Boolean)).size)).toBe(1);
  await field(page).fill('mmatth');
  await expect(spoken).toHaveText(/No results for “mmatth”.*Did you mean: math/);
  await field(page).fill('math zzzzzzz');
  await expect(spoken).toContainText('No challenge has all of these words.');
});

test('the document title has the query, in each language', async ({ page }) => {
  for (const [language, title] of [['en', '“math” – Search – Challenge Map'], ['es', /^«math» – Buscar – /], ['ar', /^«\u2068math\u2069» – بحث – /]]) {
    await page.goto(`search?q=math&lang=${language}`);
    await expect(page).toHaveTitle(title);
  }
  await page.goto('search?lang=en');
  await expect(page).toHaveTitle('Search – Challenge Map');
  await field(page).fill('tracking');
  await expect(page).toHaveTitle('“tracking” – Search – Challenge Map');
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'About' }).click();
  await expect(page).toHaveTitle(/^About/);
});

test('the header link clears the query and focuses the field', async ({ page }) => {
  await page.goto('search?q=math');
  await expect(results(page)).not.toHaveCount(0);
  const link = page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Search' });
  await link.click();
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();
  // Also while the address is still to follow what is typed.
  await page.keyboard.type('grading');
  await link.click();
  await expect(field(page)).toHaveValue('');
  await page.waitForFunction(() => document.title === 'Search – Challenge Map');
  await expect(page).toHaveURL(/\/search$/);
});

test('a trailing space is kept while typing pauses', async ({ page }) => {
  await page.goto('search');
  await field(page).pressSequentially('mental ');
  await expect(page).toHaveURL(/q=mental$/);
  await expect(page).toHaveTitle(/“mental”/);
  await field(page).pressSequentially('health');
  await expect(field(page)).toHaveValue('mental health');
});

test('Arabic search matches with and without the article', async ({ page }) => {
  for (const [words, least] of [['قراءة', 1], ['مدرسة', 5], ['إنصاف', 2], ['للطلاب', 10], ['أسرة', 2]]) {
    await page.goto(`search?q=${words}&lang=ar`);
    await expect(results(page).first()).toBeVisible();
    expect(await results(page).count(), words).toBeGreaterThanOrEqual(least);
    await expect(page.locator('.search-page .note'), words).toHaveCount(0);
    if (words === 'أسرة') await expect(page.locator('.search-results h2 mark', { hasText: 'الأسرة' })).toHaveCount(2);
  }
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`no axe violations: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const query of ['', '?q=teacher', '?q=litercay', '?q=mmatth']) {
      await page.goto(`search${query}`);
      await expect(page.getByText(query.includes('teacher') ? /^\d+ challenge/ : /./).first()).toBeVisible();
      await expect(field(page)).toBeVisible();
      expect(await violations(page), query).toEqual([]);
    }
  });
}

test('at phone widths nothing overflows; targets are 44 px high', async ({ page }) => {
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 640 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await page.goto(`search?q=${'w'.repeat(500)}`);
    await expect(status(page)).toContainText('www');
    await expect(field(page)).toHaveValue('w'.repeat(200));
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.goto('search?q=teacher');
    await expect(results(page)).not.toHaveCount(0);
    expect(await overflow()).toBeLessThanOrEqual(0);
    for (const link of await page.locator('[id^="found-"], #find').all()) {
      expect((await link.boundingBox()).height, await link.innerText()).toBeGreaterThanOrEqual(44);
    }
  }
});

test('Show more adds ten results and focuses the first new one', async ({ page }) => {
  await page.goto('search?q=s');
  await expect(results(page)).toHaveCount(10);
  await page.getByRole('button', { name: 'Show 10 more challenges' }).click();
  await expect(results(page)).toHaveCount(20);
  await expect(results(page).nth(10).locator('h2 a')).toBeFocused();
});
