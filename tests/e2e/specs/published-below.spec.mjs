// A published site below a path, as on a project page.
import { expect } from '../fixtures.mjs';
import { runs, test } from '../published.mjs';

test.use({ base: '/repo/' });

test('pages, pictures and the program lie below the path, and links lead on there', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('explore');
  await runs(page);
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.getByRole('link', { name: 'About', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
  expect(asked.filter((path) => !path.startsWith('/repo/'))).toEqual([]);
  expect(asked.some((path) => path.includes('/pictures/'))).toBe(true);
});

test('a host may add a slash to an address', async ({ page }) => {
  await page.goto('equity/');
  await runs(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equity');
  await page.getByRole('link', { name: 'Opportunity Gaps' }).click();
  await expect(page).toHaveURL(/\/repo\/equity\/opportunity-gaps$/);
});
