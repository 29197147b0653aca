// When there is nothing to show: one page that names the file and the problem.
import { disconnect, expect, test } from '../fixtures.mjs';
import { sentences } from '../languages.mjs';

const bundle = (change) => async (route) => {
  const response = await route.fetch();
  const json = await response.json();
  change(json);
  await route.fulfill({ json });
};

const cases = [
  ['missing bundle', (route) => route.fulfill({ status: 404 }), ['bundle.json could not be loaded', 'status 404'], /404/],
  ['no response', (route) => route.abort('failed'), ['bundle.json could not be loaded', 'the server did not respond'], /ERR_FAILED/],
  ['HTML, not JSON', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Hi' }), ['bundle.json', 'this is a web page, not JSON'], null],
  ['truncated JSON', (route) => route.fulfill({ body: '{"format": 1, "site": {' }), ['not valid JSON', 'line 1'], null],
  ['other version', bundle((json) => { json.format = 2; }), ['format: this program reads format 1, the file says 2'], null],
  ['invalid field', bundle((json) => { json.challenges[3].name = 7; }), ['challenges[3].name: expected text, found 7'], null],
  ['unknown theme', bundle((json) => { json.challenges[0].theme = 'student-lerning'; }), ['challenges[0].theme: there is no theme `student-lerning`, did you mean `student-learning`?'], null],
];

for (const [name, answer, words, complaint] of cases) {
  test(`the error page names the problem: ${name}`, async ({ page, expectComplaint }) => {
    if (complaint) expectComplaint(complaint);
    await page.route('**/bundle.json', answer);
    await page.goto('explore');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The map could not be loaded');
    for (const said of words) await expect(page.getByRole('alert')).toContainText(said);
    await expect(page.getByRole('link', { name: 'Try again' })).toBeVisible();
  });
}

/** A file saved in Windows-1252, with an é in a line of its own. */
const inLatin1 = (before) => Buffer.concat([Buffer.from(before), Buffer.from([0xe9])]);
const NOT_UTF8 = 'this is not UTF-8 text, as JSON must be';

test('a bundle that is not UTF-8 is refused as by the tool', async ({ page }) => {
  await page.route('**/bundle.json', (route) => route.fulfill({ contentType: 'application/json', body: inLatin1('{\n  "format": 1, "site": "caf') }));
  await page.goto('explore');
  await expect(page.getByRole('alert')).toContainText('bundle.json');
  await expect(page.getByRole('alert')).toContainText(`${NOT_UTF8} (line 2, column 28)`);
});

test('settings that are not UTF-8 are refused as by the tool', async ({ page, expectComplaint }) => {
  expectComplaint(/config\.json can’t be shown|this is not UTF-8 text/);
  await page.route('**/config.json', (route) => route.fulfill({ contentType: 'application/json', body: inLatin1('{"//": "') }));
  await page.goto('explore?signup');
  await expect(page.getByRole('dialog').locator('.signup-state')).toContainText('The settings of this site could not be read');
});

test('messages that are not UTF-8 are refused', async ({ page, expectComplaint }) => {
  expectComplaint(/en\.site\.txt[^]*this is not UTF-8 text/);
  await page.route('**/words/en.site.txt', (route) => route.fulfill({ contentType: 'text/plain', body: inLatin1('Skip\nCaf') }));
  await page.goto('explore');
  await expect(page.getByRole('status')).toContainText('The publisher needs to publish it again.');
  await expect(page.locator('main')).not.toContainText('Caf');
});

// Without this part the page gives one short message and the command to run.
test('the check part loads only for an invalid bundle', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|Failed to fetch/);
  const asked = [];
  page.on('request', (request) => asked.push(...(new URL(request.url()).pathname.match(/\/check[^/]*$/) ?? [])));
  await page.goto('explore');
  await expect(page.locator('canvas').first()).toBeVisible();
  expect(asked).toEqual([]);
  await page.route('**/bundle.json', bundle((json) => { json.challenges[3].name = 7; json.challenges[4].name = ''; }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('bundle.json can’t be shown: it has 2 problems.');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2);
  // Its own file, and those that it shares with other parts.
  expect(asked.filter((path) => /^\/check-\w+\.wasm$/.test(path))).toHaveLength(1);
  expect(asked.every((path) => /^\/check(\.[a-z]+)*-\w+\.wasm$/.test(path)), asked.join()).toBe(true);
  await page.route('**/check-*.wasm', (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('bundle.json can’t be shown: it has a problem.');
  await expect(page.getByRole('alert')).toContainText('challenge-map check bundle.json');
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(0);
});

for (const tag of ['es', 'ar']) {
  // Problems exist in English only; the sentence above them is translated.
  test(`bundle problems are marked as English: ${tag}`, async ({ page }) => {
    const said = await sentences(tag);
    await page.route('**/bundle.json', bundle((json) => { json.challenges[3].name = 7; }));
    await page.goto(`explore?lang=${tag}`);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(said('frame.details'));
    const list = alert.getByRole('list');
    await expect(list).toContainText('challenges[3].name: expected text, found 7');
    await expect(list).toHaveAttribute('lang', 'en');
    await expect(list).toHaveAttribute('dir', 'ltr');
  });
}

test('the loading page shows title and progress, then the failure', async ({ page, expectComplaint }) => {
  expectComplaint(/ERR_FAILED|Failed to fetch/);
  let release = () => {};
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.abort('failed');
  });
  await disconnect(page);
  await page.goto('.', { waitUntil: 'domcontentloaded' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Challenge Map');
  await expect(page.getByRole('progressbar')).toBeVisible();
  release();
  await expect(page.getByRole('status')).toHaveText('The map could not be loaded. Check your connection, then reload the page.');
});

for (const [name, change, said, complaint] of [
  ['an outdated browser', () => { delete globalThis.HTMLDialogElement; }, 'This browser is too old to show the map.', /missing: dialog/],
  ['a browser without WebAssembly', () => { delete globalThis.WebAssembly; }, 'This browser does not run WebAssembly, which the interactive map needs.', /missing: WebAssembly/],
  ['a browser that refuses to compile', () => { WebAssembly.instantiateStreaming = WebAssembly.instantiate = async () => { throw new WebAssembly.CompileError('blocked by policy'); }; }, 'This browser or a security setting blocks the program', /blocked by policy/],
]) {
  test(`a message says what is missing: ${name}`, async ({ page, expectComplaint }) => {
    expectComplaint(complaint);
    await page.addInitScript(change);
    await page.goto('.');
    await expect(page.getByRole('status')).toContainText(said);
  });
}
