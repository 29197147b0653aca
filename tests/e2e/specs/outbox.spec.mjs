// Sign-ups that do not arrive at once: kept, shown, sent again, never lost and never doubled.
import { expect, test } from '../fixtures.mjs';

const dialog = (page) => page.getByRole('dialog', { name: 'Sign up for updates' });
const state = (page) => page.locator('dialog .signup-state');
const unsent = (page) => page.getByRole('complementary', { name: 'Not sent yet' }).getByRole('listitem');
const send = (page) => dialog(page).getByRole('button', { name: 'Sign up', exact: true }).click();

async function fill(page, email) {
  await page.goto('.?signup');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel(/Send me updates/).check();
}

/** What the browser keeps for this site. */
const kept = (page) => page.evaluate(() => Object.keys(localStorage));

test('an offline sign-up is stored, then sent when online', async ({ page, context, readSignups }) => {
  await fill(page, 'offline@example.org');
  await context.setOffline(true);
  await send(page);
  await expect(state(page)).toContainText('The sign-up service could not be reached.');
  await expect(dialog(page).getByRole('listitem')).toContainText('offline@example.org has not been sent yet');
  expect(await readSignups()).toHaveLength(0);
  await context.setOffline(false);
  await expect(state(page)).toContainText('Thank you');
  await expect(dialog(page).getByRole('listitem')).toHaveCount(0);
  expect(await readSignups()).toMatchObject([{ email: 'offline@example.org' }]);
  expect(await kept(page)).toEqual([]);
});

test('the page confirms a sign-up sent after the dialog closes', async ({ page, context }) => {
  await fill(page, 'meanwhile@example.org');
  await context.setOffline(true);
  await send(page);
  await expect(state(page)).toContainText('could not be reached');
  await page.keyboard.press('Escape');
  await expect(unsent(page)).toContainText('meanwhile@example.org has not been sent yet');
  await context.setOffline(false);
  await expect(page.locator('.signup-notice').getByRole('status')).toContainText('Thank you');
  await expect(unsent(page)).toHaveCount(0);
});

test('the next visit sends the unsent sign-up of a closed page', async ({ page, context, readSignups, expectComplaint }) => {
  expectComplaint(/ERR_CONNECTION_REFUSED/);
  await page.route('**/api/signups', (route) => route.abort('connectionrefused'));
  await fill(page, 'closed@example.org');
  await send(page);
  await expect(state(page)).toContainText('The sign-up service could not be reached.');
  await page.close();
  expect(await readSignups()).toHaveLength(0);
  const next = await context.newPage();
  await next.goto('equity');
  await expect(next.locator('.signup-notice').getByRole('status')).toContainText('Thank you');
  await expect(unsent(next)).toHaveCount(0);
  expect(await readSignups()).toMatchObject([{ email: 'closed@example.org' }]);
});

// This receiver may count a sign-up twice, so there is no automatic retry.
test('only the visitor resends a possibly duplicate sign-up', async ({ page, readSignups, expectComplaint }) => {
  expectComplaint(/500/);
  const settings = {
    signup: {
      action: 'api/signups',
      fields: [{ id: 'email', kind: 'email', required: true, to: '/email' }],
      extra: { '/consent': true, '/submission_id': '{submission_id}' },
      success: { status: [200], json: [{ at: '/status', in: ['ok'] }] },
    },
  };
  await page.route('**/config.json', (route) => route.fulfill({ json: settings }));
  await page.route('**/api/signups', (route) => route.fulfill({ status: 500 }), { times: 1 });
  await page.goto('.?signup');
  await page.getByRole('textbox', { name: 'Email' }).fill('unsure@example.org');
  await send(page);
  await expect(state(page)).toContainText('We do not know whether your sign-up arrived.');
  const posts = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.goto('equity');
  await expect(unsent(page)).toContainText('unsure@example.org may not have arrived');
  expect(posts).toEqual([]);
  await unsent(page).getByRole('button', { name: 'Send now' }).click();
  await expect(page.locator('.signup-notice').getByRole('status')).toContainText('Thank you');
  await expect(unsent(page)).toHaveCount(0);
  expect(posts).toHaveLength(1);
  expect(await readSignups()).toHaveLength(1);
});

test('deleting an unsent sign-up leaves nothing in storage', async ({ page, context, readSignups }) => {
  await fill(page, 'gone@example.org');
  await context.setOffline(true);
  await send(page);
  await dialog(page).getByRole('button', { name: 'Delete' }).click();
  await expect(dialog(page).getByRole('listitem')).toHaveCount(0);
  expect(await kept(page)).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('gone@example.org'); // it can still be sent
  expect(await readSignups()).toHaveLength(0);
});

test('an unsent sign-up expires after a week', async ({ page, context, readSignups }) => {
  await fill(page, 'old@example.org');
  await context.setOffline(true);
  await send(page);
  await expect(dialog(page).getByRole('listitem')).toHaveCount(1);
  await page.evaluate(() => {
    const [key] = Object.keys(localStorage);
    const text = localStorage.getItem(key);
    localStorage.setItem(key, text.replace(/"stored_at":(\d+)/, (_, at) => `"stored_at":${at - 7 * 24 * 3600 - 60}`));
  });
  await context.setOffline(false);
  await page.close();
  const next = await context.newPage();
  await next.goto('equity?signup');
  await expect(next.getByRole('textbox', { name: 'Email' })).toBeFocused();
  await expect(dialog(next).getByRole('listitem')).toHaveCount(0);
  expect(await readSignups()).toHaveLength(0);
});

test('a 503 response is retried after its Retry-After time', async ({ page, readSignups, expectComplaint }) => {
  expectComplaint(/503/);
  const waits = [];
  await page.route('**/api/signups', (route) => {
    waits.push(Date.now());
    if (waits.length > 1) return route.continue();
    return route.fulfill({ status: 503, headers: { 'Retry-After': '2' } });
  });
  await fill(page, 'again@example.org');
  await send(page);
  await expect(state(page)).toHaveText('The sign-up service is busy. Trying again in 2 seconds. What you typed is still here.');
  await expect(state(page)).toContainText('Thank you');
  expect(waits).toHaveLength(2);
  expect(waits[1] - waits[0]).toBeGreaterThanOrEqual(2_000);
  expect(await readSignups()).toHaveLength(1);
});

test('an email typo gets a suggestion that only a click applies', async ({ page }) => {
  await fill(page, 'ada@gmial.com');
  await page.getByRole('textbox', { name: 'Email' }).blur();
  await expect(dialog(page).getByText('Did you mean ada@gmail.com?')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('ada@gmial.com');
  await dialog(page).getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue('ada@gmail.com');
  await expect(dialog(page).getByText('Did you mean')).toHaveCount(0);
});

test('settings define fields and labels of the sign-up form', async ({ page }) => {
  const settings = {
    signup: {
      action: 'api/elsewhere',
      encoding: 'form',
      fields: [
        { id: 'email', kind: 'email', label: 'Work email', required: true, to: 'EMAIL' },
        { id: 'role', kind: 'select', label: 'You are', required: true, to: 'ROLE', choices: [{ value: 't', label: 'Teacher' }, { value: 'l', label: 'Leader' }] },
        { id: 'news', kind: 'checkbox', label: 'Also the monthly letter', to: 'NEWS' },
      ],
      honeypot: { to: 'website' },
      success: { status: [204] },
    },
  };
  await page.route('**/config.json', (route) => route.fulfill({ json: settings }));
  await page.route('**/api/elsewhere', (route) => route.fulfill({ status: 204 }));
  await page.goto('.?signup');
  await page.getByLabel('Work email').fill('bo@example.org');
  await send(page);
  await expect(page.getByLabel('You are')).toBeFocused();
  await expect(page.getByLabel('You are')).toHaveAccessibleDescription('Choose one of these');
  await page.getByLabel('You are').selectOption('Teacher');
  await page.getByLabel('Also the monthly letter').check();
  const sent = page.waitForRequest('**/api/elsewhere');
  await send(page);
  expect(Object.fromEntries(new URLSearchParams((await sent).postData()))).toMatchObject({ EMAIL: 'bo@example.org', ROLE: 't', website: '' });
  await expect(state(page)).toContainText('Thank you');
});

test('a filled honeypot shows thanks but sends nothing', async ({ page }) => {
  const settings = {
    signup: {
      action: 'api/signups',
      fields: [{ id: 'email', kind: 'email', required: true, to: '/email' }],
      honeypot: { to: '/website' },
      success: { status: [200] },
    },
  };
  await page.route('**/config.json', (route) => route.fulfill({ json: settings }));
  const posts = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.goto('.?signup');
  await page.getByRole('textbox', { name: 'Email' }).fill('bot@example.org');
  const honeypot = page.locator('.honeypot input');
  await expect(honeypot).not.toBeInViewport();
  await honeypot.evaluate((input) => {
    input.value = 'https://spam.example';
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await send(page);
  await expect(state(page)).toContainText('Thank you');
  expect(posts).toEqual([]);
});

// Only the console tells the reason.
test('a secret in the settings disables the sign-up form', async ({ page, expectComplaint }) => {
  expectComplaint(/a header `Authorization` is a secret/);
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { signup: { action: 'https://api.example.org/x', headers: { Authorization: 'Bearer sk_live_123' } } } }),
  );
  await page.goto('.?signup');
  await expect(state(page)).toContainText('Sign-up is misconfigured on this site');
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveCount(0);
});

test('without a receiver the dialog shows the contact link', async ({ page }) => {
  await page.route('**/config.json', (route) => route.fulfill({ json: { contact: 'mailto:team@example.org?subject=Updates' } }));
  await page.goto('.?signup');
  await expect(dialog(page).getByRole('link', { name: 'Write to team@example.org' })).toHaveAttribute('href', 'mailto:team@example.org?subject=Updates');
});

test('the sign-up part loads on button hover, not before', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1)));
  await page.goto('equity');
  await page.waitForLoadState('networkidle');
  expect(asked.filter((name) => name.startsWith('signup'))).toEqual([]);
  const coming = page.waitForResponse((response) => /signup-\w+\.wasm$/.test(response.url()));
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().hover();
  await coming;
});

test('a failed sign-up part shows an error and a retry', async ({ page, expectComplaint }) => {
  expectComplaint(/signup-\w+\.wasm/);
  await page.route('**/signup-*.wasm', (route) => route.abort());
  await page.goto('.?signup');
  await expect(dialog(page)).toContainText('The form could not be loaded. Check your connection, then try again.');
  await page.unroute('**/signup-*.wasm');
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
});
