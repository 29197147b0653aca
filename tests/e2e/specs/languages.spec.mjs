// The language of the page: by the address, by the visitor's choice, or by the data; and no other is downloaded.
import { expect, test } from '../fixtures.mjs';

const WORDS = /\/words\/(\w\w\.\w+)\.txt$/;

/** @param {import('@playwright/test').Page} page */
function wordsOf(page) {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => {
    const found = new URL(request.url()).pathname.match(WORDS);
    if (found) asked.push(found[1]);
  });
  return asked;
}

test('the data’s language is spoken, and its words alone are fetched, each part once it is needed', async ({ page }) => {
  const asked = wordsOf(page);
  await page.goto('');
  await expect(page.getByRole('heading', { name: 'First priorities' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  expect(asked).toEqual(['en.site']);
  await page.getByRole('banner').getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('dialog').getByLabel('Email')).toBeVisible();
  expect(asked).toEqual(['en.site', 'en.signup']);
});

test('the address asks for a language, which stays for the visit', async ({ page }) => {
  const asked = wordsOf(page);
  await page.goto('?lang=es-MX');
  await expect(page.getByRole('heading', { name: 'Primeras prioridades' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.getByRole('link', { name: 'Explorar', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorar los desafíos');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorar los desafíos');
  await expect(page.locator('.chart-help')).toContainText('Las flechas');
  expect(new Set(asked)).toEqual(new Set(['es.site']));
  await page.getByRole('banner').getByRole('button', { name: 'Suscribirse' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Correo electrónico' })).toBeVisible();
});

test('the visitor’s choice is kept, over what the address asked for', async ({ page, context }) => {
  await page.goto('about?lang=es');
  await page.getByRole('navigation', { name: 'Idioma' }).getByRole('button', { name: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('حول الموقع');
  expect(new URL(page.url()).search).toBe('');
  await expect(page.getByRole('navigation', { name: 'اللغة' }).locator('[aria-current]')).toHaveText('العربية');
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.locator('html')).toHaveAttribute('dir', 'rtl');
});

test('words that are missing are told, and the page does not stay empty', async ({ page, expectComplaint }) => {
  expectComplaint(/404|es\.site/);
  await page.route('**/words/es.site.txt', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('?lang=es');
  await expect(page.getByRole('status')).toContainText('a file of it is missing on its host');
});
