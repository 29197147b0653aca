// axe finds nothing in Spanish and Arabic either: every kind of page, every picture, the dialog. English is in axe.spec.mjs,
// search.spec.mjs and discuss.spec.mjs.
import { violationsInBothSchemes } from '../axe.mjs';
import { expect, test } from '../fixtures.mjs';
import { board, fragment } from '../discuss.mjs';
import { painted } from '../chart.mjs';
import { sentences, speak } from '../languages.mjs';

const pages = [
  '.', 'explore', 'about', 'equity', 'nowhere', 'search', 'embed?view=pair',
  'school-culture-climate-safety/student-teacher-relationships',
  ...['pair', 'change', 'gap', 'answers', 'table'].map((view) => `explore?view=${view}&measure=urgent&theme=equity&pins=math,literacy`),
];

const words = { es: 'lectura', ar: 'القراءة' };

for (const tag of ['es', 'ar']) {
  test.describe(tag, () => {
    test.use({ reducedMotion: 'reduce' });
    test.beforeEach(({ context }) => speak(context, tag));

    for (const path of pages) {
      test(`no axe violations: ${path}`, async ({ page }) => {
        await page.goto(path);
        await expect(page.locator('html')).toHaveAttribute('lang', tag);
        await expect(page.locator(path.startsWith('embed') ? '.chart' : '.site-footer')).toBeVisible();
        if (path === 'search') await expect(page.locator('#find')).toBeVisible();
        expect(await violationsInBothSchemes(page)).toEqual([]);
      });
    }

    test('no axe violations: open chart panels, focused mark', async ({ page }) => {
      await page.goto('explore?view=gap&measure=urgent');
      for (const summary of ['.export-panel > summary', 'details.table-view > summary', '.missing summary']) {
        await page.locator(summary).first().click();
      }
      await expect(page.locator('.export-panel .files')).toBeVisible();
      await page.getByRole('listbox').focus();
      await expect(page.locator('.chart > .tooltip')).toBeVisible();
      expect(await violationsInBothSchemes(page)).toEqual([]);
    });

    test('no axe violations: search results, discuss with a group', async ({ page }) => {
      await page.goto(`search?q=${words[tag]}`);
      await expect(page.locator('.search-results > li').first()).toBeVisible();
      expect(await violationsInBothSchemes(page)).toEqual([]);
      const said = await sentences(tag);
      await page.goto(`discuss${fragment(board({ by: 'Ana', title: 'Lakeside', picks: { literacy: [12, 34], math: [50, 60] } }))}`);
      await page.getByRole('button', { name: said('page.keep_mine'), exact: true }).click();
      await expect(page.locator('.row')).toHaveCount(2);
      for (const summary of await page.locator('.discuss details > summary').all()) await summary.click();
      await page.getByRole('button', { name: said('page.group_add_own'), exact: true }).click();
      await expect(page.locator('.group-table')).toBeVisible();
      await painted(page);
      expect(await violationsInBothSchemes(page)).toEqual([]);
    });

    test('no axe violations: sign-up dialog, empty and with errors', async ({ page }) => {
      await page.goto('equity?signup');
      const dialog = page.getByRole('dialog');
      await expect(page.locator('#signup-email')).toBeFocused();
      expect(await violationsInBothSchemes(page)).toEqual([]);
      await dialog.locator('button[type=submit].button').first().click();
      await expect(page.locator('#signup-summary')).toBeFocused();
      expect(await violationsInBothSchemes(page)).toEqual([]);
    });
  });
}
