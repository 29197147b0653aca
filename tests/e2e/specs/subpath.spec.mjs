// The same build below a path, as on a project page: nothing may point outside that path.
import { expect, test } from '../fixtures.mjs';

test.use({ base: '/repo/' });

/** Every path that was asked for. */
let asked = [];

test.beforeEach(({ page }) => {
  asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
});

test.afterEach(() => {
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((path) => !path.startsWith('/repo/'))).toEqual([]);
});

/** The links of the page that stay on the host but leave the site. */
const strays = (page) =>
  page.evaluate(() => {
    const links = [...document.querySelectorAll('a[href]')].map((link) => new URL(link.href));
    const own = links.filter((url) => url.origin === location.origin);
    return own.filter((url) => !url.pathname.startsWith('/repo/')).map((url) => url.pathname);
  });

test('a deep link works and its links stay below the base path', async ({ page }) => {
  const heading = page.getByRole('heading', { level: 1 });
  const response = await page.goto('equity/opportunity-gaps');
  expect(new URL(page.url()).pathname).toBe('/repo/equity/opportunity-gaps');
  expect(response?.status()).toBe(200);
  await expect(heading).toHaveText('Opportunity Gaps');
  // Once each: what the loader asked for ahead is what the program reads.
  expect(asked.filter((path) => path.endsWith('.json'))).toEqual(['/repo/config.json', '/repo/bundle.json', '/repo/content.json']);
  expect(await strays(page)).toEqual([]);

  await page.getByRole('link', { name: 'Explore visualization', exact: true }).click();
  await expect(page).toHaveURL(/\/repo\/explore\?wave=spring-2020&focus=opportunity-gaps&v=2$/);
  await expect(heading).toHaveText('Explore the challenges');
  await expect(page.locator('.tooltip')).toContainText('Opportunity Gaps');
  expect(await strays(page)).toEqual([]);

  await page.goBack();
  await expect(page).toHaveURL(/\/repo\/equity\/opportunity-gaps$/);
  await expect(heading).toHaveText('Opportunity Gaps');

  await page.getByRole('link', { name: 'Equity', exact: true }).click();
  await expect(page).toHaveURL(/\/repo\/equity$/);
  await expect(heading).toHaveText('Equity');
  await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Map' }).click();
  await expect(page).toHaveURL(/\/repo\/$/);
  await expect(heading).toHaveText('Challenge Map');
  await expect(page.getByRole('link', { name: 'Map', exact: true })).toHaveAttribute('aria-current', 'page');
  expect(await strays(page)).toEqual([]);
});

test('the chart keeps its state in the URL; a mark opens its page', async ({ page }) => {
  await page.goto('explore');
  await page.getByLabel('Sort by', { exact: true }).selectOption('Urgent');
  await expect(page).toHaveURL(/\/repo\/explore\?measure=urgent&v=2$/);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/repo\/[a-z-]+\/mental-health-trauma$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mental Health & Trauma');
});

test('an unknown path shows "Page not found" and a link back', async ({ page }) => {
  await page.goto('no/page/here');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  expect(await strays(page)).toEqual([]);
  await page.getByRole('link', { name: 'Go to the map of all challenges' }).click();
  await expect(page).toHaveURL(/\/repo\/$/);
  await expect(page.locator('.column li')).toHaveCount(45);
});

test('a sign-up goes to the receiver below the base path', async ({ page, readSignups }) => {
  await page.goto('about');
  await page.getByRole('button', { name: 'Sign up', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Email' }).fill('below@example.org');
  await page.getByLabel(/Send me updates/).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect(page.locator('dialog .signup-state')).toContainText('Thank you');
  expect(asked).toContain('/repo/api/signups');
  expect(await readSignups()).toMatchObject([{ email: 'below@example.org' }]);
});
