// Sign-ups as other receivers want them: what really leaves the browser.
import { expect, test } from '../fixtures.mjs';
import { test as withTarget } from '../receivers.mjs';

const fields = (form) => [
  { id: 'email', kind: 'email', to: form ? 'fields[email]' : '/email' },
  { id: 'name', kind: 'text', to: form ? 'name' : '/person/name' },
  {
    id: 'work', kind: 'select', label: 'Work', required: true, to: form ? 'work' : '/tags/0',
    choices: ['teacher', { value: 'coach', label: 'Instructional coach' }],
  },
  { id: 'news', kind: 'checkbox', label: 'News too', to: form ? 'news' : '/news' },
  { id: 'consent', kind: 'consent' },
];

/** Settings with this receiver, and the dialog filled in. */
async function open(page, signup) {
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { signup: { action: 'api/other/{submission_id}', ...signup } } }),
  );
  await fill(page);
}

async function fill(page) {
  await page.goto('.');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Email' }).fill('Ana@Bücher.example');
  await page.getByLabel('Name (optional)').fill('Ana Öz');
  await page.getByLabel('Work', { exact: true }).selectOption('Instructional coach');
  await page.getByLabel('News too').check();
  await page.getByLabel(/Send me updates/).check();
}

const send = (page) => page.getByRole('dialog').getByRole('button', { name: 'Sign up', exact: true }).click();
const state = (page) => page.locator('dialog .signup-state');

test('JSON uses pointers, punycode and a submission id in the URL', async ({ page }) => {
  const requests = [];
  await page.route('**/api/other/**', (route) => {
    requests.push(route.request());
    return route.fulfill({ status: 201, body: '' });
  });
  await open(page, { method: 'PUT', headers: { 'If-None-Match': '*' }, fields: fields(false), success: { status: [201] } });
  await send(page);
  await expect(state(page)).toContainText('Thank you');
  expect(requests).toHaveLength(1);
  expect(requests[0].method()).toBe('PUT');
  expect(requests[0].url()).toMatch(/\/api\/other\/[0-9a-f-]{36}$/);
  expect(requests[0].headers()).toMatchObject({ accept: 'application/json', 'content-type': 'application/json', 'if-none-match': '*' });
  expect(requests[0].headers()).not.toHaveProperty('referer');
  expect(requests[0].postDataJSON()).toEqual({
    email: 'Ana@xn--bcher-kva.example',
    person: { name: 'Ana Öz' },
    tags: ['coach'],
    news: true,
  });
});

test('the query of the action URL is sent unchanged', async ({ page }) => {
  const asked = [];
  await page.route('**/api/other?**', (route) => {
    asked.push(route.request().url());
    return route.fulfill({ status: 201, body: '' });
  });
  const query = '?u=1%2B1&flag&id=(2)';
  await open(page, { action: `api/other${query}`, fields: fields(false), success: { status: [201] } });
  await send(page);
  await expect(state(page)).toContainText('Thank you');
  expect(asked).toEqual([expect.stringMatching(/\/api\/other\?/)]);
  expect(new URL(asked[0]).search).toBe(query);
});

for (const [how, refuse] of /** @type {[string, () => void][]} */ ([
  ['with an error', () => {
    const { set } = Headers.prototype;
    Headers.prototype.set = function (name, value) {
      if (name === 'Prefer') throw new TypeError(name);
      set.call(this, name, value);
    };
  }],
  ['silently', () => {
    globalThis.Request = class extends Request {
      constructor(input, init) {
        super(input, init);
        this.headers.delete('Prefer');
      }
    };
  }],
])) {
  test(`a header rejected ${how} stops the sign-up`, async ({ page, expectComplaint }) => {
    expectComplaint(/config\.json: the browser refuses to send the header `Prefer`/);
    await page.addInitScript(refuse);
    const requests = [];
    page.on('request', (request) => request.method() === 'POST' && requests.push(request.url()));
    await open(page, { headers: { Prefer: 'return=minimal' }, fields: fields(false), success: { status: [201] } });
    await send(page);
    await expect(state(page)).toContainText('This site’s sign-up is not working, so nothing was stored.');
    await expect(page.getByLabel('Name (optional)')).toHaveValue('Ana Öz');
    expect(requests).toEqual([]);
  });
}

test('multipart is sent; receiver errors show as text by field', async ({ page, expectComplaint }) => {
  expectComplaint(/400/);
  const requests = [];
  await page.route('**/api/other/**', (route) => {
    requests.push(route.request());
    const data = { 'fields[email]': ['Not <b>here</b>'], work: ['Only teachers, please'] };
    return route.fulfill({ status: 400, json: { data } });
  });
  await open(page, { encoding: 'multipart', fields: fields(true), success: { status: [200] }, errors: { by_field: '/data' } });
  await send(page);
  await expect(state(page)).toContainText('was not accepted');
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveAccessibleDescription('Enter an email address, like name@example.org');
  await expect(page.getByLabel('Work', { exact: true })).toHaveAccessibleDescription('Only teachers, please');
  expect(requests[0].headers()['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  const body = requests[0].postDataBuffer().toString();
  expect(body).toContain('name="fields[email]"\r\n\r\nAna@xn--bcher-kva.example\r\n');
  expect(body).toContain('name="name"\r\n\r\nAna Öz\r\n');
});

/** What a bare form target on another host gets; PORT becomes its own. */
const atForm = (signup, more) => ({
  setUp: {
    service: 'form',
    signup: { action: 'http://127.0.0.1:PORT/signups', encoding: 'form', fields: fields(true), ...signup },
    ...more,
  },
});
const SENT = 'fields%5Bemail%5D=Ana%40xn--bcher-kva.example&name=Ana+%C3%96z&work=coach&news=true';

withTarget.describe('opaque transport', () => {
  withTarget.use(atForm({ transport: 'opaque', action: 'http://127.0.0.1:PORT/broken', extra: { l: ['a', 'b'] } }));

  withTarget('a sent request is reported as unconfirmed', async ({ page, context, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/broken`));
    expectComplaint(/500/); // which the page itself can't see
    await context.addCookies([{ name: 'who', value: 'ana', url: receiver.url }]);
    await fill(page);
    await send(page);
    await expect(state(page)).toHaveText(
      'Your sign-up was sent, but this site can’t see whether it was stored. Look for a confirmation email. What you typed is still here.',
    );
    await expect(page.getByLabel('Name (optional)')).toHaveValue('Ana Öz');
    const posts = await receiver.signups();
    expect(posts).toEqual([expect.objectContaining({ path: '/broken', body: `${SENT}&l=a&l=b` })]);
    expect(posts[0].headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-mode': 'no-cors',
    });
    for (const name of ['referer', 'cookie']) expect(posts[0].headers).not.toHaveProperty(name);
  });

  withTarget('a stopped server is reported as unreachable', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/broken`));
    expectComplaint(/ERR_CONNECTION_REFUSED/);
    await fill(page);
    await receiver.stop();
    await send(page);
    await expect(state(page)).toContainText('The sign-up service could not be reached.');
    await expect(page.getByLabel('Name (optional)')).toHaveValue('Ana Öz');
    expect(await receiver.signups()).toEqual([]);
  });
});

withTarget.describe('opaque transport to a slow server', () => {
  withTarget.use(atForm({ transport: 'opaque', timeout_ms: 1000 }, { slow: true }));

  withTarget('a timeout is reported as unknown', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(/another site: /);
    await fill(page);
    await send(page);
    await expect(state(page)).toHaveText(
      'We do not know whether your sign-up arrived. What you typed is still here: if no confirmation email comes, send it again.',
    );
    await expect.poll(async () => (await receiver.signups()).length).toBe(1);
  });
});

withTarget.describe('a receiver that stalls during its response', () => {
  const stalled = 'http://127.0.0.1:PORT/stalled';
  withTarget.use(atForm({ action: stalled, timeout_ms: 1000, success: { status: [200] } }));

  withTarget('the timeout also covers the response body', async ({ page, receiver, expectComplaint }) => {
    expectComplaint(/another site: /);
    await fill(page);
    await send(page);
    await expect(state(page)).toContainText('We do not know whether your sign-up arrived.');
    await expect(page.getByLabel('Name (optional)')).toHaveValue('Ana Öz');
    expect(await receiver.signups()).toHaveLength(1);
  });
});

withTarget.describe('navigate transport', () => {
  withTarget.use(atForm({ transport: 'navigate' }));

  withTarget('the browser posts the form in a new tab', async ({ page, context, receiver, expectComplaint }) => {
    expectComplaint(new RegExp(`another site: ${receiver.url}/signups`));
    await fill(page);
    const opened = context.waitForEvent('page');
    await send(page);
    const tab = await opened;
    await expect(tab).toHaveTitle('Almost done');
    expect(await tab.evaluate(() => window.opener)).toBeNull();
    await expect(state(page)).toHaveText(
      'Continue signing up in the tab that just opened. What you typed is still here.',
    );
    await expect(page.getByLabel('Name (optional)')).toHaveValue('Ana Öz');
    await expect(page.locator('form[target=_blank]')).toHaveCount(0);
    const posts = await receiver.signups();
    expect(posts).toEqual([expect.objectContaining({ path: '/signups', body: SENT })]);
    expect(posts[0].headers).toMatchObject({ 'sec-fetch-mode': 'navigate' });
    expect(posts[0].headers).not.toHaveProperty('referer');
  });
});
