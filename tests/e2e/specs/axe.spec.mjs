// axe finds nothing, on every kind of page and with the dialog open, in light and dark: each check is made in both, without loading the page anew.
import { violationsInBothSchemes } from '../axe.mjs';
import { bundle, painted, ring, serve, still } from '../chart.mjs';
import { expect, test } from '../fixtures.mjs';

const pages = [
  '.', 'explore', 'explore?measure=urgent&group=role/teacher', 'about', 'equity',
  ...['pair', 'change', 'gap', 'answers', 'table'].map((view) => `explore?view=${view}&measure=urgent&theme=equity&pins=math,literacy`),
  'school-culture-climate-safety/student-teacher-relationships', 'nowhere',
];

test('the axe check detects dark-only and iframe violations', async ({ page }) => {
  const style = '@media (prefers-color-scheme: dark) { p { color: #ccc } }';
  const body = `<!doctype html><html lang="en"><title>Faults</title><style>${style}</style><main><h1>Faults</h1><p>pale</p><iframe title="f" srcdoc="<img src=data:,>"></iframe></main>`;
  await page.route('**/faults.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('faults.html');
  const found = (await violationsInBothSchemes(page)).map((line) => line.replace(/:.*/, ''));
  expect(found).toEqual(expect.arrayContaining(['light, image-alt', 'dark, color-contrast']));
  expect(found).not.toContain('light, color-contrast');
});

for (const path of pages) {
  test(`no axe violations: ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator('.site-footer')).toBeVisible();
    expect(await violationsInBothSchemes(page)).toEqual([]);
  });
}

test('no axe violations: open chart panels, focused mark', async ({ page }) => {
  await page.goto('explore?view=gap&measure=urgent');
  await page.getByText('Download, link, embed').click();
  await page.getByText('View as table').click();
  await page.locator('.missing summary').click();
  await expect(page.locator('.export-panel .files')).toBeVisible();
  await page.getByRole('listbox').focus();
  await expect(page.locator('.chart > .tooltip')).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
});

test('no axe violations: list of overlapping marks', async ({ page }) => {
  await serve(page, bundle({ count: 3, value: () => 50 }));
  await page.goto('explore?view=pair');
  await still(page);
  await page.getByRole('listbox').focus();
  await painted(page);
  await page.locator('.chart').click({ position: (await ring(page)).center });
  await expect(page.getByRole('group', { name: 'Challenges at this point' })).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
});

test('no axe violations: embed page', async ({ page }) => {
  await page.goto('embed?view=pair');
  await expect(page.getByRole('listbox')).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
});

test('no axe violations: sign-up dialog, empty and with errors', async ({ page }) => {
  await page.goto('.');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
  expect(await violationsInBothSchemes(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect(page.getByRole('group', { name: '2 things to correct' })).toBeFocused();
  expect(await violationsInBothSchemes(page)).toEqual([]);
});

// The list of unsent sign-ups is checked in the dialog and on the page.
test('no axe violations: sign-up while sending and offline', async ({ page, context }) => {
  let release = () => {};
  const until = new Promise((resolve) => { release = resolve; });
  await page.route('**/api/signups', async (route) => {
    await until;
    await route.continue();
  });
  await page.goto('.');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Email' }).fill('axe-states@gmial.com');
  await page.getByLabel(/Send me updates/).check();
  await expect(page.getByText('Did you mean')).toBeVisible();
  const send = page.getByRole('dialog').getByRole('button', { name: 'Sign up', exact: true });
  await send.click();
  await expect(page.getByText('Sending…')).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
  release();
  await expect(page.getByText('Thank you')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await context.setOffline(true);
  await page.getByRole('textbox', { name: 'Email' }).fill('axe-offline@example.org');
  await page.getByLabel(/Send me updates/).check();
  await send.click();
  await expect(page.getByRole('dialog').getByRole('list', { name: 'Not sent yet' })).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('list', { name: 'Not sent yet' })).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByRole('list', { name: 'Not sent yet' })).toHaveCount(0);
});

for (const [name, settings, words] of [
  ['misconfigured', { signup: { action: 'api/signups', singup: 1 } }, 'Sign-up is misconfigured'],
  ['without a receiver', { contact: 'mailto:team@example.org' }, 'does not take sign-ups itself'],
]) {
  test(`no axe violations: sign-up dialog ${name}`, async ({ page, expectComplaint }) => {
    if (name === 'misconfigured') expectComplaint(/unknown field `singup`/);
    await page.route('**/config.json', (route) => route.fulfill({ json: settings }));
    await page.goto('.?signup');
    await expect(page.getByText(words)).toBeVisible();
    expect(await violationsInBothSchemes(page)).toEqual([]);
  });
}

test('no axe violations: sign-up dialog after failure and success', async ({ page, expectComplaint }) => {
  expectComplaint(/500/);
  await page.route('**/api/signups', (route) => route.fulfill({ status: 500 }), { times: 1 });
  await page.goto('.');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Email' }).fill('axe-sent@example.org');
  await page.getByLabel(/Send me updates/).check();
  const send = page.getByRole('dialog').getByRole('button', { name: 'Sign up', exact: true });
  await send.click();
  await expect(page.getByText('We do not know whether your sign-up arrived.')).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
  await send.click();
  await expect(page.getByText('Thank you')).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
});

test('no axe violations: loading page', async ({ page }) => {
  await page.route('**/*.wasm', () => {}); // never answers
  await page.goto('.', { waitUntil: 'domcontentloaded' });
  await expect(page.getByRole('progressbar')).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
});

test('no axe violations: error page for an invalid bundle', async ({ page }) => {
  await page.route('**/bundle.json', (route) => route.fulfill({ body: '{}' }));
  await page.goto('.');
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await violationsInBothSchemes(page)).toEqual([]);
});
