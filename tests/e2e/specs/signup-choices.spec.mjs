// The question of several choices, `checkboxes`: by pointer and by keyboard, what is sent, and what is told.
import { violations } from '../axe.mjs';
import { expect, test } from '../fixtures.mjs';

/**
 * Settings with two such questions, of which one must be answered.
 * @param {'json' | 'form'} encoding
 */
const settings = (encoding) => {
  const to = (name) => (encoding === 'json' ? `/${name}` : name);
  const group = { label: 'Grades', choices: ['K–5', '6–8', '9–12'] };
  const topics = ['Maths', { value: 'lit', label: 'Reading & writing' }, { value: 'sel', label: 'Well-being' }];
  return {
    signup: {
      action: 'api/elsewhere',
      encoding,
      fields: [
        { id: 'email', kind: 'email', to: to('email') },
        { id: 'topics', kind: 'checkboxes', label: 'Topics', required: true, to: to('topics'), choices: topics },
        { id: 'grades', kind: 'checkboxes', to: to('grades'), ...group },
      ],
      success: { status: [204] },
      errors: { by_field: '/data' },
    },
  };
};

const group = (page, name) => page.getByRole('dialog').getByRole('group', { name, exact: true });
const box = (page, name) => page.getByRole('dialog').getByRole('checkbox', { name, exact: true });
const state = (page) => page.locator('dialog .signup-state');
const send = (page) => page.getByRole('dialog').getByRole('button', { name: 'Sign up', exact: true }).click();

/**
 * Opens the form, with a receiver that answers as it is told.
 * @returns {Promise<import('@playwright/test').Request[]>} the requests that it gets
 */
async function open(page, encoding, answer = { status: 204 }) {
  const requests = [];
  await page.route('**/config.json', (route) => route.fulfill({ json: settings(encoding) }));
  await page.route('**/api/elsewhere', (route) => {
    requests.push(route.request());
    return route.fulfill(answer);
  });
  await page.goto('.?signup');
  await page.getByRole('textbox', { name: 'Email' }).fill('bo@example.org');
  return requests;
}

test('choices by pointer are a list in the order of the settings', async ({ page }) => {
  const requests = await open(page, 'json');
  await expect(group(page, 'Topics').getByRole('checkbox')).toHaveCount(3);
  await expect(group(page, 'Grades (optional)').getByRole('checkbox')).toHaveCount(3);
  await box(page, 'Well-being').click();
  await page.getByText('Maths', { exact: true }).click(); // the label, as most people do
  await box(page, 'Reading & writing').click();
  await box(page, 'Reading & writing').click();
  await expect(box(page, 'Reading & writing')).not.toBeChecked();
  await send(page);
  await expect(state(page)).toContainText('Thank you');
  expect(requests.map((request) => request.postDataJSON())).toEqual([{ email: 'bo@example.org', topics: ['Maths', 'sel'] }]);
});

test('choices by keyboard are sent as one name several times', async ({ page }) => {
  const requests = await open(page, 'form');
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await press('Tab', 'Space', 'Tab', 'Space', 'Tab');
  await expect(box(page, 'Well-being')).toBeFocused();
  await press('Shift+Tab', 'Shift+Tab', 'Space'); // not Maths after all
  await press('Tab', 'Tab', 'Tab', 'Space', 'Tab', 'Tab', 'Space');
  await expect(box(page, '9–12')).toBeFocused();
  await press('Enter');
  await expect(state(page)).toContainText('Thank you');
  expect(requests).toHaveLength(1);
  expect([...new URLSearchParams(requests[0].postData())]).toEqual([
    ['email', 'bo@example.org'],
    ['topics', 'lit'],
    ['grades', 'K–5'],
    ['grades', '9–12'],
  ]);
});

test('a11y_30 a missing required choice is told at each box', async ({ page }) => {
  const requests = await open(page, 'json');
  await box(page, 'K–5').check();
  await send(page);
  const topics = group(page, 'Topics').getByRole('checkbox');
  await expect(topics.first()).toBeFocused();
  for (const choice of await topics.all()) {
    await expect(choice).toHaveAccessibleDescription('Choose at least one of these');
    await expect(choice).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(box(page, 'K–5')).toHaveAttribute('aria-invalid', 'false');
  expect(await violations(page)).toEqual([]);
  expect(requests).toEqual([]);

  await page.keyboard.press('Space');
  await expect(topics.first()).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByText('Choose at least one of these')).toHaveCount(0);
  await send(page);
  await expect(state(page)).toContainText('Thank you');
  expect(requests.map((request) => request.postDataJSON())).toEqual([{ email: 'bo@example.org', topics: ['Maths'], grades: ['K–5'] }]);
});

test('a receiver’s error about the choices stands at them', async ({ page, expectComplaint }) => {
  expectComplaint(/400/);
  const requests = await open(page, 'form', { status: 400, json: { data: { grades: ['One grade only, please'] } } });
  await box(page, 'Maths').check();
  await box(page, 'K–5').check();
  await box(page, '6–8').check();
  await send(page);
  await expect(state(page)).toContainText('was not accepted');
  await expect(box(page, 'K–5')).toBeFocused();
  await expect(box(page, '9–12')).toHaveAccessibleDescription('One grade only, please');
  await expect(box(page, 'Maths')).toHaveAccessibleDescription('');
  for (const name of ['Maths', 'K–5', '6–8']) await expect(box(page, name)).toBeChecked();
  expect(requests).toHaveLength(1);
});
