// Sign-ups that are kept, in two tabs of one visitor, over a week and under changed settings.
import { expect, test } from '../fixtures.mjs';

const WEEK_S = 7 * 24 * 3600;

const dialog = (page) => page.getByRole('dialog', { name: 'Sign up for updates' });
const state = (page) => page.locator('dialog .signup-state');
const notice = (page) => page.getByRole('complementary', { name: 'Not sent yet' });
const unsent = (page) => notice(page).getByRole('listitem');
const email = (page) => page.getByRole('textbox', { name: 'Email' });
const send = (page) => dialog(page).getByRole('button', { name: 'Sign up', exact: true }).click();

/** Fills in the form and submits it while the service can't be reached: the sign-up is kept and nothing has left. */
async function keep(page, address) {
  await page.goto('.?signup');
  await email(page).fill(address);
  await page.getByLabel(/Send me updates/).check();
  await page.context().setOffline(true);
  await send(page);
  await expect(state(page)).toContainText('could not be reached');
  await expect.poll(() => kept(page)).toHaveLength(1);
}

/** What the browser keeps for this site. */
const kept = (page) => page.evaluate(() => Object.keys(localStorage));

/** Changes the text of the outbox. */
const change = (page, pattern, replacement) =>
  page.evaluate(
    ([source, text]) => {
      const [key] = Object.keys(localStorage);
      localStorage.setItem(key, localStorage.getItem(key).replace(new RegExp(source), text));
    },
    [pattern, replacement],
  );

const nowS = (page) => page.evaluate(() => Math.floor(Date.now() / 1000));

/** Opens a second tab of the site. */
async function secondTab(context) {
  const other = await context.newPage();
  await other.goto('equity');
  return other;
}

/** Submits a sign-up to a service that refuses connections, so that it is kept; returns a second tab of the site. */
async function twoTabs(page, context, address) {
  await context.route('**/api/signups', (route) => route.abort('connectionrefused'));
  await page.goto('.?signup');
  await email(page).fill(address);
  await page.getByLabel(/Send me updates/).check();
  await send(page);
  await expect(state(page)).toContainText('The sign-up service could not be reached.', { timeout: 60_000 });
  return secondTab(context);
}

test('a tab tells that the other has deleted its sign-up', async ({ page, context, readSignups, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|ERR_CONNECTION_REFUSED/);
  const other = await twoTabs(page, context, 'gone@example.org');
  await expect(unsent(other)).toContainText('gone@example.org');
  await unsent(other).getByRole('button', { name: 'Delete' }).click();
  await expect(unsent(other)).toHaveCount(0);
  await expect(state(page)).toContainText('This sign-up is no longer kept: another tab has sent or deleted it.');
  await expect(dialog(page).getByRole('listitem')).toHaveCount(0);
  await context.unroute('**/api/signups');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await other.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(email(page)).toHaveValue('gone@example.org');
  expect(await readSignups()).toHaveLength(0);
  // The visitor may still want it.
  await send(page);
  await expect(state(page)).toContainText('Thank you');
  expect(await readSignups()).toHaveLength(1);
  expect(await kept(page)).toEqual([]);
});

test('two tabs send a kept sign-up once', async ({ page, context, readSignups, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|ERR_CONNECTION_REFUSED/);
  const other = await twoTabs(page, context, 'once@example.org');
  await expect(unsent(other)).toHaveCount(1);
  const posts = [];
  context.on('requestfinished', (request) => request.method() === 'POST' && posts.push(request.url()));
  await context.unroute('**/api/signups');
  // The new tab tries by itself too, and may have sent it by now.
  await other.evaluate(() => [...document.querySelectorAll('.signup-notice button')].find(({ textContent }) => textContent === 'Send now')?.click());
  await expect(notice(other).getByRole('status')).toContainText('Thank you');
  await expect(state(page)).toContainText('This sign-up is no longer kept');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(dialog(page).getByRole('listitem')).toHaveCount(0);
  expect(posts).toHaveLength(1);
  expect(await readSignups()).toHaveLength(1);
});

test('any page erases an expired sign-up and says so', async ({ page, context, readSignups }) => {
  await keep(page, 'old@example.org');
  const before = (await nowS(page)) - WEEK_S - 60;
  await change(page, '"stored_at":\\d+', `"stored_at":${before}`);
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto('equity');
  await expect(notice(next).getByRole('status')).toContainText('kept for a week and is now deleted');
  await expect(unsent(next)).toHaveCount(0);
  expect(await kept(next)).toEqual([]);
  expect(await readSignups()).toHaveLength(0);
});

test('an expired sign-up is erased where no sign-ups are taken', async ({ page, context }) => {
  await keep(page, 'closed@example.org');
  const before = (await nowS(page)) - WEEK_S - 60;
  await change(page, '"stored_at":\\d+', `"stored_at":${before}`);
  await page.close();
  await context.setOffline(false);
  await context.route('**/config.json', (route) => route.fulfill({ json: {} }));
  const next = await context.newPage();
  await next.goto('equity');
  await expect(notice(next).getByRole('status')).toContainText('kept for a week and is now deleted');
  expect(await kept(next)).toEqual([]);
});

for (const [name, settings, said, complaint] of [
  ['takes no sign-ups any more', {}, 'this site takes no sign-ups any more', null],
  ['has wrong settings', { signup: { action: 'http://other.invalid/' } }, 'sign-up is misconfigured on this site', /config\.json|signup/],
  ['does not send its settings', null, 'the settings of this site could not be read', /config\.json|503/],
]) {
  test(`an unsent sign-up is told where the site ${name}`, async ({ page, context, expectComplaint }) => {
    if (complaint) expectComplaint(complaint);
    await keep(page, 'moved@example.org');
    await page.close();
    await context.setOffline(false);
    await context.route('**/config.json', (route) => route.fulfill(settings ? { json: settings } : { status: 503 }));
    const [next, other] = [await context.newPage(), await context.newPage()];
    for (const shown of [other, next]) {
      await shown.goto('equity');
      await expect(unsent(shown)).toContainText('moved@example.org');
      await expect(unsent(shown)).toContainText(said);
      await expect(unsent(shown).getByRole('button')).toHaveText(['Delete']);
    }
    await next.goto('equity?signup');
    await expect(dialog(next).getByRole('listitem')).toContainText('moved@example.org');
    expect(await kept(next)).toHaveLength(1);
    await dialog(next).getByRole('button', { name: 'Delete' }).click();
    await expect(dialog(next).getByRole('listitem')).toHaveCount(0);
    await expect(dialog(next).getByRole('status').last()).toContainText('Deleted. It is no longer kept in this browser.');
    expect(await kept(next)).toEqual([]);
    await expect(unsent(other)).toHaveCount(0);
  });
}

test('a corrected clock neither hides nor drops a sign-up', async ({ page, context, readSignups }) => {
  await keep(page, 'clock@example.org');
  const ahead = (await nowS(page)) + 400 * 24 * 3600;
  await change(page, '"stored_at":\\d+,"not_before":\\d+', `"stored_at":${ahead},"not_before":${ahead}`);
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto('equity');
  await expect(unsent(next)).toContainText('clock@example.org');
  await unsent(next).getByRole('button', { name: 'Send now' }).click();
  await expect(notice(next).getByRole('status')).toContainText('Thank you');
  expect(await readSignups()).toMatchObject([{ email: 'clock@example.org' }]);
});

test('a sign-up that new settings refuse opens in the form', async ({ page, context }) => {
  await keep(page, 'changed@example.org');
  await page.close();
  await context.setOffline(false);
  const settings = {
    signup: {
      action: 'api/elsewhere',
      fields: [
        { id: 'email', kind: 'email', to: '/email' },
        { id: 'name', kind: 'text', required: true, to: '/name' },
      ],
      success: { status: [204] },
    },
  };
  await context.route('**/config.json', (route) => route.fulfill({ json: settings }));
  await context.route('**/api/elsewhere', (route) => route.fulfill({ status: 204 }));
  const next = await context.newPage();
  await next.goto('equity');
  await expect(unsent(next)).toContainText('changed@example.org has not been confirmed, and the form has changed');
  await unsent(next).getByRole('button', { name: 'Open the form' }).click();
  await expect(email(next)).toHaveValue('changed@example.org');
  await expect(next.getByLabel('Name')).toHaveAccessibleDescription('Fill this in');
  await next.getByLabel('Name').fill('Ana');
  await send(next);
  await expect(state(next)).toContainText('Thank you');
  expect(await kept(next)).toEqual([]);
});

test('a correction after an unknown outcome is the one stored', async ({ page, readSignups, expectComplaint }) => {
  expectComplaint(/500/);
  // The first sign-up is stored, and its answer says nothing.
  await page.route(
    '**/api/signups',
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 500 });
    },
    { times: 1 },
  );
  await page.goto('.?signup');
  await email(page).fill('name@exmaple.org');
  await page.getByLabel(/Send me updates/).check();
  await send(page);
  await expect(state(page)).toContainText('We do not know whether your sign-up arrived.');
  expect(await readSignups()).toHaveLength(1);
  await email(page).fill('name@example.org');
  await send(page);
  await expect(state(page)).toContainText('Thank you');
  expect(await readSignups()).toMatchObject([{ email: 'name@example.org' }]);
  expect(await kept(page)).toEqual([]);
});
