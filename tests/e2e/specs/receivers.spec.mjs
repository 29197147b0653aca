// Signing up at real services, from a browser that holds them to CORS: what is said, what is stored.
import { expect, test } from '../receivers.mjs';

const dialog = (page) => page.getByRole('dialog', { name: 'Sign up for updates' });
const state = (page) => page.locator('dialog .signup-state');
const unsent = (page) => dialog(page).getByRole('list', { name: 'Not sent yet' });
const send = (page) => dialog(page).getByRole('button', { name: 'Sign up', exact: true }).click();

const THANKS = 'Thank you: you are signed up for updates.';
const KEPT = 'What you typed is still here: ';

/** Opens the form and fills it in, ready to be sent. */
async function fill(page, email) {
  await page.goto('.');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel('Name (optional)').fill('Ana Öz');
  await page.getByLabel(/Send me updates/).check();
}

/** The same, and time stands still: waits are as long as chance allows, and pass by `later`. */
async function fillInStoppedTime(page, email) {
  await page.clock.install();
  await page.addInitScript(() => {
    crypto.getRandomValues = (array) => /** @type {any} */ (array).fill(255);
  });
  await fill(page, email);
  await page.clock.pauseAt(Date.now() + 3_600_000);
}

/** Lets the form try all four times. */
async function untilItGivesUp(page) {
  for (const seconds of [2, 4, 8]) {
    const waiting = `Trying again in ${seconds} seconds. What you typed is still here.`;
    await expect(state(page)).toContainText(waiting);
    // The wait begins a moment after it is told: a jump of the clock before that is none.
    await expect(async () => {
      await page.clock.runFor(seconds * 1_000);
      await expect(state(page)).not.toContainText(waiting, { timeout: 500 });
    }).toPass();
  }
}

async function expectNothingLost(page, email) {
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(email);
  await expect(page.getByLabel('Name (optional)')).toHaveValue('Ana Öz');
  await expect(page.getByLabel(/Send me updates/)).toBeChecked();
}

/** What a stranger can find of an address. */
async function found(receiver, email) {
  const answers = await Promise.all(receiver.readable(email).map((address) => fetch(address)));
  const leaks = await Promise.all(answers.map(async (answer) => (await answer.text()).includes(email)));
  return { codes: answers.map((answer) => answer.status), leaked: leaks.includes(true) };
}

// The preset of museletter is for its default, a mail with a link to follow.
const kinds = [
  { service: 'pocketbase', stored: { email: 'ana@example.org', name: 'Ana Öz', role: 'Principal', consent: true } },
  { service: 'museletter', stored: { email: 'ana@example.org', name: 'Ana Öz', status: 'active' }, signup: { double_opt_in: false } },
];

for (const { service, stored, signup } of kinds) {
  test.describe(service, () => {
    test.use({ setUp: { service, signup } });

    test(`${service}: stores once; a duplicate looks the same`, async ({ page, context, receiver, expectComplaint }) => {
      expectComplaint(new RegExp(`another site: ${receiver.url}/`));
      if (service === 'pocketbase') expectComplaint(/status of 400/); // by which it tells the second
      await fill(page, 'ana@example.org');
      if (service === 'pocketbase') await page.getByLabel('Role (optional)').fill('Principal');
      await send(page);
      await expect(state(page)).toHaveText(THANKS);
      expect(await receiver.signups()).toEqual([expect.objectContaining(stored)]);

      const other = await context.newPage();
      await fill(other, 'ANA@example.org');
      await send(other);
      await expect(state(other)).toHaveText(THANKS);
      expect(await receiver.signups()).toEqual([expect.objectContaining(stored)]);
      await expect(unsent(other)).toHaveCount(0);
    });

    test(`${service}: a rate limit shows the wait; retry works`, async ({ page, receiver, expectComplaint }) => {
      expectComplaint(new RegExp(`another site: ${receiver.url}/`));
      expectComplaint(/status of 429/);
      await fillInStoppedTime(page, 'ana@example.org');
      let tries = 0;
      while ((await receiver.post('not an address')).status !== 429) expect(++tries).toBeLessThan(20);
      await send(page);
      await untilItGivesUp(page);
      await expect(state(page)).toHaveText(
        `The sign-up service is busy and has not stored this. ${KEPT}send it again in 1 minute.`,
      );
      await expectNothingLost(page, 'ana@example.org');
      await expect(unsent(page)).toContainText('The sign-up for ana@example.org');
      expect(await receiver.signups()).toEqual([]);

      await receiver.stop(); // its counts begin anew
      await receiver.start();
      await send(page);
      await expect(state(page)).toHaveText(THANKS);
      await expect(unsent(page)).toHaveCount(0);
      expect(await receiver.signups()).toHaveLength(1);
    });

    // The service stops between opening the form and sending it.
    test(`${service}: an outage loses no input; retry works`, async ({ page, receiver, expectComplaint }) => {
      expectComplaint(new RegExp(`another site: ${receiver.url}/`));
      expectComplaint(/ERR_CONNECTION_REFUSED/);
      await fillInStoppedTime(page, 'ana@example.org');
      await receiver.stop();
      await send(page);
      await untilItGivesUp(page);
      await expect(state(page)).toHaveText(
        `The sign-up service could not be reached. ${KEPT}check your connection, then send it again.`,
      );
      await expectNothingLost(page, 'ana@example.org');
      await expect(unsent(page)).toContainText('It is kept in this browser for a week');

      await receiver.start();
      expect(await receiver.signups()).toEqual([]);
      await send(page);
      await expect(state(page)).toHaveText(THANKS);
      await expect(unsent(page)).toHaveCount(0);
      expect(await receiver.signups()).toHaveLength(1);
    });

    test(`${service}: sign-ups are not publicly readable`, async ({ receiver }) => {
      expect((await receiver.post('ana@example.org')).status).toBe(200);
      expect(await receiver.signups()).toHaveLength(1);
      const { codes, leaked } = await found(receiver, 'ana@example.org');
      expect(leaked).toBe(false);
      expect(codes.filter((code) => code < 400)).toEqual([]);
    });
  });

  test.describe(`a slow ${service}`, () => {
    test.use({ setUp: { service, signup: { ...signup, timeout_ms: 1000 }, slow: true } });

    test(`${service}: a timeout is unknown; retry counts once`, async ({ page, receiver, expectComplaint }) => {
      expectComplaint(/another site: /);
      if (service === 'pocketbase') expectComplaint(/status of 400/); // the second is there already
      await fill(page, 'ana@example.org');
      await send(page);
      await expect(state(page)).toHaveText(
        `We do not know whether your sign-up arrived. What you typed is still here. Send it again; it counts once.`,
      );
      await expectNothingLost(page, 'ana@example.org');
      await expect(unsent(page)).toContainText('may not have arrived');
      await expect.poll(async () => (await receiver.signups()).length).toBe(1);

      receiver.release();
      await send(page);
      await expect(state(page)).toHaveText(THANKS);
      await expect(unsent(page)).toHaveCount(0);
      expect(await receiver.signups()).toHaveLength(1);
    });
  });
}

test.describe('PocketBase validation errors', () => {
  test.use({ setUp: { service: 'pocketbase' } });

  test('pocketbase: errors appear beside each field', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/`));
    expectComplaint(/status of 400/);
    await fill(page, 'ana@b'); // an address to browsers, but not to it
    const role = page.getByLabel('Role (optional)');
    await role.fill('p'.repeat(60));
    await send(page);
    await expect(state(page)).toHaveText(
      'The sign-up was not accepted. Correct the marked fields, then send it again.',
    );
    await expect(page.getByRole('textbox', { name: 'Email' })).toHaveAccessibleDescription('Enter an email address, like name@example.org');
    await expect(role).toHaveAccessibleDescription('Must be no more than 50 character(s).');
    await expectNothingLost(page, 'ana@b');
    expect(await receiver.signups()).toEqual([]);

    await page.getByRole('textbox', { name: 'Email' }).fill('ana@bücher.example');
    await role.fill('Principal');
    await send(page);
    await expect(state(page)).toHaveText(THANKS);
    expect(await receiver.signups()).toEqual([
      expect.objectContaining({ email: 'ana@xn--bcher-kva.example', role: 'Principal' }),
    ]);
  });
});

test.describe('museletter validation errors and CORS', () => {
  test.use({ setUp: { service: 'museletter', signup: { double_opt_in: false } } });

  test('museletter: the dialog quotes the error of the service', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/`));
    expectComplaint(/status of 422/);
    await fill(page, 'ana@b');
    await send(page);
    await expect(state(page)).toHaveText(
      'The sign-up was not accepted. The service says: “a valid email is required”',
    );
    await expectNothingLost(page, 'ana@b');
    expect(await receiver.signups()).toEqual([]);

    await page.getByRole('textbox', { name: 'Email' }).fill('ana@example.org');
    await send(page);
    await expect(state(page)).toHaveText(THANKS);
    expect(await receiver.signups()).toHaveLength(1);
  });

  // It lets every site call it, and has no setting for that.
  test('museletter: CORS allows any origin', async ({ page, receiver, site, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/`));
    expect(new URL(site).origin).not.toBe(receiver.url);
    await fill(page, 'ana@example.org');
    await send(page);
    await expect(state(page)).toHaveText(THANKS);
    const answer = await receiver.post('eve@example.org', { Origin: 'https://other.example' });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });
});

test.describe('museletter with double opt-in, its default preset', () => {
  test.use({ setUp: { service: 'museletter', optIn: 'double' } });

  test('museletter: a known address gets the usual opt-in message', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/`));
    await receiver.add('ana@example.org');
    await fill(page, 'ana@example.org');
    await send(page);
    await expect(state(page)).toHaveText(
      'Thank you. One more step: follow the link in the email that we sent you.',
    );
    expect(await receiver.signups()).toEqual([
      expect.objectContaining({ email: 'ana@example.org', status: 'active' }),
    ]);
  });

  // Nobody is told to look for a mail that was not sent.
  test('museletter: a failed mail is reported as unknown', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/`));
    expectComplaint(/status of 502/);
    await fillInStoppedTime(page, 'ana@example.org');
    await send(page);
    await untilItGivesUp(page);
    await expect(state(page)).toHaveText(
      `We do not know whether your sign-up arrived. What you typed is still here. Send it again; it counts once.`,
    );
    await expectNothingLost(page, 'ana@example.org');
    expect(await receiver.signups()).toEqual([
      expect.objectContaining({ email: 'ana@example.org', status: 'unconfirmed' }),
    ]);
  });
});

test.describe('PocketBase that allows only another origin', () => {
  test.use({ setUp: { service: 'pocketbase', allows: 'https://other.example' } });

  test('pocketbase: a blocked origin looks like a dead server', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/`));
    expectComplaint(/blocked by CORS policy/);
    expectComplaint(/ERR_FAILED/);
    await fillInStoppedTime(page, 'ana@example.org');
    await send(page);
    await untilItGivesUp(page);
    await expect(state(page)).toHaveText(
      `The sign-up service could not be reached. ${KEPT}check your connection, then send it again.`,
    );
    await expectNothingLost(page, 'ana@example.org');
    expect(await receiver.signups()).toEqual([]);
  });
});

test.describe('PocketBase with a public list rule', () => {
  test.use({ setUp: { service: 'pocketbase', lists: 'everyone' } });

  test('pocketbase: a public list rule exposes sign-ups', async ({ receiver }) => {
    await receiver.post('ana@example.org');
    expect(await found(receiver, 'ana@example.org')).toEqual({ codes: [200, 200, 200], leaked: true });
  });
});
