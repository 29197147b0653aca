// Everything that is a lazy part, once each. `cargo xtask test` runs this spec on the split release and on the program
// that trunk alone builds, which is whole.
import { expect, test } from '../fixtures.mjs';
import { bundle, serve } from '../chart.mjs';
import { translated } from '../languages.mjs';

test('the pages part shows challenge, theme and about pages', async ({ page }) => {
  await page.goto('.');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Opportunity Gaps', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opportunity Gaps');
  await expect(page.getByRole('heading', { name: 'Resources' })).toBeVisible(); // so that nothing is left while it loads
  await page.goto('equity');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equity');
  await page.goto('about');
  await expect(page.locator('article .wave').first()).toBeVisible();
});

test('the search part highlights its results', async ({ page }) => {
  await page.goto('search?q=tracking');
  await expect(page.locator('.search-page mark').first()).toContainText('tracking');
});

test('the views part draws every view and the table', async ({ page }) => {
  await page.goto('explore');
  for (const name of ['Ranking', 'Change', 'Gap', 'Every answer']) {
    await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name }).click();
    await expect(page.getByRole('listbox')).toBeVisible();
  }
  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Table' }).click();
  await expect(page.getByRole('table')).toBeVisible();
});

test('the discuss part shows the discuss page', async ({ page }) => {
  await page.goto('discuss');
  await expect(page.locator('.discuss').first()).toBeVisible();
});

test('the files part saves a PNG', async ({ page }) => {
  await page.goto('explore');
  await page.getByText('Download, link, embed').click();
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PNG', exact: true }).click();
  expect((await coming).suggestedFilename()).toMatch(/\.png$/);
});

test('the sign-up part submits a sign-up', async ({ page, readSignups }) => {
  await page.goto('explore?signup');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Email' }).fill('parts@example.org');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect.poll(async () => (await readSignups()).length).toBe(1);
});

test('the translate part translates the site title', async ({ page }) => {
  await page.goto('.?lang=es');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText((await translated('es'))['site/title']);
});

test('the check part lists bundle problems', async ({ page }) => {
  await serve(page, { ...bundle(), measures: 7 });
  await page.goto('explore');
  await expect(page.getByRole('alert').getByRole('listitem').first()).toContainText('measures');
});
