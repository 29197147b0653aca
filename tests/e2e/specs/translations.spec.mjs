// A bundle's translations in the browser: shown where there are any, and what has none falls back so that one sees and hears it.
import { expect, test } from '../fixtures.mjs';
import { bundle, options, serve } from '../chart.mjs';
import { sentences, speak, translated } from '../languages.mjs';

/** What the first mark is called aloud, without the marks that keep names in their own direction. */
const spokenFirst = async (page) => (await options(page).first().textContent()).replace(/[\u2068\u2069]/g, '');

const challenge = 'equity/opportunity-gaps';

for (const tag of ['es', 'ar']) {
  test.describe(tag, () => {
    test.beforeEach(({ context }) => speak(context, tag));

    test('site title, themes and challenges are translated', async ({ page }) => {
      const texts = await translated(tag);
      await page.goto('.');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts['site/title']);
      await expect(page.getByRole('link', { name: texts['themes/equity/name'], exact: true })).toBeVisible();
      await page.getByRole('link', { name: texts['challenges/opportunity-gaps/name'], exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts['challenges/opportunity-gaps/name']);
      await expect(page).toHaveTitle(`${texts['challenges/opportunity-gaps/name']} – ${texts['site/title']}`);
      await page.goto('explore?measure=urgent');
      await expect(options(page)).not.toHaveCount(0);
      const [name] = (await spokenFirst(page)).split(':');
      expect(Object.values(texts)).toContain(name);
    });

    test('untranslated text stays English and the footer says so', async ({ page }) => {
      const said = await sentences(tag);
      await page.route(`**/bundle.${tag}.json`, async (route) => {
        const json = await (await route.fetch()).json();
        delete json.texts['challenges/opportunity-gaps/name'];
        await route.fulfill({ json });
      });
      await page.goto(challenge);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opportunity Gaps');
      await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'en-US');
      const [before] = said('translation.not_all', { language: said('translation.english'), missing: '#', all: '#' }).split('#');
      await expect(page.locator('.site-footer')).toContainText(before.trim());
    });

    test('only untranslated text has lang="en-US", on every page', async ({ page }) => {
      const texts = await translated(tag);
      await page.goto('.');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(texts['site/title']);
      const marked = page.locator('main [lang=en-US]');
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveAttribute('lang');
      await expect(marked).toHaveCount(0);
      // Of this page all but quotations, and titles of resources, is translated.
      await page.getByRole('link', { name: texts['challenges/student-teacher-relationships/name'], exact: true }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveAttribute('lang');
      await expect(page.locator('.quote blockquote p')).toHaveCount(3);
      await expect(page.getByText('Educators recognize')).toHaveCount(0);
      await expect(page.locator('.quote blockquote p:not([lang=en-US])')).toHaveCount(0);
      const foreign = await page.locator('main [lang=en-US]').allTextContents();
      expect(foreign.filter((text) => /[\u0600-\u06ff]/.test(text) || Object.values(texts).includes(text))).toEqual([]);
      // The page that finds words is a program of its own.
      await page.goto('search?q=savvy'); // stands in a quotation, which has no translation
      const found = page.locator('.search-results [lang=en-US]');
      await expect(found.first()).toContainText('savvy');
    });

    test('all text of an untranslated bundle has lang="en"', async ({ page }) => {
      await serve(page, bundle());
      await page.goto('theme-0/c-0');
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'en');
      await page.goto('explore');
      await expect(page.locator('.legend [lang=en]').first()).toHaveText('Theme 0');
      await expect(page.locator('.site-footer button[data-language=en]')).toHaveAttribute('lang', 'en');
    });
  });
}
