// A published site below a path, as on a project page.
import { expect } from '../fixtures.mjs';
import { runs, test } from '../published.mjs';

test.use({ base: '/repo/' });

test('all requests and links stay below the base path', async ({ page }) => {
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

test('a URL with a trailing slash shows its page', async ({ page }) => {
  await page.goto('equity/');
  await runs(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equity');
  await page.getByRole('link', { name: 'Opportunity Gaps' }).click();
  await expect(page).toHaveURL(/\/repo\/equity\/opportunity-gaps$/);
});
