// Signing up: what is stored, what is said, what is kept.
import { expect, test } from '../fixtures.mjs';

const dialog = (page) => page.getByRole('dialog', { name: 'Sign up for updates' });

async function open(page, path = '.') {
  await page.goto(path);
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await expect(dialog(page)).toBeVisible();
}

async function fill(page, email) {
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel('Name (optional)').fill('Ada');
  await page.getByLabel('Role (optional)').fill('Principal');
  await page.getByLabel(/Send me updates/).check();
}

const send = (page) => dialog(page).getByRole('button', { name: 'Sign up', exact: true }).click();
const state = (page) => page.locator('dialog .signup-state');

test('a11y_30 a sign-up is stored and announced', async ({ page, readSignups }) => {
  await open(page, 'equity');
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
  await fill(page, 'ada@example.org');
  await send(page);
  await expect(state(page)).toHaveText('Thank you: you are signed up for updates.');
  const done = dialog(page).getByRole('button', { name: 'Done' });
  await expect(done).toBeFocused(); // the form that had the focus is gone
  const rows = await readSignups();
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ email: 'ada@example.org', name: 'Ada', role: 'Principal' });
  await done.click();
  await expect(dialog(page)).toBeHidden();
});

test('2 clicks and typing are enough to sign up', async ({ page, readSignups }) => {
  await open(page, 'explore');
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
  await page.keyboard.type('by.two.clicks@example.org');
  await page.getByLabel(/Send me updates/).click();
  await page.keyboard.press('Enter');
  await expect(state(page)).toHaveText('Thank you: you are signed up for updates.');
  expect(await readSignups()).toMatchObject([{ email: 'by.two.clicks@example.org' }]);
});

// Several errors also have a list, which then gets the focus.
test('a11y_30 errors show by the field and receive the focus', async ({ page, readSignups }) => {
  await open(page);
  await send(page);
  const email = page.getByRole('textbox', { name: 'Email' });
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveAccessibleDescription('Enter an email address, like name@example.org');
  const summary = page.getByRole('group', { name: '2 things to correct' });
  await expect(summary).toBeFocused();
  await summary.getByRole('button', { name: 'To get updates, check the box' }).click();
  await expect(page.getByLabel(/Send me updates/)).toBeFocused();
  await page.keyboard.press('Space');
  await send(page);
  await expect(summary).toHaveCount(0);
  await expect(email).toBeFocused();
  await email.fill('ada@example.org');
  await expect(email).toHaveAttribute('aria-invalid', 'false');
  expect(await readSignups()).toHaveLength(0);
});

test('?signup opens the dialog, also after &amp;', async ({ page }) => {
  for (const query of ['signup', 'view=gap&signup', 'view=gap&amp;signup']) {
    await page.goto(`explore?${query}`);
    await expect(dialog(page), query).toBeVisible();
  }
});

test('Escape closes the dialog, restores focus and keeps input', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: 'Email' }).fill('half@');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Sign up', exact: true }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('half@');
});

const failures = [
  ['a rejected field', (route) => route.fulfill({ status: 422, json: { errors: [{ field: 'email', code: 'invalid' }] } }), 'The sign-up was not accepted.', /422/],
  ['a busy receiver', (route) => route.fulfill({ status: 429, headers: { 'Retry-After': '30' } }), 'The sign-up service is busy. Trying again in 30 seconds.', /429/],
  ['a server error', (route) => route.fulfill({ status: 500, body: 'oops' }), 'We do not know whether your sign-up arrived.', /500/],
  ['an HTML response', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html>' }), 'We do not know whether your sign-up arrived.', null],
  ['a missing receiver', (route) => route.fulfill({ status: 404 }), 'This site’s sign-up is not working', /404/],
  ['a network failure', (route) => route.abort('internetdisconnected'), 'The sign-up service could not be reached.', /ERR_INTERNET_DISCONNECTED/],
];

for (const [name, answer, words, complaint] of failures) {
  test(`a11y_30 ${name} is reported and keeps the input`, async ({ page, expectComplaint }) => {
    if (complaint) expectComplaint(complaint);
    await page.route('**/api/signups', answer);
    await open(page);
    await fill(page, 'ada@example.org');
    await send(page);
    await expect(state(page)).toContainText(words);
    await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('ada@example.org');
    await expect(page.getByLabel('Name (optional)')).toHaveValue('Ada');
    await expect(page.getByLabel(/Send me updates/)).toBeChecked();
    await expect(dialog(page).getByRole('button', { name: 'Done' })).toBeHidden();
  });
}

test('a11y_30 a timeout is reported as unknown', async ({ page }) => {
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { signup: { action: 'api/signups', timeout_ms: 1000 } } }),
  );
  await page.route('**/api/signups', () => {}); // never answers
  await open(page);
  await fill(page, 'ada@example.org');
  await send(page);
  await expect(state(page)).toHaveText('Sending…');
  await expect(state(page)).toContainText('We do not know whether your sign-up arrived.');
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('ada@example.org');
});

test('a11y_30 a double click sends one request', async ({ page, readSignups }) => {
  await open(page);
  await fill(page, 'twice@example.org');
  const requests = [];
  page.on('request', (request) => request.method() === 'POST' && requests.push(request.url()));
  await dialog(page).getByRole('button', { name: 'Sign up', exact: true }).dblclick();
  await expect(state(page)).toContainText('Thank you');
  expect(requests).toHaveLength(1);
  expect(await readSignups()).toHaveLength(1);
});

test('a11y_30 without a receiver the dialog says so', async ({ page }) => {
  await page.route('**/config.json', (route) => route.fulfill({ json: {} }));
  await open(page);
  await expect(state(page)).toHaveText('Sign-ups are not set up on this site.');
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveCount(0);
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toBeHidden();
});

test('invalid settings disable sign-up and log the details', async ({ page, expectComplaint }) => {
  expectComplaint(/config.json: unknown field `singup`/);
  await page.route('**/config.json', (route) => route.fulfill({ json: { singup: null } }));
  await open(page);
  await expect(state(page)).toContainText('Sign-up is misconfigured on this site');
});
