// /explore on paper: the whole picture in light colours, drawn for the sheet.
import { inflateSync } from 'node:zlib';
import { expect, test } from '../fixtures.mjs';
import { keys, still } from '../chart.mjs';

async function open(page, query) {
  await page.goto(`explore?${query}`);
  await expect(keys(page)).toBeVisible();
  await still(page);
}

/** As the browser does it when it prints. */
async function print(page, colorScheme = 'light') {
  await page.emulateMedia({ media: 'print', colorScheme });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
}

const CHARTS = [['overview', ''], ['ranking', 'measure=urgent'], ['pair', 'view=pair'], ['gap', 'view=gap&measure=urgent'], ['answers', 'view=answers'], ['change', 'view=change&measure=urgent']];
const margin = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' };

for (const [name, query] of CHARTS) {
  test(`paper has no bitmap, A4 and Letter, both ways: ${name}`, async ({ page }, info) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, query);
    for (const format of ['A4', 'Letter']) {
      for (const landscape of [false, true]) {
        const path = info.outputPath(`${format}-${landscape ? 'landscape' : 'portrait'}.pdf`);
        const pdf = (await page.pdf({ format, landscape, margin, path })).toString('latin1');
        expect(pdf, `${format} ${landscape}`).not.toMatch(/\/Subtype\s*\/Image/);
      }
    }
    // The screen is as it was.
    await expect(page.locator('.paper svg')).toHaveCount(0);
    await expect(page.locator('.chart canvas').first()).toBeVisible();
  });

  test(`the picture on paper is whole and light: ${name}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, query);
    const rows = await page.locator('tbody tr').count();
    await print(page, 'dark');
    for (const [width, height, shown] of [[718, 1047, 'upright'], [740, 980, 'upright'], [1047, 718, 'across'], [980, 740, 'across']]) {
      await page.setViewportSize({ width, height });
      const picture = page.locator(`.paper.${shown}`);
      await expect(picture).toBeVisible();
      await expect(page.locator('.paper:visible')).toHaveCount(1);
      const seen = await picture.evaluate((picture) => {
        const box = (element) => element.getBoundingClientRect();
        const texts = [...picture.querySelectorAll('text')];
        const bands = [...picture.querySelectorAll('svg')].map((band) => box(band));
        return {
          said: texts.map((text) => text.textContent).join(' '),
          right: Math.max(...bands.map(({ right }) => right), ...texts.map((text) => box(text).right)),
          left: Math.min(...bands.map(({ left }) => left), ...texts.map((text) => box(text).left)),
          highest: Math.max(...bands.map(({ height }) => height)),
          cut: texts.filter((text) => {
            const [own, whole] = [box(text), box(text.closest('svg'))];
            return own.top < whole.top - 1 || own.bottom > whole.bottom + 1;
          }).length,
          marks: picture.querySelectorAll('circle, polygon, path').length,
          dark: [...picture.querySelectorAll('text')].map((text) => text.getAttribute('fill')),
        };
      });
      expect(seen.said).toContain('Illustrative');
      expect(seen.right).toBeLessThanOrEqual(width);
      expect(seen.left).toBeGreaterThanOrEqual(0);
      expect(seen.highest).toBeLessThanOrEqual(height);
      expect(seen.cut).toBe(0);
      expect(seen.marks).toBeGreaterThanOrEqual(rows);
      expect(seen.dark).not.toContain('#eeece7');
    }
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(page.locator('.takeaway')).toHaveCSS('color', 'rgb(29, 33, 38)');
    await expect(page.locator('figcaption .badge')).toBeVisible();
    await expect(page.locator('.legend')).toContainText('Student Learning');
    await expect(page.locator('.legend .theme:visible')).not.toHaveCount(0);
    await expect(page.locator('canvas:visible')).toHaveCount(0);
  });
}

// Browsers repeat a table's head on each sheet; Chromium one that is not cut.
test('the head of a long picture stands on every sheet', async ({ page }) => {
  await page.setViewportSize({ width: 718, height: 1047 });
  for (const [query, has] of [['', 'Widespread'], ['measure=urgent', 'Urgent'], ['view=gap&measure=urgent', 'Teachers']]) {
    await open(page, query);
    await print(page);
    const head = page.locator('.paper.upright > .paper-head');
    await expect(head).toHaveCount(1);
    await expect(head).toHaveCSS('display', 'table-header-group');
    await expect(head).toHaveCSS('break-inside', 'avoid');
    await expect(head).toContainText(has);
    await expect(head).toContainText('Illustrative');
    const rows = page.locator('.paper.upright > .paper-row');
    expect(await rows.count()).toBeGreaterThan(4);
    await expect(head.locator('text', { hasText: 'Student Engagement' })).toHaveCount(0);
    await expect(rows.locator('text', { hasText: 'Student Engagement' })).not.toHaveCount(0);
    await page.emulateMedia({ media: 'screen' });
  }
});

/** The numbers of the glyphs that each sheet of a PDF shows, in the order in which they are drawn. */
function glyphsOfSheets(pdf) {
  const streams = [...pdf.toString('latin1').matchAll(/stream\r?\n/g)].map(({ index, 0: head }) => {
    const start = index + head.length;
    try {
      return inflateSync(pdf.subarray(start, pdf.indexOf('endstream', start))).toString('latin1');
    } catch {
      return ''; // not packed: no sheet
    }
  });
  const sheets = streams.filter((text) => / Tf\b/.test(text));
  return sheets.map((text) => [...text.matchAll(/<([0-9A-F]+)>/g)].map(([, glyphs]) => glyphs).join(''));
}

test('each sheet of a table on paper has its heads', async ({ page }) => {
  await page.goto('explore?view=table&v=2');
  await expect(page.locator('tbody tr').nth(30)).toBeVisible();
  const [first, second] = glyphsOfSheets(await page.pdf({ format: 'A4', margin }));
  const heads = second.slice(0, 4 * 'ChallengePriority'.length);
  expect(heads).toHaveLength(68);
  expect(first).toContain(heads);
});

test('paper has no controls, languages or navigation', async ({ page }) => {
  for (const path of ['explore?measure=urgent', 'explore?view=table&measure=urgent', 'equity']) {
    await page.goto(path);
    await expect(page.locator('.site-header')).toBeVisible();
    await print(page);
    await expect(page.locator('nav:visible, select:visible, input:visible, textarea:visible, .languages:visible'), path).toHaveCount(0);
    // Headings of a table, names of the legend and the badge are words on paper.
    await expect(page.locator('button:not(.sort, .theme, .badge):visible'), path).toHaveCount(0);
    await page.emulateMedia({ media: 'screen' });
  }
});

test('a picture is printed as it is shown, after it changed', async ({ page }) => {
  await open(page, 'measure=urgent');
  await print(page);
  const words = () => page.locator('.paper.upright').evaluate((paper) => paper.textContent);
  const before = await words();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.paper svg')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  await page.locator('#group').selectOption('role/teacher');
  await expect(page.locator('.takeaway')).toContainText('eachers');
  await print(page);
  expect(await words()).not.toBe(before);
});
