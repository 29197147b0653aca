// Pages that are programs of their own: a first visit does without them.
import { expect, test } from '../fixtures.mjs';

const LATER = /\/(later|search|discuss)[^/]*\.(css|js|wasm)$/;

test('programs of other pages are fetched when they are come to, and once', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.match(LATER)?.[0]));
  const later = () => asked.filter(Boolean).sort();
  await page.goto('explore');
  await expect(page.locator('canvas').first()).toBeVisible();
  expect(later()).toEqual([]);
  const header = page.getByRole('navigation', { name: 'Site' });
  await header.getByRole('link', { name: 'Search' }).click();
  await expect(page.locator('.later > *').first()).toBeVisible();
  expect(later()).toEqual(['/later.css', '/search.js', '/search_bg.wasm']);
  await header.getByRole('link', { name: 'Discuss' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Discuss');
  await expect(page.locator('.later > *').first()).toBeVisible();
  await header.getByRole('link', { name: 'Search' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Search');
  await expect(page.locator('.later > *').first()).toBeVisible();
  expect(later()).toEqual(['/discuss.js', '/discuss_bg.wasm', '/later.css', '/search.js', '/search_bg.wasm']);
});

test('a page whose program does not come says so', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|Failed to fetch|search/);
  await page.route('**/search_bg*.wasm', (route) => route.abort());
  await page.goto('search');
  await expect(page.getByRole('status')).toContainText('Check your connection, then reload the page.');
  await page.unroute('**/search_bg*.wasm');
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'About' }).click();
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Search' }).click();
  await expect(page.locator('.later > *').first()).toBeVisible();
});
