// Published pages whose script a proxy has stripped, or something blocks: they say what is missing, and nothing looks alive.
import { disconnect, expect } from '../fixtures.mjs';
import { test } from '../published.mjs';

const challenge = 'school-culture-climate-safety/student-teacher-relationships';
const pages = ['.', challenge, 'explore', 'search', 'discuss', 'equity', 'about'];

/** What can't answer without the program; what opens by itself can. */
const controls = 'button:not(.badge), input, select, textarea, summary:not(.missing > summary), a[href="?signup"]';
const alive = (page) => page.locator(controls).filter({ visible: true });
/** The rules for pages whose script never comes wait by an animation of 8 s. */
const end = (page) => page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));

for (const path of pages) {
  test(`a page without its script elements says so: ${path}`, async ({ page }) => {
    await page.route((url) => !/\.\w+$/.test(url.pathname), async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(/<script\b.*?<\/script>/gs, '');
      await route.fulfill({ response, body });
    });
    await page.goto(path);
    expect(await page.locator('script').count()).toBe(0);
    await end(page);
    await expect(page.getByText('The script of this page did not load.')).toBeVisible();
    await expect(alive(page)).toHaveCount(0);
  });

  test(`a page whose program is blocked says so: ${path}`, async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_BLOCKED_BY_CLIENT|could not be loaded/);
    await page.route('**/site-*.js', (route) => route.abort('blockedbyclient'));
    await page.goto(path);
    await expect(page.getByRole('alert')).toContainText('This browser or a security setting blocks the program of the interactive map.');
    await expect(page.getByRole('alert')).toContainText('as it was published');
    await end(page);
    await expect(page.getByText('The script of this page did not load.')).toBeHidden();
    await expect(alive(page)).toHaveCount(0);
  });
}

// What the tags of a file do not allow, or what blocks scripts of any name, lets the same file through as data.
test('a program that may not run as a script is called blocked', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_BLOCKED_BY_CLIENT|could not be loaded/);
  await page.route('**/site-*.js', (route) => (route.request().resourceType() === 'script' ? route.abort('blockedbyclient') : route.continue()));
  await page.goto('equity');
  await expect(page.getByRole('alert')).toContainText('blocks the program of the interactive map');
});

test('a program whose WebAssembly does not come is called blocked', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_BLOCKED_BY_CLIENT|Failed to fetch/);
  await page.route('**/site-*.wasm', (route) => route.abort('blockedbyclient'));
  await page.goto('explore?view=gap');
  await expect(page.getByRole('alert')).toContainText('blocks the program of the interactive map');
  await expect(page.getByRole('alert')).toContainText('The picture is not the one that the address asks for.');
});

test('a lost connection is not called blocked', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|could not be loaded/);
  await page.route('**/site-*.js', (route) => route.abort('failed'));
  await disconnect(page);
  await page.goto('equity');
  await expect(page.getByRole('alert')).toContainText('Check your connection');
});

test('a published page has all its messages with it', async ({ page, expectComplaint }) => {
  expectComplaint(/missing: WebAssembly/);
  const asked = [];
  page.on('request', (request) => asked.push(...(request.url().match(/\w+\.loader\b/g) ?? [])));
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto('equity');
  await expect(page.getByRole('alert')).toContainText('This browser does not run WebAssembly');
  expect(asked).toEqual([]);
});
