// The headline of challenges: glyphs in lists, one search, a group that is chosen and kept, and paper.
import { expect, test } from '../fixtures.mjs';

const seed = 'school-culture-climate-safety/student-teacher-relationships';
const values = (page) => page.locator('.fingerprint dd').allTextContents();

test('the search of the home page finds what /search finds', async ({ page }) => {
  await page.goto('search?q=trust');
  const found = page.locator('.search-results > li h2');
  // Long texts are searched once they are there.
  const searched = async () => {
    await expect(found.first()).toBeVisible();
    await expect(page.locator('main .fetching')).toHaveCount(0);
  };
  await searched();
  const direct = await found.allTextContents();
  expect(direct.length).toBeGreaterThan(1);
  for (const path of ['.', 'no/such']) {
    await page.goto(path);
    await page.getByLabel('Find a challenge').fill('trust');
    if (path === '.') await expect(page.locator('.column li:visible')).toHaveCount(45); // typing empties nothing
    await page.getByLabel('Find a challenge').press('Enter');
    await expect(page).toHaveURL(/\/search\?q=trust$/);
    await searched();
    expect(await found.allTextContents()).toEqual(direct);
  }
  await expect(page.locator('.search-results > li .small-glyph').first()).toBeVisible();
});

test('the small overview opens the whole one wherever touched', async ({ page }) => {
  await page.goto('.');
  await page.locator('.small-overview').click({ position: { x: 120, y: 200 } });
  await expect(page).toHaveURL(/\/explore$/);
  await page.goBack();
  await page.locator('.small-overview').getByRole('button', { name: 'Illustrative' }).click(); // explains itself
  await expect(page.getByRole('tooltip')).toBeVisible();
  await expect(page).not.toHaveURL(/explore/);
});

test('every glyph of a page says its values in words', async ({ page }) => {
  for (const [path, count] of [['.', 35], ['equity', 5]]) {
    await page.goto(path);
    const glyphs = page.locator('main').getByRole('img', { name: /^Priority .*, widespread .*, urgent .*\(illustrative\)$/ });
    await expect(glyphs, path).toHaveCount(count);
    await expect(page.locator('.badge-help'), path).toHaveCount(1);
  }
});

test('published numbers come first, each with a badge', async ({ page }) => {
  await page.goto(seed);
  await expect(page.locator('.page-head .badge')).toHaveText(['Published', 'Illustrative']);
  await expect(page.locator('.published-rank')).toHaveText('Published #8 in spring 2020');
  await expect(page.locator('.rank-line')).toHaveText('This challenge ranked as practitioners’ #8 priority in spring 2020.');
  await page.goto('.');
  await expect(page.locator('main .badge')).toHaveText(['Illustrative', 'Published']);
  await expect(page.locator('.top-priorities .badge')).toHaveText('Published');
});

test('a chosen group stays in the address and for neighbors', async ({ page }) => {
  await page.goto(seed);
  const everyone = await values(page);
  await page.getByLabel('Group', { exact: true }).selectOption('Teachers');
  await expect(page).toHaveURL(new RegExp(`${seed}\\?group=role/teacher$`));
  await expect.poll(() => values(page)).not.toEqual(everyone);
  await expect(page.locator('.profile .provenance')).toContainText('teachers');
  const teachers = await values(page);
  await page.reload();
  await expect(page.locator('.fingerprint dd').first()).toBeVisible();
  expect(await values(page)).toEqual(teachers);
  await expect(page.getByLabel('Group', { exact: true })).toHaveValue('role/teacher');
  await page.locator('.neighbors a').first().click();
  await expect(page).toHaveURL(/\?group=role\/teacher$/);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Student-Teacher Relationships');
  await expect(page.getByLabel('Group', { exact: true })).toHaveValue('role/teacher');
});

test('a filtered chart leads to a filtered page', async ({ page }) => {
  await page.goto('explore?view=table&measure=urgent&group=context/rural&v=2');
  const row = page.getByRole('table').locator('tbody tr').first();
  const share = await row.locator('td.number').nth(1).textContent();
  await row.getByRole('link').click();
  await expect(page).toHaveURL(/\?group=context\/rural$/);
  await expect(page.locator('.fingerprint div').filter({ hasText: 'Urgent' }).locator('dd')).toHaveText(share ?? '');
  await expect(page.locator('.profile .provenance')).toContainText(/rural/i);
});

test('paper has the numbers, and no controls', async ({ page }) => {
  await page.addInitScript(() => { window.print = () => { document.documentElement.dataset.printed = 'yes'; }; });
  await page.goto(seed);
  await page.getByRole('button', { name: 'Print this page' }).click();
  await expect(page.locator('html[data-printed]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.fingerprint .large-glyph')).toBeVisible();
  await expect(page.locator('.standings .strip').first()).toBeVisible();
  for (const control of ['button:not(.badge)', 'select', 'nav', '.actions', '.languages', '.signup-band']) {
    await expect(page.locator(`${control}:visible`), control).toHaveCount(0);
  }
  const breaks = await page.evaluate(() => [...document.querySelectorAll('main h1, main h2, main h3')].map((heading) => getComputedStyle(heading).breakAfter));
  expect(new Set(breaks)).toEqual(new Set(['avoid']));
  await page.goto('.');
  await expect(page.locator('.column li .small-glyph').first()).toBeVisible();
  await expect(page.locator('.search:visible, nav:visible')).toHaveCount(0);
});
