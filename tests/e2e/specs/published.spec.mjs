// A published site: readable where nothing runs, and the same page, unmoved, once it does.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { violations } from '../axe.mjs';
import { disconnect, expect } from '../fixtures.mjs';
import { sentences, speak } from '../languages.mjs';
import { runs, test } from '../published.mjs';

const challenge = 'school-culture-climate-safety/student-teacher-relationships';

/** Holds the program back until it is released, so that what was published is seen. */
async function held(page, what = '**/*.wasm') {
  let release = () => {};
  let caught = 0;
  const until = new Promise((resolve) => { release = resolve; });
  await page.route(what, async (route) => {
    caught += 1;
    await until;
    await route.continue();
  });
  return () => {
    expect(caught, `${what} holds something`).toBeGreaterThan(0);
    release();
  };
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  for (const width of [360, 1440]) {
    test(`discuss and search are styled at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      for (const path of ['discuss', 'search']) {
        await page.goto(path);
        expect(await page.evaluate(() => document.styleSheets.length), path).toBe(2);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
      }
      await page.goto('discuss');
      await expect(page.locator('.agenda li').first()).toHaveCSS('display', 'grid');
      // To be read as words, and aloud, too.
      expect(await page.locator('.agenda li').first().evaluate((item) => item.textContent)).toBe('Look 5 to 10 minutes');
    });
  }

  test('every kind of page shows its content', async ({ page, expectComplaint }) => {
    expectComplaint(/404/);
    for (const [path, words] of [
      ['.', ['Public school districts everywhere', 'Top priorities', 'Student-Teacher Relationships', '#8 in spring 2020']],
      [challenge, ['This challenge ranked as practitioners’ #8 priority in spring 2020.', 'Illustrative', 'I am pretty tech-savvy']],
      ['explore', ['Explore the challenges', 'Mental Health & Trauma leads on', '10 have no answers in this wave']],
      ['equity', ['Equity', 'Opportunity Gaps']],
      ['about', ['Survey waves', 'What was asked']],
      ['search', ['Or start with a theme', 'Student Learning']],
      ['no/such/page', ['Page not found', 'Go to the map of all challenges']],
    ]) {
      await page.goto(path);
      for (const text of words) {
        await expect(page.getByText(text).filter({ visible: true }).first(), `${path}: ${text}`).toBeVisible();
      }
    }
    await page.goto('search');
    await expect(page.locator('noscript .note').first()).toContainText('Search needs JavaScript.');
    await expect(page.getByRole('searchbox')).toBeHidden();
  });

  test('the data table of the chart is visible', async ({ page }) => {
    await page.goto('explore');
    await expect(page.locator('noscript table tbody tr:visible')).toHaveCount(35);
    await expect(page.locator('noscript table')).toContainText('Mental Health & Trauma');
    await expect(page.locator('noscript table')).toContainText('82%');
  });

  test('the chart image follows the color scheme', async ({ page }) => {
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await page.goto('explore');
      const parts = page.locator('figure img');
      await expect(parts).toHaveCount(2);
      await expect(parts.first()).toHaveAttribute('alt', /\w/);
      await expect(parts.last()).toHaveAttribute('alt', '');
      const [top, rest] = await parts.evaluateAll((images) => images.map((image) => image.getBoundingClientRect().toJSON()));
      expect(rest.top).toBe(top.bottom);
      for (const part of await parts.all()) {
        await part.scrollIntoViewIfNeeded();
        await part.evaluate((image) => image.decode());
        const { shown, width, height } = await part.evaluate((image) => ({ shown: image.currentSrc, width: image.naturalWidth, height: image.naturalHeight }));
        expect(shown).toContain(`-${colorScheme}.svg`);
        expect(Math.min(width, height)).toBeGreaterThan(100);
      }
    }
  });

  test('unusable controls are hidden and links work', async ({ page, expectComplaint }) => {
    expectComplaint(/404/);
    for (const path of ['.', challenge, 'explore', 'equity', 'about', 'no/such/page']) {
      await page.goto(path);
      for (const control of ['button:not(.badge)', 'input', 'select', 'summary:not(.missing > summary)', 'a[href="?signup"]']) {
        await expect(page.locator(`${control}:visible`), `${path}: ${control}`).toHaveCount(0);
      }
    }
    await page.goto('.');
    await page.getByRole('link', { name: 'Opportunity Gaps' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opportunity Gaps');
    await page.getByRole('link', { name: 'Explore visualization' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
  });
});

test('a policy of an older publishing leaves the page styled', async ({ page, expectComplaint }) => {
  expectComplaint(/Content Security Policy|inline style/);
  await page.route('**/explore', async (route) => {
    const response = await route.fetch();
    const policy = response.headers()['content-security-policy'];
    const older = policy.replace(/ 'sha384-[^']+'/, '');
    expect(older).not.toBe(policy);
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': older } });
  });
  await page.goto('explore');
  await runs(page);
  await expect(page.locator('.site-header')).toHaveCSS('border-bottom-style', 'solid');
});

for (const path of ['.', 'equity', challenge, 'about', 'discuss', 'search']) {
  test(`the stylesheet of ${path} loads once, with the page`, async ({ page }) => {
    const sheets = [];
    page.on('request', (request) => { if (/lazy-\w+\.css/.test(request.url())) sheets.push(request.url()); });
    const release = await held(page);
    await page.goto(path);
    await expect(page.locator('#app[data-published]')).toBeVisible();
    expect(sheets).toHaveLength(1);
    release();
    await runs(page);
    await page.waitForLoadState('networkidle');
    expect(sheets).toHaveLength(1);
  });
}

/** Sums the layout shifts of the page's life, as browsers report them, in `globalThis.shift`. */
const watchShift = (page) =>
  page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
const twoFrames = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

for (const width of [360, 768, 1440]) {
  for (const path of ['.', challenge, 'explore', 'equity', 'about', 'search', 'embed', 'discuss']) {
    test(`startup shifts no layout: ${path}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await watchShift(page);
      const release = await held(page);
      await page.goto(path);
      // Nodes that are replaced do not count as shifted, so places are compared as well.
      // The tools of /discuss stand below what is seen first.
      const end = path === 'discuss' ? 800 : 1e6;
      const places = () => page.evaluate((end) => {
        const shown = [...document.querySelectorAll('#app h1, #app h2, #app h3, .chart, .site-header a, .site-header .button, .site-footer, .legend, .actions, .export-panel, details.table-view > summary')];
        const seen = shown.filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().top < end);
        return seen.map((element) => {
          const { left, top, height } = element.getBoundingClientRect();
          const isHigh = element.matches('.chart');
          return [element.textContent.trim().slice(0, 30).replace(/^.*$/s, (text) => (isHigh ? 'chart' : text)), Math.round(left), Math.round(top + scrollY), isHigh ? Math.round(height) : 0];
        });
      }, end);
      await expect(page.locator('#app[data-published]')).toBeVisible();
      const before = await places();
      expect(before.length).toBeGreaterThan(path === 'embed' ? 0 : 5);
      release();
      await runs(page);
      if (path === 'explore') await expect(page.getByRole('listbox')).toBeVisible();
      await twoFrames(page);
      expect(await places()).toEqual(before);
      expect(await page.evaluate(() => globalThis.shift)).toBeLessThanOrEqual(0.02);
    });
  }
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`no axe violations on the published site: ${colorScheme}`, async ({ page }) => {
    const release = await held(page, '**/boot-*.js');
    await page.emulateMedia({ colorScheme });
    for (const path of ['.', challenge, 'explore', 'about', 'embed']) {
      await page.goto(path, { waitUntil: 'commit' });
      await expect(page.locator('#app[data-published] > main > article, #app[data-published] .hero')).toBeVisible();
      // Without its style a page has the browser's colours.
      await page.waitForFunction(() => [...document.querySelectorAll('link[rel=stylesheet]')].every(({ sheet }) => sheet));
      expect(await violations(page), path).toEqual([]);
    }
    release();
  });
}

test('startup keeps focus and typed text, then searches for it', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 400 });
  const release = await held(page);
  await page.goto('.');
  await page.getByLabel('Find a challenge').fill('mental');
  const scrolled = () => page.evaluate(() => Math.round(scrollY));
  const before = await scrolled();
  expect(before).toBeGreaterThan(100);
  release();
  await runs(page);
  await expect(page.getByLabel('Find a challenge')).toBeFocused();
  await expect(page.getByLabel('Find a challenge')).toHaveValue('mental');
  await page.keyboard.type(' health');
  await expect(page.getByLabel('Find a challenge')).toHaveValue('mental health');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=mental(%20|\+)health$/);
});

test('startup keeps link focus, scroll position and selection', async ({ page }) => {
  const release = await held(page);
  await page.goto('explore');
  await page.evaluate(() => scrollTo(0, 400));
  await page.locator('.missing > summary').click();
  const link = page.locator('.missing a').nth(2);
  await link.focus();
  const before = await page.evaluate(() => Math.round(scrollY));
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('.takeaway')));
  const marked = await page.evaluate(() => String(getSelection()));
  expect(marked.length).toBeGreaterThan(20);
  release();
  await runs(page);
  await expect(page.locator('.missing')).toHaveAttribute('open', '');
  await expect(link).toBeFocused();
  await expect.poll(() => page.evaluate(() => Math.round(scrollY))).toBe(before);
  expect(await page.evaluate(() => String(getSelection()))).toBe(marked);
});

test('a measure selected before startup applies afterwards', async ({ page }) => {
  const release = await held(page);
  await page.goto('explore');
  await page.getByLabel('Sort by', { exact: true }).selectOption('Urgent');
  release();
  await runs(page);
  await expect(page).toHaveURL(/measure=urgent/);
  await expect(page.getByLabel('Sort by', { exact: true })).toHaveValue('urgent');
});

test('a sign-up link clicked before startup opens the dialog', async ({ page }) => {
  const release = await held(page, '**/boot-*.js');
  await page.goto('about', { waitUntil: 'commit' });
  await page.getByRole('link', { name: 'Sign up', exact: true }).click();
  release();
  await runs(page);
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a published page stays and alerts when wasm fails to load', async ({ page, expectComplaint }) => {
  expectComplaint(/wasm|Failed to fetch|ERR_FAILED/i);
  await page.route('**/*.wasm', (route) => route.abort());
  await page.goto(challenge);
  await expect(page.getByRole('alert')).toContainText('as it was published');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Student-Teacher Relationships');
});

test('the name of a published file shows its page', async ({ page }) => {
  await page.goto('index.html');
  await runs(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Challenge Map');
});

test('without WebAssembly nothing looks alive', async ({ page, expectComplaint }) => {
  expectComplaint(/missing: WebAssembly/);
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto('explore?view=gap');
  const note = page.getByRole('alert');
  await expect(note).toContainText('This browser does not run WebAssembly');
  await expect(note).toContainText('The picture is not the one that the address asks for.');
  await expect(page.locator('.controls, .export-panel, .languages, .site-header .button').filter({ visible: true })).toHaveCount(0);
  await page.goto('explore');
  await expect(note).toContainText('as it was published');
  await expect(note).not.toContainText('The picture is not the one');
});

test('a page whose scripts are blocked says so after a while', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_BLOCKED_BY_CLIENT/);
  await page.route('**/boot-*.js', (route) => route.abort('blockedbyclient'));
  await page.goto('explore?view=gap');
  const note = page.getByText('The script of this page did not load.');
  await expect(note).toBeHidden();
  // The rules wait by an animation of 8 s.
  const end = () => page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await end();
  await expect(note).toBeVisible();
  await expect(page.locator('.controls')).toHaveCSS('visibility', 'hidden');
});

test('a sandboxed frame says that its picture may be another', async ({ page, site, expectComplaint }) => {
  expectComplaint(/CORS policy|ERR_FAILED|Cross-Origin|NotSameOrigin/);
  await page.route('**/framing.html', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Frame</title><iframe title="Chart" sandbox="allow-scripts" src="${site}embed?view=gap"></iframe>` }));
  await page.goto('framing.html');
  const frame = page.frames()[1];
  const note = frame.getByText('The script of this page did not load.');
  await expect(note).toBeAttached();
  await frame.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  await expect(note).toBeVisible();
});

test('an invalid bundle keeps the published page and alerts', async ({ page, expectComplaint }) => {
  expectComplaint(/the field .* is missing|bundle\.json/);
  await page.route('**/bundle.json', (route) => route.fulfill({ json: { format: 1 } }));
  await page.goto(challenge);
  await expect(page.getByRole('alert')).toContainText('bundle.json');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Student-Teacher Relationships');
});

test('a replaced bundle updates the running page, not the HTML', async ({ page, browser, site, server }) => {
  const file = join(server.folder, 'bundle.json');
  const before = await readFile(file, 'utf8');
  await writeFile(file, before.replaceAll('Student-Teacher Relationships', 'A Name of Tomorrow'));
  try {
    await page.goto(challenge);
    await runs(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('A Name of Tomorrow');
    const context = await browser.newContext({ javaScriptEnabled: false });
    const still = await context.newPage();
    await still.goto(site + challenge);
    await expect(still.getByRole('heading', { level: 1 })).toHaveText('Student-Teacher Relationships');
    await context.close();
  } finally {
    await writeFile(file, before);
  }
});

test('JSON-LD passes the CSP; status codes and types are right', async ({ page, request }) => {
  const reports = [];
  await page.addInitScript(() => {
    globalThis.reports = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.reports.push(event.violatedDirective));
  });
  for (const path of [challenge, 'about', 'explore']) {
    await page.goto(path);
    await runs(page);
    expect(await page.locator('script[type="application/ld+json"]').count()).toBe(1);
    reports.push(...(await page.evaluate(() => globalThis.reports)));
  }
  expect(reports).toEqual([]);
  expect((await request.get('no/such/page')).status()).toBe(404);
  expect((await request.get('sitemap.xml')).headers()['content-type']).toContain('xml');
  expect((await request.get('og/equity.png')).headers()['content-type']).toBe('image/png');
});

test('a published page reports the load failure in Arabic', async ({ page, context, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|Failed to fetch/);
  const said = await sentences('ar');
  await speak(context, 'ar');
  await page.route('**/*.wasm', (route) => route.abort('failed'));
  await disconnect(page);
  await page.goto('equity');
  const note = page.getByRole('alert');
  await expect(note).toHaveText(said('loader.stays', { reason: said('loader.unreachable') }));
  await expect(note).toHaveAttribute('lang', 'ar');
  await expect(note).toHaveCSS('direction', 'rtl');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equity');
});
