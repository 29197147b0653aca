// The site answers at all: the first thing to look at when everything else is red.
import { expect, parseCsv, test } from '../fixtures.mjs';

test('the home page has one heading and a title', async ({ page }) => {
  const response = await page.goto('');
  expect(response.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/\S/);
});

test('a deep link answers with its page', async ({ page }) => {
  const response = await page.goto('explore');
  expect(response.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
});

test('a file that is not there is not found', async ({ request, site }) => {
  // Not the home page: a missing bundle has to be told from a broken one.
  const response = await request.get(`${site}no-such-file.json`);
  expect(response.status()).toBe(404);
});

test('what the publisher reads is read as CSV', () => {
  expect(parseCsv('a,b\r\n"x, ""y""\nz",\r\n')).toEqual([
    ['a', 'b'],
    ['x, "y"\nz', ''],
  ]);
  expect(parseCsv('')).toEqual([]);
  expect(parseCsv('a,')).toEqual([['a', '']]);
  expect(() => parseCsv('"a"b')).toThrow();
});
