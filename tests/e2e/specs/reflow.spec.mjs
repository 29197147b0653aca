// At 320 px, and with text of twice the size, no page scrolls sideways, in either direction of writing.
import { layoutFaults } from '../../engines/layout.mjs';
import { board, fragment } from '../discuss.mjs';
import { expect, test } from '../fixtures.mjs';
import { sentences, speak, translated } from '../languages.mjs';
import { setTextSize } from '../text-size.mjs';

const challenge = 'school-culture-climate-safety/student-teacher-relationships';
const PICKS = [
  'literacy', 'math', 'engaging-diverse-families', 'teacher-recruitment-retention', 'technology-access',
  'mental-health-trauma', 'grading', 'real-world-learning', 'student-engagement', 'opportunity-gaps',
];
/** Of 59 letters, and no space to break at. */
const UNBROKEN = 'Averyverylongunbrokentitleofaboardwithoutanyspacesatallinit';
const plan = { next_step: UNBROKEN, who: 'Ana', by_when: '1 May', budget: '$200', left_out: 'Phone calls to parents on the night shift' };
const spread = (count, id, more) => board({
  id, by: UNBROKEN, title: UNBROKEN, more,
  picks: Object.fromEntries(PICKS.slice(0, count).map((name, at) => [name, [(at * 23 + id * 31) % 101, (at * 37 + id * 17) % 101]])),
});

for (const tag of ['en', 'ar']) {
  for (const size of ['100%', '200%']) {
    test.describe(`${tag}, text at ${size}`, () => {
      test.use({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });

      test.beforeEach(async ({ context }) => {
        await speak(context, tag);
        await setTextSize(context, size);
      });

      /** Holds the page as it now is to its window. */
      const fits = async (page, state) => {
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
        expect.soft(await page.evaluate(layoutFaults), state).toEqual([]);
      };

      test('every kind of page fits 320 px', async ({ page }) => {
        const word = tag === 'ar' ? 'القراءة' : 'reading';
        for (const path of ['.', 'equity', challenge, 'about', 'nowhere', 'explore', 'explore?view=pair', 'explore?view=table', `search?q=${word}`]) {
          await page.goto(path);
          await expect(page.locator(`html[lang^=${tag}] .site-footer`)).toBeVisible();
          if (path.startsWith('search')) await expect(page.locator('.search-results > li').first()).toBeVisible();
          if (path === 'explore') await expect(page.getByRole('listbox')).toBeVisible();
          await fits(page, path);
        }
      });

      test('the sign-up dialog with errors fits 320 px', async ({ page }) => {
        await page.goto('equity?signup');
        await expect(page.locator('#signup-email')).toBeFocused();
        await page.locator('dialog form:not([method]) > .button').click();
        await expect(page.locator('dialog .field-error').filter({ hasText: /./ }).first()).toBeVisible();
        await fits(page, 'with what is missing');
        expect(await page.locator('dialog').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
      });

      test('the discuss page fits 320 px in all its states', async ({ page, site }) => {
        const arabic = await sentences('ar');
        const label = (name, english) => (tag === 'ar' ? arabic(name) : english);
        await page.goto('discuss');
        await expect(page.locator('#pick-find')).toBeVisible();
        await fits(page, 'empty');
        const word = tag === 'ar' ? (await translated('ar'))['challenges/literacy/name'].split(' ')[0] : 'learning';
        await page.locator('#pick-find').fill(word);
        await expect(page.locator('.finds li').first()).toBeVisible();
        await fits(page, 'finds');
        // A page is loaded anew only by another address.
        await page.goto('about');
        await expect(page.locator('article .wave').first()).toBeVisible();
        await page.goto(`discuss${fragment(spread(10, 1, { literacy: plan, math: plan, 'engaging-diverse-families': plan }))}`);
        await expect(page.locator('.incoming')).toBeVisible();
        await fits(page, 'preview of a link');
        await page.locator('.incoming').getByRole('button', { name: label('page.keep_mine', 'Keep it as mine'), exact: true }).click();
        await expect(page.locator('.row')).toHaveCount(10);
        await fits(page, 'board');
        for (const summary of await page.locator('.discuss details > summary').all()) await summary.click();
        const links = [2, 3, 4].map((id) => `${site}discuss${fragment(spread(6, id))}`);
        await page.locator('#group-links').fill([...links, `${site}discuss#board=${UNBROKEN}`].join('\n'));
        await fits(page, 'links to add');
        await page.getByRole('button', { name: label('page.group_add_links', 'Add these links'), exact: true }).click();
        await expect(page.locator('.group-table tbody tr').first()).toBeVisible();
        await expect(page.locator('.error-list')).toBeVisible();
        await page.locator('details.members > summary').click();
        await fits(page, 'group, and what went wrong');
        for (const look of await page.locator('.workbench-chart .views button').all()) {
          await look.click();
          await fits(page, `picture: ${await look.innerText()}`);
        }
      });
    });
  }
}

test('the links field grows to 12 rem, then scrolls', async ({ page }) => {
  await page.goto('discuss');
  await page.locator('#group-head').click();
  const links = page.locator('#group-links');
  const { height: empty } = await links.boundingBox();
  await links.fill('https://example.org/discuss#board=x\n'.repeat(200));
  const { height: full } = await links.boundingBox();
  expect(full).toBeGreaterThan(empty);
  expect(full).toBeLessThanOrEqual(12 * 16);
  expect(await links.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeGreaterThan(1000);
});

// A sticky list would fill a low viewport.
test('the error list is sticky except in a low viewport', async ({ page }) => {
  await page.goto('discuss');
  await page.locator('#group-head').click();
  await page.locator('#group-links').fill('x#board=zz\n'.repeat(40));
  await page.getByRole('button', { name: 'Add these links' }).click();
  const wrongs = page.locator('.error-list');
  await expect(wrongs).toHaveCSS('position', 'sticky');
  const list = page.locator('.error-list-items');
  expect(await list.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeGreaterThan(100);
  // Chromium lets keys reach what scrolls.
  await list.focus();
  await page.keyboard.press('End');
  await expect.poll(() => list.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(100);
  await page.setViewportSize({ width: 320, height: 256 });
  await expect(wrongs).toHaveCSS('position', 'static');
  expect(await list.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
});

test('status toasts restart, ignore clicks and do not print', async ({ page }) => {
  await page.goto('discuss');
  const said = page.locator('.status-text > span');
  const add = async () => {
    await page.locator('#pick-find').fill('Math');
    await page.getByRole('button', { name: 'Add Math', exact: true }).click();
    await expect(said).toHaveText('1 challenge was added. There is 1 on your board.');
  };
  await add();
  await expect(said).toBeInViewport();
  await expect(page.locator('.status-text')).toHaveCSS('pointer-events', 'none');
  await said.evaluate((element) => { element.isOld = true; });
  await page.locator('.row-remove').first().click();
  await add();
  // Another element: its fading begins from the start.
  expect(await said.evaluate((element) => [element.isOld, element.getAnimations().length])).toEqual([undefined, 1]);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await said.evaluate((element) => element.getAnimations().length)).toBe(0);
  await page.emulateMedia({ media: 'print' });
  await expect(said).toBeHidden();
});

/** On how many lines each word of an element's text stands. */
const linesOfWords = (element) =>
  element.evaluate((root) => {
    const text = document.createTreeWalker(root, NodeFilter.SHOW_TEXT).nextNode();
    const range = document.createRange();
    return [...text.data.matchAll(/\S+/g)].map(({ 0: word, index }) => {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return range.getClientRects().length;
    });
  });

test('site name and badge break no word with text at 200%', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await setTextSize(page, '200%');
  for (const path of ['.', 'explore', challenge]) {
    await page.goto(path);
    await expect(page.locator('main .badge').first()).toBeVisible();
    expect(await linesOfWords(page.locator('.site-header .brand')), path).toEqual([1, 1]);
    expect(await linesOfWords(page.locator('main .badge').first()), path).toEqual([1]);
  }
});
