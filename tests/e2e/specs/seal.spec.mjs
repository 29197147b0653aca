// Only what was published runs: a file that was changed on its way is refused, in words.
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runs } from '../published.mjs';
import { expect, test } from '../publishing.mjs';

// A worker would answer what these tests change.
test.use({ publishing: ['--no-offline'] });

const CHANGED = 'one of its files is not the one that was published';

/** Changes the body of what matches; gives how often it was asked for. */
async function tamper(page, pattern, change) {
  await page.route(pattern, async (route) => {
    if (route.request().method() === 'HEAD') return route.continue();
    const response = await route.fetch();
    await route.fulfill({ response, body: change(await response.body()) });
  });
}

// The same program, with a section of its own at its end: it would run.
const wasm = (body) => Buffer.concat([body, Buffer.from([0, 2, 1, 0x78])]);
const script = (body) => Buffer.concat([body, Buffer.from('\nglobalThis.tampered = true;')]);
const ran = (page) => page.evaluate(() => globalThis.tampered === true);

test('an unmodified site runs and requests each file once', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('.');
  await runs(page);
  await expect.poll(() => asked.some((path) => path.endsWith('bundle.json'))).toBe(true);
  const twice = asked.filter((path, at) => asked.indexOf(path) !== at);
  expect(twice).toEqual([]);
  const page_ = await (await page.request.get('.')).text();
  expect(page_).toMatch(/<script[^>]*data-wasm[^>]*integrity=/);
});

for (const [name, pattern, change] of [
  ['main wasm', '**/site-*_bg.wasm', wasm],
  ['main script', '**/site-*.js', script],
]) {
  test(`a modified ${name} is blocked and reported`, async ({ page, expectComplaint }) => {
    expectComplaint(/integrity|digest|could not be loaded|Failed to fetch/i);
    await tamper(page, pattern, change);
    await page.goto('.');
    await expect(page.getByText(CHANGED)).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await ran(page)).toBe(false);
  });
}

// A script is tried once more as a script: something may block only those.
for (const [name, pattern, tries] of [['main wasm', '**/site-*_bg.wasm', 2], ['main script', '**/site-*.js', 3]]) {
  test(`an aborted ${name} fetch is not called tampering`, async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_CONNECTION_RESET|could not be loaded|Failed to fetch/);
    let asked = 0;
    await page.route(pattern, (route) => {
      asked += route.request().method() === 'GET' ? 1 : 0;
      return asked === 1 && route.request().method() === 'GET' ? route.abort('connectionreset') : route.continue();
    });
    await page.goto('.');
    await expect(page.getByRole('alert')).toContainText('Check your connection, then reload the page.');
    await expect(page.getByText(CHANGED)).toHaveCount(0);
    expect(asked).toBe(tries);
  });
}

test('a modified loader or stylesheet has no effect', async ({ page, expectComplaint }) => {
  expectComplaint(/integrity|digest/i);
  await tamper(page, '**/boot-*.js', script);
  await tamper(page, '**/style-*.css', () => Buffer.from('h1 { display: none; }'));
  await page.goto('.');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await ran(page)).toBe(false);
});

test('a modified part is blocked when it is requested', async ({ page, expectComplaint }) => {
  expectComplaint(/integrity|digest|Failed to fetch/i);
  await tamper(page, '**/signup-*.wasm', wasm);
  await page.goto('about');
  await page.getByRole('button', { name: /sign up/i }).first().click();
  await expect(page.getByRole('dialog')).toContainText('The form could not be loaded.');
  await expect(page.getByRole('dialog').getByRole('textbox')).toHaveCount(0);
});

test('a part with its published hash runs', async ({ page }) => {
  await page.goto('about');
  await page.getByRole('button', { name: /sign up/i }).first().click();
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toBeVisible();
});

test('Trusted Types block unsafe markup and script URLs', async ({ page, expectComplaint }) => {
  expectComplaint(/Trusted|markup of this site|no file of this site/);
  await page.goto('about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const results = await page.evaluate(() => {
    const attempt = (act) => {
      try {
        act();
        return 'passed';
      } catch (error) {
        return error.name;
      }
    };
    const box = document.createElement('div');
    const element = document.createElement('script');
    return [
      ...[
        '<img src=x onerror=alert(1)>', '<img src="x">', '<script>1</script>', '<iframe src="x"></iframe>', '<a href="javascript:1">x</a>',
        '<p onclick="x">x</p>', '<p style="color:red">x</p>', '<form action="https://evil.example"></form>', '<p', '<svg><use href="x"/></svg>', '<base href="/">',
      ].map((markup) => attempt(() => { box.innerHTML = markup; })),
      attempt(() => { element.src = 'https://evil.example/x.js'; }),
      attempt(() => { element.src = '/other.js'; }),
      attempt(() => { element.text = 'alert(1)'; }),
      attempt(() => { box.setAttribute('onclick', 'alert(1)'); }),
      attempt(() => { trustedTypes.createPolicy('another', {}); }),
    ];
  });
  expect(results).toEqual(results.map(() => 'TypeError'));
});

/** Sends every start page as an older build had it, or only the first. */
async function older(page, isOnce) {
  let sent = 0;
  await page.route(/\/$/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/site-[0-9a-f]+_bg\.wasm/g, 'site-ffffffffffffffff_bg.wasm');
    sent += 1;
    await route.fulfill(isOnce && sent > 1 ? { response } : { response, body });
  });
  return () => sent;
}

test('a stale page gets the new wasm by one reload', async ({ page, expectComplaint }) => {
  expectComplaint(/404/);
  const sent = await older(page, true);
  await page.goto('.');
  await runs(page);
  expect(sent()).toBe(2);
});

test('missing wasm on the host shows an error, no reload loop', async ({ page, expectComplaint }) => {
  expectComplaint(/404/);
  const sent = await older(page, false);
  await page.goto('.');
  await expect(page.getByText('one of its files is missing on the server')).toBeVisible();
  expect(sent()).toBe(2);
});

/** Makes the built program another one, as a new build does: with other names. */
async function rebuild(from, count) {
  const index = join(from, 'index.html');
  const page = await readFile(index, 'utf8');
  // trunk leaves leading zeros of a hash out.
  const [hash] = page.match(/(?<=site-)[0-9a-f]+/) ?? [];
  const next = String(count).repeat(16);
  for (const end of ['.js', '_bg.wasm']) await rename(join(from, `site-${hash}${end}`), join(from, `site-${next}${end}`));
  await writeFile(index, page.replaceAll(hash, next));
  for (const script of ['boot.js', `site-${next}.js`]) await appendFile(join(from, script), `\nvoid ${count};\n`);
}

test('the previous release runs; an older page stays readable', async ({ page, published, request }) => {
  const old = await (await request.get('.')).text();
  let sent = 0;
  await page.route(/\/$/, (route) => {
    sent += 1;
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: old });
  });
  await rebuild(published.from, 1);
  await published.again('--no-offline');
  expect(await (await request.get('.')).text()).not.toBe(old);
  await page.goto('.');
  await runs(page);
  expect(sent).toBe(1);

  await rebuild(published.from, 2);
  await published.again('--no-offline');
  // Whose browser kept nothing of it.
  const fresh = await page.context().browser().newContext();
  const other = await fresh.newPage();
  let times = 0;
  await other.route(/\/$/, (route) => {
    times += 1;
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: old });
  });
  const gone = other.waitForResponse((response) => response.status() === 404 && /boot-/.test(response.url()));
  await other.goto(published.url);
  await gone;
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(other.locator('#app[data-published] > main')).toBeVisible();
  expect(times).toBe(1);
  await fresh.close();
});
