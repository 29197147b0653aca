// Accessibility: contrast, the ring, motion, small and dense screens: what is painted, read from the canvas.
import { expect, test } from '../fixtures.mjs';
import { chart, inked, keys, options, painted, press, ring, still, tooltip } from '../chart.mjs';
import { setTextSize } from '../text-size.mjs';

const views = ['ranking', 'pair', 'change', 'gap', 'answers', 'table'];

/** For the colours of a mark and the paper: WCAG 2.2, "contrast ratio". */
function contrast(a, b) {
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((part) => part / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high, low] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (high + 0.05) / (low + 0.05);
}

/** The most frequent colour in a box of the lower layer that is not the colour of its corner, the paper. */
const colours = (page, { x, y }, half) =>
  page.evaluate(
    ({ x, y, half }) => {
      const canvas = document.querySelectorAll('.chart canvas')[1];
      const context = canvas.getContext('2d');
      const px = canvas.width / canvas.getBoundingClientRect().width;
      const [red, green, blue] = context.getImageData(1, Math.round(25 * px), 1, 1).data;
      const side = Math.round(2 * half * px);
      const { data } = context.getImageData(Math.round((x - half) * px), Math.round((y - half) * px), side, side);
      const counts = new Map();
      for (let at = 0; at < data.length; at += 4) {
        const colour = [data[at], data[at + 1], data[at + 2]].join();
        if (colour !== [red, green, blue].join()) counts.set(colour, (counts.get(colour) ?? 0) + 1);
      }
      const [found] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['0,0,0'];
      return { paper: [red, green, blue], mark: found.split(',').map(Number) };
    },
    { x, y, half },
  );

const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
];

for (const [name, media] of looks) {
  test(`a11y_13 marks have 3:1 contrast: ${name}`, async ({ page }) => {
    await page.emulateMedia(media);
    await page.goto('explore?view=pair');
    await expect(options(page)).toHaveCount(35);
    await still(page);
    await keys(page).focus();
    let at = await press(page, 'Home');
    for (let step = 0; step < 35; step += 1) {
      const { paper, mark } = await colours(page, at.center, 4);
      expect(contrast(paper, mark), `mark ${step}`).toBeGreaterThanOrEqual(3);
      at = await press(page, 'ArrowRight');
    }
  });

  test(`a11y_13 text is at least 12 px: ${name}`, async ({ page }) => {
    await page.emulateMedia(media);
    for (const view of views) {
      await page.goto(`explore?view=${view}&measure=urgent&pins=opportunity-gaps`);
      await page.getByText('Download, link, embed').click();
      await expect(page.getByRole('button', { name: 'CSV', exact: true })).toBeVisible();
      const small = await page.evaluate(() => {
        const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        const all = [...document.querySelectorAll('main *')].filter((element) => element.checkVisibility() && own(element));
        return all.filter((element) => parseFloat(getComputedStyle(element).fontSize) < 12).map((element) => element.outerHTML.slice(0, 80));
      });
      expect(small, view).toEqual([]);
    }
  });
}

for (const [size, factor] of /** @type {const} */ ([['100%', 1], ['200%', 2]])) {
  // WCAG 2.2, 1.4.4.
  test(`texts of charts are at least ${12 * factor} px with text at ${size}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await setTextSize(page, size);
    await page.addInitScript(() => {
      const fillText = CanvasRenderingContext2D.prototype.fillText;
      window.sizes = [];
      CanvasRenderingContext2D.prototype.fillText = function (...args) {
        const px = parseFloat(/([\d.]+)px/.exec(this.font)[1]);
        window.sizes.push((px * this.getTransform().a) / devicePixelRatio);
        return fillText.apply(this, args);
      };
    });
    for (const view of ['overview', ...views.slice(0, -1)]) {
      await page.goto(`explore?view=${view}&v=2`);
      await still(page);
      const { smallest, count } = await page.evaluate(() => ({ smallest: Math.min(...window.sizes), count: window.sizes.length }));
      expect(count, view).toBeGreaterThan(10);
      expect(smallest, view).toBeCloseTo(12 * factor, 1);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, view).toBeLessThanOrEqual(0);
    }
  });
}

for (const view of ['overview', 'ranking']) {
  test(`notes stay within the window with text at 200%: ${view}`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await setTextSize(page, '200%');
    await page.goto(`explore?view=${view}&measure=urgent&v=2`);
    await still(page);
    await chart(page).evaluate((chart) => chart.scrollIntoView());
    const { x, width } = await chart(page).boundingBox();
    for (const y of [300, 500, 700, 840]) {
      await page.mouse.move(x + width / 2, y);
      await expect(tooltip(page)).toBeVisible();
      const note = await tooltip(page).boundingBox();
      expect(note.y, `pointer at ${y} px`).toBeGreaterThanOrEqual(0);
      expect(note.y + note.height, `pointer at ${y} px`).toBeLessThanOrEqual(900);
      await page.mouse.move(1, 1);
      await expect(tooltip(page)).toHaveCount(0);
    }
  });
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  // Each tone is at least 2 px wide, so the ring shows over whatever it crosses.
  test(`a11y_15 focus ring has two tones: ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('explore?view=pair');
    await still(page);
    await keys(page).focus();
    const { center, width } = await press(page, 'Home');
    // Outwards from the mark, 45° up: the text's colour for 2 px or more, then the paper's.
    const ray = await page.evaluate(
      ({ center, width }) => {
        const context = document.querySelectorAll('.chart canvas')[2].getContext('2d');
        const along = Array.from({ length: Math.ceil(width / 2) + 2 }, (_, step) => step * Math.SQRT1_2);
        return along.map((step) => [...context.getImageData(Math.round(center.x + step), Math.round(center.y - step), 1, 1).data]);
      },
      { center, width },
    );
    const [text, paper] = colorScheme === 'light' ? [[0x1d, 0x21, 0x26], [0xff, 0xfd, 0xfa]] : [[0xee, 0xec, 0xe7], [0x16, 0x19, 0x1d]];
    const near = (colour, other) => colour[3] > 200 && other.every((part, at) => Math.abs(part - colour[at]) < 60);
    expect(ray.filter((colour) => near(colour, text)).length).toBeGreaterThanOrEqual(2);
    expect(ray.filter((colour) => near(colour, paper)).length).toBeGreaterThanOrEqual(2);
    expect(contrast(text, paper)).toBeGreaterThanOrEqual(4.5);
  });
}

for (const view of ['ranking', 'pair', 'change', 'gap']) {
  // Neither the tooltip nor the keyboard help may cover it.
  test(`a11y_15 focus ring is visible, uncovered: ${view}`, async ({ page }) => {
    await page.goto(`explore?view=${view}&measure=urgent`);
    await still(page);
    await page.getByText('Reset').focus();
    await page.keyboard.press('Tab');
    await expect(keys(page)).toBeFocused();
    const count = await options(page).count();
    for (const key of ['Home', ...Array(count - 1).fill('ArrowRight'), 'Home', 'End']) {
      await page.keyboard.press(key);
      await painted(page);
      const seen = await page.evaluate(() => {
        const id = document.querySelector('.chart-keys').getAttribute('aria-activedescendant');
        const frame = document.querySelector('.chart').getBoundingClientRect();
        const box = (selector) => document.querySelector(selector).getBoundingClientRect().toJSON();
        return { id, frame: frame.toJSON(), note: box('.chart > .tooltip'), help: box('.chart-help'), height: innerHeight };
      });
      // Lines of the mark are painted stronger as well: only the height of what is painted is the ring's.
      const { y, height } = await ring(page);
      const [top, bottom] = [seen.frame.top + y, seen.frame.top + y + height];
      const apart = (box) => box.top >= bottom - 1 || box.bottom <= top + 1;
      if (view !== 'change') expect(apart(seen.note), `${seen.id}: note`).toBe(true);
      const middle = (top + bottom) / 2;
      expect(middle > 0 && middle < seen.height, `${seen.id}: on the screen`).toBe(true);
      expect(middle < seen.help.top || middle > seen.help.bottom, `${seen.id}: help`).toBe(true);
    }
  });
}

/** How many pixels around a place differ strongly in grey between two moments. */
const greys = (page, { x, y }) =>
  page.evaluate(
    ({ x, y }) => {
      const half = 30;
      const sheet = document.createElement('canvas');
      sheet.width = sheet.height = 2 * half;
      const context = sheet.getContext('2d');
      for (const canvas of document.querySelectorAll('.chart canvas')) context.drawImage(canvas, half - x, half - y);
      const { data } = context.getImageData(0, 0, 2 * half, 2 * half);
      return Array.from({ length: data.length / 4 }, (_, at) => 0.3 * data[4 * at] + 0.59 * data[4 * at + 1] + 0.11 * data[4 * at + 2]);
    },
    { x, y },
  );

test('a11y_16 focus, hover and pins are visible in grayscale', async ({ page }) => {
  await page.goto('explore?view=pair');
  await still(page);
  await keys(page).focus();
  const { center } = await press(page, 'Home');
  const focused = await greys(page, center);
  await page.getByText('Reset').focus();
  await expect.poll(() => inked(page, 2)).toBe(0);
  const plain = await greys(page, center);
  const differ = (a, b) => a.filter((grey, at) => Math.abs(grey - b[at]) > 80).length;
  expect(differ(focused, plain)).toBeGreaterThan(60);
  await chart(page).hover({ position: center });
  await expect.poll(() => inked(page, 2)).toBeGreaterThan(60);
  expect(differ(await greys(page, center), plain)).toBeGreaterThan(60);
  await page.goto('explore?view=pair&pins=mental-health-trauma');
  await still(page);
  expect(differ(await greys(page, center), plain)).toBeGreaterThan(60);
});

/** Writes down the frames in which the lower layer is painted. */
const watch = (page) =>
  page.addInitScript(() => {
    window.frames_painted = [];
    const fillRect = CanvasRenderingContext2D.prototype.fillRect;
    CanvasRenderingContext2D.prototype.fillRect = function (...at) {
      if (this.canvas === document.querySelector('.chart canvas')) {
        const now = document.timeline.currentTime;
        if (window.frames_painted.at(-1) !== now) window.frames_painted.push(now);
      }
      return fillRect.apply(this, at);
    };
  });

for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference'])) {
  test(`a11y_21 ${reducedMotion === 'reduce' ? 'reduced motion paints a new measure in one frame' : 'a new measure animates for 0.2 to 2 s'}`, async ({ page, context }) => {
    await page.emulateMedia({ reducedMotion });
    await watch(page);
    const direct = await context.newPage();
    await direct.goto('explore?measure=urgent');
    const end = await still(direct);
    await direct.close(); // a page behind another gets no frames
    await page.goto('explore?measure=widespread');
    expect(await still(page)).not.toBe(end);
    await page.evaluate(() => (window.frames_painted = []));
    await page.getByLabel('Measure').selectOption('Urgent');
    await page.getByRole('heading', { level: 1 }).click(); // no ring
    await expect(page).toHaveURL(/measure=urgent/);
    await expect.poll(() => still(page)).toBe(end);
    const frames = await page.evaluate(() => window.frames_painted);
    if (reducedMotion === 'reduce') {
      expect(frames).toHaveLength(1);
    } else {
      expect(frames.length).toBeGreaterThan(3);
      expect(frames.at(-1) - frames[0]).toBeGreaterThan(200);
      expect(frames.at(-1) - frames[0]).toBeLessThan(2_000);
    }
  });
}

for (const deviceScaleFactor of [1, 2, 3]) {
  test.describe(`device pixel ratio ${deviceScaleFactor}`, () => {
    test.use({ deviceScaleFactor, viewport: { width: 320, height: 640 } });

    test('a11y_26 every view fits 320 px and stays sharp on zoom', async ({ page }) => {
      for (const view of views) {
        await page.goto(`explore?view=${view}&measure=urgent`);
        await expect(page.locator('.site-footer')).toBeVisible();
        await page.getByText('Download, link, embed').click();
        await expect(page.getByRole('button', { name: 'CSV', exact: true })).toBeVisible();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, view).toBeLessThanOrEqual(0);
        if (view === 'table') continue;
        await still(page);
        await keys(page).focus();
        await expect(tooltip(page)).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(320);
        const sharp = await page.evaluate(() => {
          const canvas = document.querySelector('.chart canvas');
          const box = canvas.getBoundingClientRect();
          const most = Math.min(devicePixelRatio, Math.sqrt(16e6 / (box.width * box.height)), 16e3 / box.height);
          return Math.abs(canvas.width - box.width * most);
        });
        expect(sharp, view).toBeLessThanOrEqual(1);
      }
      await page.goto('explore?view=pair');
      await still(page);
      // A zoom makes the window narrower in CSS px and their pixels more.
      const cdp = await page.context().newCDPSession(page);
      const zoomed = { width: 256, height: 512, deviceScaleFactor: deviceScaleFactor * 1.25, mobile: false };
      await cdp.send('Emulation.setDeviceMetricsOverride', zoomed);
      const off = () =>
        page.evaluate(() => {
          const canvas = document.querySelector('.chart canvas');
          return Math.abs(canvas.width - canvas.getBoundingClientRect().width * devicePixelRatio);
        });
      expect(await page.evaluate(() => devicePixelRatio)).toBe(deviceScaleFactor * 1.25);
      await expect.poll(off).toBeLessThanOrEqual(1);
    });
  });
}

test('forced colors outline the selected view', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('explore?view=gap&v=2');
  const selected = page.locator('nav.views [aria-current=true]');
  await expect(selected).toHaveText('Gap');
  await expect(selected).not.toHaveCSS('outline-style', 'none');
  await expect(page.locator('nav.views a').first()).toHaveCSS('outline-style', 'none');
});

// 1280 × 1024 CSS px at 400 %.
test('at 400 % zoom the help on keys leaves the note in sight', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 256 });
  await page.goto('explore?measure=urgent');
  await keys(page).focus();
  await press(page, 'ArrowDown');
  await expect(tooltip(page)).toBeVisible();
  const [note, help] = [await tooltip(page).boundingBox(), await page.locator('#chart-help').boundingBox()];
  const isApart = !help || help.y >= note.y + note.height || help.y + help.height <= note.y;
  expect(isApart, JSON.stringify({ note, help })).toBe(true);
});
