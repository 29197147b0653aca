// The site answers at all: the first thing to look at when everything else is red.
import { expect, parseCsv, test } from '../fixtures.mjs';

test('the home page has one heading and a title', async ({ page }) => {
  const response = await page.goto('');
  expect(response.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/\S/);
});

test('a deep link returns its page', async ({ page }) => {
  const response = await page.goto('explore');
  expect(response.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
});

test('a missing file returns 404', async ({ request, site }) => {
  // Not the home page: a missing bundle has to be told from a broken one.
  const response = await request.get(`${site}no-such-file.json`);
  expect(response.status()).toBe(404);
});

test('parseCsv handles quotes and rejects malformed input', () => {
  expect(parseCsv('a,b\r\n"x, ""y""\nz",\r\n')).toEqual([
    ['a', 'b'],
    ['x, "y"\nz', ''],
  ]);
  expect(parseCsv('')).toEqual([]);
  expect(parseCsv('a,')).toEqual([['a', '']]);
  expect(() => parseCsv('"a"b')).toThrow();
});
