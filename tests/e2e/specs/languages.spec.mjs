// The language of the page: by the address, by the visitor's choice, or by the data; and no other is downloaded.
import { disconnect, expect, test } from '../fixtures.mjs';
import { sentences, speak } from '../languages.mjs';

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

test('only messages of the data language load, on demand', async ({ page }) => {
  const asked = wordsOf(page);
  await page.goto('');
  await expect(page.getByRole('heading', { name: 'Top priorities' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  expect(asked).toEqual(['en.site']);
  await page.getByRole('banner').getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Email' })).toBeVisible();
  expect(asked).toEqual(['en.site', 'en.signup']);
});

test('the lang parameter sets the language for the visit', async ({ page }) => {
  const asked = wordsOf(page);
  await page.goto('?lang=es-MX');
  await expect(page.getByRole('heading', { name: 'Principales prioridades' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await page.getByRole('link', { name: 'Explorar', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorar los desafíos');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explorar los desafíos');
  await expect(page.locator('.chart-help')).toContainText('Las flechas');
  expect(new Set(asked)).toEqual(new Set(['es.loader', 'es.site']));
  await page.getByRole('banner').getByRole('button', { name: 'Suscribirse' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Correo electrónico' })).toBeVisible();
});

test('the chosen language persists and overrides the URL', async ({ page, context }) => {
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

test('missing messages show an error, not an empty page', async ({ page, expectComplaint }) => {
  expectComplaint(/404|es\.site/);
  await page.route('**/words/es.site.txt', (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('?lang=es');
  await expect(page.getByRole('status')).toHaveText((await sentences('es'))('loader.missing'));
});

for (const tag of ['es', 'ar']) {
  test(`the loader reports a network failure in ${tag}`, async ({ page, context, expectComplaint }) => {
    expectComplaint(/ERR_FAILED|Failed to fetch/);
    const said = await sentences(tag);
    await speak(context, tag);
    let release = () => {};
    const held = new Promise((resolve) => { release = resolve; });
    await page.route('**/*.wasm', async (route) => {
      await held;
      await route.abort('failed');
    });
    await disconnect(page);
    const asked = wordsOf(page);
    await page.goto('.', { waitUntil: 'domcontentloaded' });
    await expect.poll(() => asked).toContain(`${tag}.loader`);
    release();
    const line = page.getByRole('status');
    await expect(line).toHaveText(said('loader.unreachable'));
    await expect(line).toHaveAttribute('lang', tag);
    await expect(line).toHaveCSS('direction', tag === 'ar' ? 'rtl' : 'ltr');
  });

  test(`the loader reports a missing file in ${tag}`, async ({ page, context, expectComplaint }) => {
    expectComplaint(/404/);
    await speak(context, tag);
    await page.route('**/*.wasm', (route) => route.fulfill({ status: 404 }));
    await page.goto('.');
    await expect(page.getByRole('status')).toHaveText((await sentences(tag))('loader.missing'));
  });
}

test('the loader reports failure in English without its messages', async ({ page, context, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|Failed to fetch/);
  await speak(context, 'es');
  await page.route(/\.wasm$|loader\.txt$/, (route) => route.abort('failed'));
  await disconnect(page);
  await page.goto('.');
  await expect(page.getByRole('status')).toHaveText('The map could not be loaded. Check your connection, then reload the page.');
  await expect(page.getByRole('status')).toHaveAttribute('lang', 'en');
});
