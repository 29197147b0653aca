// The site without a network: kept after one visit, never staler than it says, and gone when it is to go.
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sentences, speak, translated } from '../languages.mjs';
import { runs } from '../published.mjs';
import { expect, test } from '../publishing.mjs';

test.use({ base: '/repo/' });

const heading = (page) => page.getByRole('heading', { level: 1 });

/** Visits, and waits until the page runs, which has its data then, and the site is kept. */
async function visit(page, path = '.') {
  await page.goto(path);
  await runs(page);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated') await new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }));
  });
}

/** Lazy parts of the program that pages are made of and of which something is not kept: a file, maybe of several parts, or their texts. */
const lacks = (page, tag) =>
  page.evaluate(async (tag) => {
    const [name] = await caches.keys();
    const names = (await (await caches.open(name)).keys()).map(({ url }) => url.split('/').at(-1).replace(/-[0-9a-f]{12,}/, ''));
    const worker = await (await fetch((await navigator.serviceWorker.ready).active.scriptURL)).text();
    const wasm = [...worker.matchAll(/"([a-z.]+)-[0-9a-f]{12,16}\.wasm"/g)].map(([, parts]) => parts);
    const missing = (part) =>
      [...wasm.filter((parts) => parts.split('.').includes(part)).map((parts) => `${parts}.wasm`), ...(part === 'pages' ? ['lazy.css'] : [`${tag}.${part}.txt`])]
        .some((file) => !names.includes(file));
    return ['search', 'discuss', 'pages'].filter(missing);
  }, tag);

const kept = (page) => page.evaluate(async () => Promise.all((await caches.keys()).map(async (name) => [name, (await (await caches.open(name)).keys()).length])));

test('every page works offline after one visit', async ({ page, published }) => {
  await visit(page, 'about');
  await page.reload();
  // Lazy parts are kept once they were asked for.
  const form = page.getByRole('dialog').getByRole('textbox').first();
  await page.getByRole('button', { name: /sign up/i }).first().click();
  await expect(form).toBeVisible();
  // A pointer over the button asks for the form on each page, and a page that is left complains that it was cut off.
  await page.mouse.move(0, 400);
  await published.stop();
  await page.goto('.');
  await expect(heading(page)).toHaveText('Challenge Map');
  await expect(page.getByRole('status').filter({ hasText: 'You are offline. This page shows data from ' })).toBeVisible();
  for (const [path, title] of [
    ['equity/opportunity-gaps', 'Opportunity Gaps'],
    ['equity', 'Equity'],
    ['explore?view=gap', 'Explore the challenges'],
    ['about', /About/],
  ]) {
    await page.goto(path);
    await expect(heading(page)).toHaveText(title);
  }
  await page.getByRole('button', { name: /sign up/i }).first().click();
  await expect(form).toBeVisible();
});

// The style sheet of pages of text is none that /explore has asked for.
test('pages of text work offline right after /explore', async ({ page, published }) => {
  await visit(page, 'explore');
  await published.stop();
  for (const [path, title] of [['about', /About/], ['equity', 'Equity']]) {
    await page.goto(path);
    await expect(heading(page)).toHaveText(title);
  }
});

test('long texts are kept after a first visit that shows none', async ({ page, published }) => {
  await visit(page, 'explore');
  await page.reload();
  await runs(page);
  const isKept = () => page.evaluate(async () => (await caches.match(new URL('content.json', document.baseURI).href)) !== undefined);
  await expect.poll(isKept).toBe(true);
  await published.stop();
  await page.goto('school-culture-climate-safety/student-teacher-relationships');
  await expect(page.getByText('One district has built a')).toBeVisible();
});

test('a first visit in Arabic makes lazy pages work offline', async ({ page, context, published }) => {
  const said = await sentences('ar');
  const texts = await translated('ar');
  await speak(context, 'ar');
  await visit(page, 'about');
  await expect.poll(() => lacks(page, 'ar')).toEqual([]);
  await published.stop();
  await page.goto('equity/opportunity-gaps');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(heading(page)).toHaveText(texts['challenges/opportunity-gaps/name']);
  await page.goto('search');
  await page.getByRole('searchbox').fill('القراءة');
  await expect(page.locator('.search-results > li').first()).toBeVisible();
  await page.goto('discuss');
  await expect(heading(page)).toHaveText(said('frame.discuss'));
  await expect(page.locator('.lazy')).not.toBeEmpty();
  await expect(page.getByText(said('frame.page_not_opened'))).toHaveCount(0);
});

// The page does without the messages of its notices once; the worker fetches them for the next visit.
test('a failed fetch of the notices does not prevent offline use', async ({ page, context, published, expectComplaint }) => {
  expectComplaint(/ERR_FAILED/);
  const said = await sentences('ar');
  await speak(context, 'ar');
  await page.route('**/ar.offline-*.txt', (route) => route.abort());
  await visit(page, 'about');
  await runs(page);
  const hasNotices = () => page.evaluate(async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).some(({ url }) => url.includes('/ar.offline-'));
  });
  await expect.poll(hasNotices).toBe(true);
  await page.unroute('**/ar.offline-*.txt');
  await published.stop();
  await page.goto('equity');
  const [before] = said('offline.offline', { when: '|' }).split('|');
  await expect(page.getByRole('status').filter({ hasText: before })).toBeVisible();
});

test('save-data visitors prefetch no parts', async ({ page, context }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } }));
  await visit(page, 'search');
  await expect.poll(() => lacks(page, 'en')).not.toContain('search');
  expect(await lacks(page, 'en')).toContain('discuss');
});

// The host accepts the request but never responds. The page waits for it once, not for each of its files.
test('the cached page is shown when the host times out', async ({ page, published }) => {
  await visit(page, 'about');
  await page.reload();
  await runs(page);
  published.pause();
  await page.goto('equity/opportunity-gaps');
  await expect(page.getByRole('status').filter({ hasText: 'The server is not responding. This page shows data from ' })).toBeVisible();
  await expect(heading(page)).toHaveText('Opportunity Gaps');
});

test('an iframe embed does not load the offline script', async ({ page }) => {
  await page.route('**/others.html', (route) => route.fulfill({ contentType: 'text/html', body: '<iframe src="embed"></iframe>' }));
  await page.goto('others.html');
  const frame = page.frames()[1];
  await expect(frame.locator('canvas').first()).toBeVisible();
  // What keeps the site comes with a script, which is added when all of a page is loaded.
  const scripts = () => [...document.scripts].map(({ src }) => new URL(src).pathname.replace(/-.*/, ''));
  expect(await frame.evaluate(scripts)).toEqual(['/repo/takeover', '/repo/site', '/repo/boot']);
  await page.goto('embed');
  await page.waitForLoadState('load');
  expect(await page.evaluate(scripts)).toContain('/repo/watch');
});

test('the cache holds only base-path files and no POST request', async ({ page }) => {
  const posts = [];
  page.context().on('request', (request) => {
    if (request.method() === 'POST') posts.push([new URL(request.url()).pathname, request.serviceWorker() !== null]);
  });
  await visit(page);
  await page.reload();
  await expect(heading(page)).toHaveText('Challenge Map');
  const status = await page.evaluate(async () => {
    const body = JSON.stringify({ email: 'a@example.org', consent: true, submission_id: crypto.randomUUID() });
    return (await fetch('api/signups', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status;
  });
  expect(status).toBe(200);
  expect(posts).toEqual([['/repo/api/signups', false]]);
  await expect.poll(() => lacks(page, 'en')).toEqual([]);
  const [[name, count], ...others] = await kept(page);
  expect(others).toEqual([]);
  expect(name).toMatch(/^challenge-map:\/repo\/:[0-9a-f]{16}$/);
  const addresses = await page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname), name);
  const shared = addresses.filter((path) => /\/\w+\.[\w.]+-\w+\.wasm$/.test(path)); // by several parts
  expect(shared.every((path) => /\b(pages|views|search|discuss)\b/.test(path)), shared.join(' ')).toBe(true);
  // Those that pages start with, their style sheet included, the long texts, and the four of pages that are lazy parts.
  expect(count - shared.length, addresses.join(' ')).toBe(21);
  // Words of the page's language, and of no other.
  expect(addresses.filter((path) => /(es|ar)\.(site|json|offline)|bundle\.\w\w\.json/.test(path))).toEqual([]);
  expect(addresses.filter((path) => !path.startsWith('/repo/') || path.includes('/api'))).toEqual([]);
  // What is no page, and a first visit does without, is not fetched for later either.
  expect(addresses.filter((path) => /\/(signup|files)-/.test(path))).toEqual([]);
});

const newVersion = (page) => page.getByRole('status').filter({ hasText: 'A new version is ready.' });

test('an open page announces a new version; Reload activates it', async ({ page, published }) => {
  await visit(page);
  await page.reload();
  await runs(page);
  const before = await kept(page);
  await appendFile(join(published.from, 'boot.js'), '\nvoid "newer";\n');
  await published.again();
  // As browsers do for a page that stays open.
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(newVersion(page)).toBeVisible();
  expect((await kept(page)).length).toBe(2);
  const reloaded = page.waitForEvent('load');
  await page.locator('.notice').getByRole('button', { name: 'Reload' }).click();
  await reloaded;
  await expect(heading(page)).toHaveText('Challenge Map');
  await expect.poll(async () => (await kept(page)).map(([name]) => name)).not.toContain(before[0][0]);
  expect((await kept(page)).length).toBe(1);
  await expect(newVersion(page)).toHaveCount(0);
});

test('a page of the new version does not announce it', async ({ page, published }) => {
  await visit(page);
  await appendFile(join(published.from, 'boot.js'), '\nvoid "newer";\n');
  await published.again();
  await page.reload();
  await runs(page);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const waits = () => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
  await expect.poll(waits).toBe(true);
  // What a worker is asked it answers in order: this answer comes after the one to the page.
  await page.evaluate(async () => {
    const { waiting } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      waiting.postMessage({ loader: 'none' }, [port2]);
    });
  });
  await expect(newVersion(page)).toHaveCount(0);
});

// Older data is not shown first.
test('the next visit shows newer data and caches it', async ({ page, published }) => {
  await visit(page, 'equity/opportunity-gaps');
  const file = join(published.folder, 'bundle.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('"Opportunity Gaps"', '"Gaps of Opportunity"'));
  await page.reload();
  await runs(page);
  await expect(heading(page)).toHaveText('Gaps of Opportunity');
  await expect(page.locator('.notice')).toHaveCount(0);
  // And it is what is kept from then on.
  await published.stop();
  await page.reload();
  await expect(page.getByRole('status').filter({ hasText: 'You are offline. This page shows data from ' })).toBeVisible();
  await expect(heading(page)).toHaveText('Gaps of Opportunity');
});

test('publishing with --no-offline clears the cache', async ({ page, published }) => {
  await visit(page);
  expect((await kept(page)).length).toBe(1);
  await published.again('--no-offline');
  await page.reload();
  // Browsers look for a new worker a little after a visit.
  await expect.poll(() => kept(page)).toEqual([]);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await page.reload();
  await expect(heading(page)).toHaveText('Challenge Map');
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
});

/** The text of the data that is kept. */
const keptData = (page) => page.evaluate(async () => (await caches.match('/repo/bundle.json')).text());

test('a page in place of the data is not kept', async ({ page, published }) => {
  await visit(page, 'equity/opportunity-gaps');
  const file = join(published.folder, 'bundle.json');
  const text = await readFile(file, 'utf8');
  const before = await keptData(page);
  // As a network that one has to log in to: 200, with something else.
  for (const bad of ['<!doctype html><title>Log in</title>', text.slice(0, 1000)]) {
    await writeFile(file, bad);
    await page.reload();
    await expect(heading(page)).toHaveText('Opportunity Gaps');
    await runs(page);
    await expect(page.locator('.notice')).toContainText('This page shows data from ');
    expect(await keptData(page)).toBe(before);
  }
  await writeFile(file, text);
});

test('a damaged loader in the cache is fetched anew', async ({ page }) => {
  await visit(page);
  await page.reload();
  await runs(page);
  const damaged = await page.evaluate(async () => {
    const cache = await caches.open((await caches.keys())[0]);
    const requests = (await cache.keys()).filter(({ url }) => /\/(boot-|site-.*\.wasm)/.test(url));
    for (const { url } of requests) {
      await cache.put(url, new Response('not what was published', { headers: { 'Content-Type': 'text/javascript' } }));
    }
    return requests.length;
  });
  expect(damaged).toBe(2);
  await page.reload();
  await runs(page);
  await expect(heading(page)).toHaveText('Challenge Map');
});

test('a language that cannot be loaded offline keeps the page', async ({ page, published, expectComplaint }) => {
  expectComplaint(/ar\.site/);
  await visit(page, 'about');
  await page.reload();
  await runs(page);
  await published.stop();
  await page.locator('.languages [data-language=ar]').click();
  await expect(page.locator('.languages [role=status]')).toHaveText('This language could not be loaded. Check your connection, then try again.');
  await expect(page.locator('html')).toHaveAttribute('dir', 'ltr');
  await page.reload();
  await runs(page);
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
});

/** Leaves a page open while the host gets newer data, and takes the reload that it offers. */
async function offersNewerData(page, published) {
  await page.waitForFunction(() => globalThis.challengeMap.data);
  await page.waitForLoadState('networkidle');
  const seenAgain = async (minutes) => {
    await page.clock.setFixedTime(new Date(Date.now() + minutes * 60_000));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  };
  const heads = [];
  page.on('response', (response) => { if (response.request().method() === 'HEAD') heads.push(response.url()); });
  await seenAgain(11);
  await expect.poll(() => heads.length).toBe(1);
  await expect(page.locator('.notice')).toHaveCount(0);
  const file = join(published.folder, 'bundle.json');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('"Opportunity Gaps"', '"Gaps of Opportunity"'));
  await seenAgain(15); // too soon
  await seenAgain(22);
  await expect(page.locator('.notice')).toContainText('Newer data is available.');
  expect(heads).toHaveLength(2);
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(heading(page)).toHaveText('Gaps of Opportunity');
}

test('an open page offers newer data', async ({ page, published }) => {
  await visit(page, 'equity/opportunity-gaps');
  await page.reload();
  await runs(page);
  await offersNewerData(page, published);
});

test('an open page offers newer data without a worker', async ({ page, published }) => {
  await published.again('--no-offline');
  await page.goto('equity/opportunity-gaps');
  await runs(page);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBe(null);
  await offersNewerData(page, published);
});

test('an answer that only looks newer is no newer data', async ({ page, published, expectComplaint }) => {
  expectComplaint(/404/);
  await published.again('--no-offline');
  await page.goto('equity/opportunity-gaps');
  await runs(page);
  await page.waitForFunction(() => globalThis.challengeMap.data);
  await page.waitForLoadState('networkidle');
  // Where the program asked for the data before the loader did, there is none.
  const etag = (await page.evaluate(() => globalThis.challengeMap.data.headers?.get('ETag'))) ?? '"any"';
  const answers = [
    { status: 404, headers: { ETag: '"another"' } },
    { headers: { ETag: `W/${etag.replace(/^W\//, '')}` } }, // packed anew
    { headers: {} },
  ];
  let looks = 0;
  await page.route('**/bundle.json', async (route) => {
    if (route.request().method() !== 'HEAD') return route.continue();
    await route.fulfill({ body: '', ...answers[looks] });
    looks += 1;
  });
  for (let at = 1; at <= answers.length; at += 1) {
    await page.clock.setFixedTime(new Date(Date.now() + at * 11 * 60_000));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => looks).toBe(at);
  }
  await page.waitForLoadState('networkidle');
  await expect(page.locator('.notice')).toHaveCount(0);
});
