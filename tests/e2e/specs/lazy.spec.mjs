// Pages that are lazy parts of the program: a first visit does without them.
import { inked, painted } from '../chart.mjs';
import { expect, test } from '../fixtures.mjs';

const LAZY = /\/(?:(lazy)[^/]*\.css|(pages|search|discuss)-[0-9a-f]{16}\.wasm)$/;

test('parts of other pages load on navigation, once each', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(...(new URL(request.url()).pathname.match(LAZY) ?? []).slice(1)));
  const lazy = () => asked.filter(Boolean).sort();
  await page.goto('explore');
  await expect(page.locator('canvas').first()).toBeVisible();
  expect(lazy()).toEqual([]);
  const header = page.getByRole('navigation', { name: 'Site' });
  await header.getByRole('link', { name: 'Search' }).click();
  await expect(page.locator('.search-page')).toBeVisible();
  expect(lazy()).toEqual(['lazy', 'search']);
  await header.getByRole('link', { name: 'Discuss' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Discuss');
  await expect(page.locator('.discuss')).toBeVisible();
  await header.getByRole('link', { name: 'Search' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Search');
  await expect(page.locator('.search-page')).toBeVisible();
  expect(lazy()).toEqual(['discuss', 'lazy', 'search']);
  await header.getByRole('link', { name: 'About' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await header.getByRole('link', { name: 'Map' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Challenge Map');
  expect(lazy()).toEqual(['discuss', 'lazy', 'pages', 'search']);
});

for (const [part, path, shown] of [['search', 'search', '.search-page'], ['discuss', 'discuss', '.discuss'], ['pages', 'about', 'article .wave']]) {
  test(`a failed part shows an error and a retry: ${part}`, async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_FAILED/);
    await page.route(`**/${part}-*.wasm`, (route) => route.abort());
    await page.goto(path);
    await expect(page.getByRole('status').filter({ hasText: 'The page could not be loaded. Check your connection, then try again.' })).toBeVisible();
    // An attempt that is still under way when the route goes would succeed, and the button be gone.
    const failed = page.waitForEvent('requestfailed');
    await page.getByRole('button', { name: 'Try again' }).click();
    await failed;
    await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
    await page.unroute(`**/${part}-*.wasm`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.locator(shown).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  });
}

const views = (page) => page.getByRole('navigation', { name: 'View' });
const asksForViews = (page) => {
  const asked = [];
  page.on('request', (request) => { if (/\/views-[0-9a-f]{16}\.wasm$/.test(request.url())) asked.push(request.url()); });
  return asked;
};

test('the part of the views is fetched once the page is used', async ({ page }) => {
  const asked = asksForViews(page);
  await page.goto('explore');
  await expect.poll(() => inked(page, 1)).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  await page.mouse.move(400, 300);
  await expect.poll(() => asked.length).toBe(1);
  await views(page).getByRole('link', { name: 'Ranking' }).click();
  await expect(page.locator('.chart')).toBeVisible();
  await page.mouse.move(500, 400);
  expect(asked).toHaveLength(1);
});

test('an address of another view has its part before it shows', async ({ page }) => {
  const asked = asksForViews(page);
  await page.goto('explore?view=gap&v=2');
  await expect(page.locator('.chart, .picture-loading').first()).toBeVisible();
  await expect(page.locator('.picture-loading')).toHaveCount(0);
  expect(asked).toHaveLength(1);
});

test('a view whose part does not come says so and tries again', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_FAILED/);
  await page.route('**/views-*.wasm', (route) => route.abort());
  await page.goto('explore');
  await expect.poll(() => inked(page, 1)).toBeGreaterThan(0);
  // The overview works without it: what is found is drawn, and opened by a click.
  await views(page).getByRole('link', { name: 'Ranking' }).click();
  await expect(page.locator('.picture-loading [role=status]')).toHaveText('This could not be loaded. Check your connection, then try again.');
  await views(page).getByRole('link', { name: 'Overview' }).click();
  await expect(page.locator('.chart')).toBeVisible();
  await views(page).getByRole('link', { name: 'Change' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.unroute('**/views-*.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.chart')).toBeVisible();
  await expect(page.getByRole('listbox')).toHaveAccessibleName(/rose|fell/);
});

// Large modules that several parts need have files of their own: "files.views-0123456789abcdef.wasm".
test('a file that parts share is fetched once, and after a failure', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_FAILED/);
  const shared = /\/\w+\.[\w.]+-[0-9a-f]+\.wasm$/;
  const came = [];
  page.on('requestfinished', (request) => { if (shared.test(request.url())) came.push(request.url()); });
  await page.route(shared, (route) => route.abort());
  await page.goto('explore?view=gap&v=2');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.unroute(shared);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.chart')).toBeVisible();
  expect(came.some((url) => /\bviews\b/.test(url))).toBe(true);
  await page.getByText('Download, link, embed').click();
  await expect(page.getByRole('button', { name: 'PNG', exact: true })).toBeVisible();
  expect(came.some((url) => /\bfiles\b/.test(url))).toBe(true);
  expect(new Set(came).size).toBe(came.length);
});

test('a retry links a part that failed to link before', async ({ page }) => {
  await page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    const fail = () => Promise.reject(new WebAssembly.LinkError('no memory'));
    WebAssembly.instantiate = (bytes, imports) => (imports.__wasm_split && !globalThis.links ? fail() : instantiate(bytes, imports));
  });
  await page.goto('search');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.evaluate(() => { globalThis.links = true; });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.search-page')).toBeVisible();
  await page.getByRole('searchbox').fill('tracking');
  await expect(page.locator('.search-results > li').first()).toBeVisible();
});

test('a hash link focuses its target after its part loads', async ({ page }) => {
  await page.goto('search?q=tracking');
  const link = page.locator('.search-results a[href*="#idea-"]').first();
  const hash = new URL(await link.getAttribute('href'), page.url()).hash;
  await link.click();
  await expect(page.locator(hash)).toBeFocused();
});

for (const width of [360, 768, 1440]) {
  for (const [path, part] of [['discuss', 'discuss'], ['search', 'search'], ['.', 'pages'], ['equity', 'pages']]) {
    test(`a late part shifts no layout: ${path}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.addInitScript(() => {
        globalThis.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) globalThis.shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      const releases = [];
      for (const file of [`${part}-[0-9a-f]+\\.wasm`, 'content\\.json']) {
        const late = new Promise((resolve) => { releases.push(resolve); });
        await page.route(new RegExp(`/${file}$`), async (route) => {
          await late;
          await route.continue();
        });
      }
      await page.goto('explore');
      await expect(page.locator('.chart')).toBeVisible();
      await painted(page);
      await page.evaluate((path) => {
        globalThis.shift = 0;
        const link = Object.assign(document.createElement('a'), { href: path });
        document.querySelector('main').append(link);
        link.click();
      }, path);
      await expect(page.locator('main .fetching').first()).toBeVisible();
      await painted(page);
      releases[0]();
      await expect(page.locator('main .fetching:not(.below-field > *)')).toHaveCount(0);
      await painted(page);
      releases[1]();
      await expect(page.locator('main .fetching')).toHaveCount(0);
      await painted(page);
      expect(await page.evaluate(() => globalThis.shift)).toBeLessThanOrEqual(0.02);
    });
  }
}
