// Sign-ups as other receivers want them: what really leaves the browser.
import { expect, test } from '../fixtures.mjs';

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
  await page.goto('.');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await page.getByLabel('Email').fill('Ana@Bücher.example');
  await page.getByLabel('Name (optional)').fill('Ana Öz');
  await page.getByLabel('Work', { exact: true }).selectOption('Instructional coach');
  await page.getByLabel('News too').check();
  await page.getByLabel(/Send me updates/).check();
}

const send = (page) => page.getByRole('dialog').getByRole('button', { name: 'Sign up', exact: true }).click();
const state = (page) => page.locator('dialog .signup-state');

test('JSON by pointers, a domain of another script, the name of the form in the address', async ({ page }) => {
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

test('multipart, and errors by field in the words of the receiver, as text', async ({ page, expectComplaint }) => {
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
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Enter an email address, like name@example.org');
  await expect(page.getByLabel('Work', { exact: true })).toHaveAccessibleDescription('Only teachers, please');
  expect(requests[0].headers()['content-type']).toMatch(/^multipart\/form-data; boundary=/);
  const body = requests[0].postDataBuffer().toString();
  expect(body).toContain('name="fields[email]"\r\n\r\nAna@xn--bcher-kva.example\r\n');
  expect(body).toContain('name="name"\r\n\r\nAna Öz\r\n');
});

test('an opaque request is sent, and not called done', async ({ page, expectComplaint }) => {
  expectComplaint(/500/); // which the page itself can't see
  const requests = [];
  await page.route('**/api/other/**', (route) => {
    requests.push(route.request());
    return route.fulfill({ status: 500, body: '' });
  });
  await open(page, { transport: 'opaque', encoding: 'form', fields: fields(true), extra: { l: ['a', 'b'] } });
  await send(page);
  await expect(state(page)).toContainText('this site can’t see whether it was stored');
  await expect(page.getByLabel('Name (optional)')).toHaveValue('Ana Öz');
  expect(requests[0].postData()).toBe(
    'fields%5Bemail%5D=Ana%40xn--bcher-kva.example&name=Ana+%C3%96z&work=coach&news=true&l=a&l=b',
  );
});

test('a form of the browser opens a tab', async ({ page, context }) => {
  const requests = [];
  await context.route('**/api/form', (route) => {
    requests.push(route.request());
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Almost done</title>' });
  });
  await open(page, { action: 'api/form', transport: 'navigate', encoding: 'form', fields: fields(true) });
  const opened = context.waitForEvent('page');
  await send(page);
  const tab = await opened;
  await expect(tab).toHaveTitle('Almost done');
  await expect(state(page)).toContainText('goes on in the tab that has opened');
  await expect(page.locator('form[target=_blank]')).toHaveCount(0);
  expect(requests[0].method()).toBe('POST');
  expect(requests[0].postData()).toBe(
    'fields%5Bemail%5D=Ana%40xn--bcher-kva.example&name=Ana+%C3%96z&work=coach&news=true',
  );
});
