// What the loader asks for while the program is on its way, and what the program takes of it.
import { fileURLToPath } from 'node:url';
import { expect, test } from '../fixtures.mjs';

/** Holds the program back until it is released; `asked` are the data files asked for by then and later. */
async function held(page) {
  let release = () => {};
  const until = new Promise((resolve) => { release = resolve; });
  await page.route('**/*.wasm', async (route) => {
    await until;
    await route.continue();
  });
  const asked = [];
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1);
    if (name.endsWith('.json')) asked.push(name);
  });
  return { asked, release };
}

test('the loader requests settings and bundle once, before wasm', async ({ page }) => {
  const { asked, release } = await held(page);
  await page.goto('explore', { waitUntil: 'domcontentloaded' });
  await expect.poll(() => asked).toEqual(['config.json', 'bundle.json']);
  release();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
  expect(asked).toEqual(['config.json', 'bundle.json']);
});

test('only the bundle named in the settings is requested', async ({ page }) => {
  const { asked, release } = await held(page);
  await page.route('**/config.json', (route) => route.fulfill({ json: { bundle: 'data/ours.json' } }));
  await page.route('**/data/ours.json', (route) => route.fulfill({ path: fileURLToPath(new URL('../../../public/bundle.json', import.meta.url)) }));
  await page.goto('explore', { waitUntil: 'domcontentloaded' });
  await expect.poll(() => asked).toEqual(['config.json', 'ours.json']);
  release();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
  expect(asked).toEqual(['config.json', 'ours.json']);
});

test('a loader slower than the wasm requests nothing more', async ({ page, expectComplaint }) => {
  expectComplaint(/404/);
  // Only the loader reads through a `TextDecoderStream`; the program decodes texts itself.
  await page.addInitScript(() => {
    const later = new Promise((resolve) => { globalThis.readSettings = resolve; });
    globalThis.TextDecoderStream = class extends TransformStream {
      constructor() {
        super({ transform: (chunk, controller) => later.then(() => controller.enqueue(new TextDecoder().decode(chunk))) });
      }
    };
  });
  const { asked, release } = await held(page);
  release();
  await page.goto('explore');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
  await page.evaluate(async () => {
    globalThis.readSettings();
    await new Promise((resolve) => setTimeout(resolve));
    await fetch('last.json');
  });
  await expect.poll(() => asked.at(-1)).toBe('last.json');
  expect(asked).toEqual(['config.json', 'bundle.json', 'last.json']);
});

test('without settings the default bundle loads', async ({ page, expectComplaint }) => {
  expectComplaint(/404/);
  await page.route('**/config.json', (route) => route.fulfill({ status: 404 }));
  const { asked, release } = await held(page);
  release();
  await page.goto('explore');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
  expect(asked).toEqual(['config.json', 'bundle.json']);
});

for (const [name, body] of [
  ['invalid JSON', '{"bundle": '],
  ['a refused bundle URL', '{"bundle": "http://other.invalid/bundle.json"}'],
]) {
  test(`settings with ${name} load the default bundle`, async ({ page, expectComplaint }) => {
    expectComplaint(/config\.json: /);
    const hosts = new Set();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.route('**/config.json', (route) => route.fulfill({ contentType: 'application/json', body }));
    await page.goto('explore');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
    expect([...hosts]).toEqual([new URL(page.url()).host]);
  });
}

// A link that is made anew under a pointer or a focus is lost to them.
for (const width of [360, 1440]) {
  for (const path of ['', 'explore', 'explore?view=table', 'explore?view=gap', 'equity/opportunity-gaps?wave=spring-2020', 'equity', 'discuss', 'about', 'embed']) {
    test(`/${path} begins with elements that stay, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(() => {
        globalThis.removed = [];
        const isMessage = (element) => element.matches('.loading, .fetching, link, script, style');
        new MutationObserver((records) => {
          for (const node of records.flatMap((record) => [...record.removedNodes])) {
            if (node instanceof Element && !isMessage(node)) globalThis.removed.push(node.outerHTML.slice(0, 120));
          }
        }).observe(document, { childList: true, subtree: true });
      });
      await page.goto(path, { waitUntil: 'networkidle' });
      await expect(page.getByRole('heading').first()).toBeAttached();
      await expect(page.locator('main.loading, main .fetching')).toHaveCount(0);
      // What follows the first paint has been made after two more.
      await page.evaluate(() => new Promise((resolve) => {
        requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve))));
      }));
      expect(await page.evaluate(() => globalThis.removed)).toEqual([]);
    });
  }
}
