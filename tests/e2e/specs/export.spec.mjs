// What is taken away: files of exactly what is shown, its link, a frame for another page.
import { readFile } from 'node:fs/promises';
import { expect, parseCsv, test } from '../fixtures.mjs';
import { options } from '../chart.mjs';
import { sentences } from '../languages.mjs';

async function open(page, query) {
  await page.goto(`explore?${query}`);
  await expect(page.locator('.takeaway')).not.toBeEmpty();
  await page.getByText('Download, link, embed').click();
}

/** The bytes of a file, and its name. */
async function save(page, kind) {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: kind, exact: true }).click();
  const download = await coming;
  await expect(page.locator('.export-panel [role=status]')).toHaveText(`Saved as ${download.suggestedFilename()}.`);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const FORMATS = [['Landscape', 16 / 9], ['Square', 1], ['Portrait', 0.8]];

test('a PNG has the chosen format, at twice its size', async ({ page }) => {
  await open(page, 'view=pair');
  for (const [format, ratio] of FORMATS) {
    await page.getByLabel('Image format').selectOption(format);
    const { name, bytes } = await save(page, 'PNG');
    expect(name).toMatch(/^challenge-map-pair-.*\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    expect(width / height, format).toBeCloseTo(ratio, 2);
    expect(Math.min(width, height), format).toBeGreaterThan(1_000);
    const svg = (await save(page, 'SVG')).bytes.toString();
    expect(Number(/width="(\d+)"/.exec(svg)[1]) * 2, format).toBeGreaterThanOrEqual(width - 2);
  }
});

test('the image format is that of the chart until one is chosen', async ({ page }) => {
  await open(page, 'view=pair&v=2');
  const format = page.getByLabel('Image format');
  const view = (name) => page.getByRole('navigation', { name: 'View', exact: true }).getByRole('link', { name }).click();
  await expect(format).toHaveValue('landscape');
  await view('Overview');
  await expect(format).toHaveValue('portrait'); // a row a challenge
  await format.selectOption('Square');
  await view('Change');
  await expect(format).toHaveValue('square');
});

/** What browsers do that hide whom they belong to: stripes in what a page reads, or in what it saves. */
const noise = {
  'read pixels': () => {
    const read = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...area) {
      const pixels = read.apply(this, area);
      pixels.data.forEach((_, at) => { pixels.data[at] = (at * 37) % 256; });
      return pixels;
    };
  },
  'white pixels': () => {
    const read = CanvasRenderingContext2D.prototype.getImageData;
    CanvasRenderingContext2D.prototype.getImageData = function (...area) {
      const pixels = read.apply(this, area);
      pixels.data.fill(255);
      return pixels;
    };
  },
  'saved pixels': () => {
    const save = HTMLCanvasElement.prototype.toBlob;
    HTMLCanvasElement.prototype.toBlob = function (done) {
      const striped = Object.assign(document.createElement('canvas'), { width: this.width, height: this.height });
      const context = striped.getContext('2d');
      for (let y = 0; y < this.height; y += 2) {
        context.fillStyle = `rgb(${y % 256} 200 0)`;
        context.fillRect(0, y, this.width, 1);
      }
      save.call(striped, done);
    };
  },
};

for (const [kind, change] of Object.entries(noise)) {
  test(`a browser that changes ${kind} is offered the SVG`, async ({ page }) => {
    await page.addInitScript(change);
    await open(page, 'measure=urgent');
    const downloads = [];
    page.on('download', (download) => downloads.push(download.suggestedFilename()));
    await page.getByRole('button', { name: 'PNG', exact: true }).click();
    await expect(page.locator('.export-panel [role=status]')).toContainText('the SVG is exact');
    expect(downloads).toEqual([]);
    expect((await save(page, 'Save the SVG')).name).toMatch(/\.svg$/);
    await expect(page.getByRole('button', { name: 'Save the SVG' })).toHaveCount(0);
  });
}

test('an SVG has title, takeaway, wave, answer counts and source', async ({ page }) => {
  await open(page, 'measure=urgent');
  const made = (await save(page, 'SVG')).bytes.toString();
  for (const words of ['Challenge Map, published by', 'educators answered', 'illustrative', 'Urgent: ', 'Student Learning', 'n = 382 to 695', 'measure=urgent']) {
    expect(made).toContain(words);
  }
  await open(page, 'wave=spring-2020');
  const published = (await save(page, 'SVG')).bytes.toString();
  expect(published).toContain('Spring 2020');
  expect(published).toContain('covid-19-priority-challenges');
});

test('a CSV has the rows in shown order, then rows without value', async ({ page }) => {
  await open(page, 'measure=urgent&group=level/high&sort=challenge');
  const { bytes } = await save(page, 'CSV');
  expect([...bytes.subarray(0, 3)], 'Excel reads UTF-8 only with a byte order mark').toEqual([0xef, 0xbb, 0xbf]);
  const text = bytes.subarray(3).toString();
  expect(text).toMatch(/^# Title: Challenge Map, published by/);
  expect(text).toMatch(/^# Address: .*group=level\/high/m);
  const [head, ...rows] = parseCsv(text.split('\r\n').filter((line) => !line.startsWith('#')).join('\r\n'));
  expect(head.join()).toBe('challenge,name,theme,wave,status,group,measure,value,low95,high95,respondents,note');
  const known = rows.filter((row) => row[7] !== '');
  await page.getByText('View as table').click();
  expect(known.map((row) => row[1])).toEqual(await page.locator('tbody th').allTextContents());
  expect(known).toHaveLength(await options(page).count());
  expect(rows.filter((row) => row[7] === '').map((row) => row[11])).toContain('too few answers');
  expect(new Set(rows.map((row) => row[4]))).toEqual(new Set(['illustrative']));
});

test('a JSON file has the chart rows with their metadata', async ({ page }) => {
  await open(page, 'view=gap&measure=urgent');
  const read = JSON.parse((await save(page, 'JSON')).bytes.toString());
  expect(read).toMatchObject({ view: 'gap', answers_of: 'Teachers and district leaders' });
  expect(read.wave).toContain('illustrative');
  expect(read.rows).toHaveLength(await options(page).count());
  expect(read.rows[0].values).toHaveLength(2);
  expect(read.rows[0].values[0].respondents).toBeGreaterThan(9);
});

test('the files part loads when the panel opens, not before', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1)));
  const isFiles = (name) => name.startsWith('files-'); // its own file
  await page.goto('explore');
  await page.waitForLoadState('networkidle');
  expect(asked).toContain('bundle.json');
  expect(asked.filter(isFiles)).toEqual([]);
  const coming = page.waitForResponse((response) => /files-\w+\.wasm$/.test(response.url()));
  await page.getByText('Download, link, embed').click();
  await coming;
  expect(asked.filter(isFiles)).toHaveLength(1);
});

test('a failed panel shows an error; the keyboard can retry', async ({ page, expectComplaint }) => {
  expectComplaint(/files-\w+\.wasm/);
  let release = () => {};
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/files-*.wasm', async (route) => {
    await held;
    await route.abort();
  });
  await open(page, 'view=pair');
  const said = page.locator('.export-panel [role=status]');
  await expect(said).toHaveText('Opening…');
  release();
  await expect(said).toHaveText('This could not be loaded. Check your connection, then try again.');
  await page.unroute('**/files-*.wasm');
  await page.locator('.export-panel summary').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.export-panel').locator('input, select, button').first()).toBeFocused();
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await save(page, 'CSV');
});

test('an open panel follows the view; a new visit starts closed', async ({ page, site }) => {
  await open(page, 'view=pair');
  const link = page.getByLabel('Link to this view');
  await expect(link).toHaveValue(`${site}explore?view=pair&v=2`);
  await expect(page.getByRole('button', { name: 'PNG' })).toHaveCount(1);
  await page.locator('.views').getByRole('link', { name: 'Table' }).click();
  await expect(link).toHaveValue(`${site}explore?view=table&v=2`);
  await expect(page.getByRole('button', { name: 'PNG' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('Urgent');
  await expect(link).toHaveValue(`${site}explore?view=table&measure=urgent&v=2`);
  expect((await save(page, 'CSV')).bytes.toString()).toMatch(/^# Address: .*view=table&measure=urgent/m);
  await page.goBack();
  await expect(link).toHaveValue(`${site}explore?view=table&v=2`);
  await expect(page.getByLabel('Embed in another page')).toHaveValue(/embed\?view=table&amp;v=2"/);
  // A panel of another visit to the page is a new one.
  await page.locator('.site-header').getByRole('link', { name: 'About' }).click();
  await page.locator('.site-header').getByRole('link', { name: 'Explore' }).click();
  await expect(link).toHaveCount(0);
  await page.getByText('Download, link, embed').click();
  await expect(link).toHaveValue(`${site}explore`);
});

for (const tag of ['es', 'ar']) {
  test(`link and embed code keep the language: ${tag}`, async ({ page, site, browser }) => {
    const said = await sentences(tag);
    await page.goto(`explore?view=pair&lang=${tag}`);
    await page.locator('.export-panel summary').click();
    const link = page.getByLabel(said('files.link'));
    await expect(link).toHaveValue(`${site}explore?view=pair&v=2&lang=${tag}`);
    await expect(page.locator('#snippet')).toHaveValue(new RegExp(`src="${site}embed\\?view=pair&amp;v=2&amp;lang=${tag}"`));
    for (const field of [link, page.locator('#snippet')]) await expect(field).toHaveAttribute('dir', 'ltr');
    const address = await link.inputValue();
    const other = await (await browser.newContext()).newPage();
    await other.goto(address);
    await expect(other.getByRole('heading', { level: 1 })).toHaveText(said('controls.heading'));
    await other.context().close();
  });
}

test('the table view offers no image; its link copies the full URL', async ({ page, site, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, 'view=table&measure=urgent&sort=-challenge');
  await expect(page.getByRole('button', { name: 'PNG' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'SVG' })).toHaveCount(0);
  const address = `${site}explore?view=table&measure=urgent&sort=-challenge&v=2`;
  await expect(page.getByLabel('Link to this view')).toHaveValue(address);
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.locator('.export-panel [role=status]')).toHaveText('Link copied.');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
});

test('the embed shows only the chart and fits its height', async ({ page, site }) => {
  await open(page, 'view=pair&theme=equity');
  const snippet = await page.getByLabel('Embed in another page').inputValue();
  expect(snippet).toContain(`src="${site}embed?view=pair&amp;theme=equity&amp;v=2"`);
  const body = `<!doctype html><html lang="en"><title>Another page</title><body style="width:700px">${snippet}`;
  await page.route('**/another.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('another.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('.takeaway')).toContainText('scores highest on both combined');
  await expect(frame.locator('.chart canvas').first()).toBeVisible();
  await expect(frame.locator('header.site-header, footer, .controls, .export-panel')).toHaveCount(0);
  const tall = () =>
    page.evaluate(() => {
      const frame = document.querySelector('iframe');
      return Math.abs(frame.clientHeight - frame.contentDocument.body.offsetHeight);
    });
  await expect.poll(tall).toBeLessThanOrEqual(1);
  const before = await page.locator('iframe').evaluate((frame) => frame.clientHeight);
  await page.evaluate(() => (document.body.style.width = '340px'));
  await expect.poll(() => page.locator('iframe').evaluate((frame) => frame.clientHeight)).not.toBe(before);
  await expect.poll(tall).toBeLessThanOrEqual(1);
  await expect(frame.getByRole('link', { name: 'Explore this chart on Challenge Map' })).toHaveAttribute('target', '_blank');
});
