// Accessibility: pointer and finger.
import { expect, test } from '../fixtures.mjs';
import { bundle, chart, inked, keys, options, painted, press, ring, serve, spoken, tooltip } from '../chart.mjs';

const names = ['Challenge 0', 'Challenge 1'];
// Two marks on one spot, one far from both, one that widens the scale.
const ties = bundle({ count: 4, value: (_, at) => [50, 50, 65, 80][at] });
const crowd = (page) => page.getByRole('group', { name: 'Challenges at this point' });

/** Where the mark of a challenge is, found by keyboard; the focus is elsewhere afterwards. */
async function mark(page, name) {
  await expect(options(page)).not.toHaveCount(0);
  await expect.poll(() => inked(page, 0)).toBeGreaterThan(0);
  await keys(page).focus();
  await press(page, 'Home');
  while (!(await spoken(page)).startsWith(name)) await press(page, 'ArrowRight');
  // What else is painted of a mark, its stem, comes from the left.
  const { x, width, height, center } = await ring(page);
  await page.getByText('Reset').focus();
  await painted(page);
  return { x: x + width - height / 2, y: center.y };
}

test('a11y_17 click lists overlapping marks; Enter opens one', async ({ page }) => {
  await serve(page, ties);
  await page.goto('explore?view=pair');
  const position = await mark(page, names[0]);
  expect(await mark(page, names[1])).toEqual(position);
  await chart(page).click({ position });
  await expect(crowd(page).getByRole('button')).toHaveText(names.map((name) => new RegExp(name)));
  await page.keyboard.press('Escape');
  await expect(crowd(page)).toHaveCount(0);
  await chart(page).click({ position });
  await crowd(page).getByRole('button', { name: names[1] }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(names[1]);
});

test('a11y_18 a click 11 px from a mark hits it, 40 px misses', async ({ page }) => {
  await serve(page, ties);
  await page.goto('explore?view=pair');
  const { x, y } = await mark(page, 'Challenge 2');
  await chart(page).click({ position: { x: x - 40, y } });
  await expect(page).toHaveURL(/explore/);
  await chart(page).click({ position: { x: x - 11, y } });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Challenge 2');
});

// Links in a sentence are exempt, as in WCAG 2.2, 2.5.8.
for (const width of [360, 1280]) {
  test(`a11y_18 controls are at least 24 px by 24 px, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('explore?view=gap&measure=urgent&pins=opportunity-gaps');
    await page.getByText('Download, link, embed').click();
    await page.getByText('View as table').click();
    await expect(page.locator('.export-panel .files')).toBeVisible();
    const small = await page.evaluate(() => {
      const all = document.querySelectorAll('.explore :is(button, select, input, summary, .views a, .reset)');
      const boxes = [...all].filter((element) => element.checkVisibility()).map((element) => [element, element.getBoundingClientRect()]);
      return boxes.filter(([, box]) => box.width < 24 || box.height < 24).map(([element]) => element.outerHTML.slice(0, 80));
    });
    expect(small).toEqual([]);
  });
}

for (const query of ['view=pair', 'measure=urgent']) {
  test(`a11y_19 tooltip can be dismissed, hovered: ${query}`, async ({ page }) => {
    await page.goto(`explore?${query}`);
    const { x, y } = await mark(page, 'Mental Health');
    // A note below the window's edge is out of the pointer's reach.
    await chart(page).evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await chart(page).hover({ position: { x, y } });
    await expect(tooltip(page)).toContainText('Mental Health & Trauma');
    await page.keyboard.press('Escape'); // without a move
    await expect(tooltip(page)).toHaveCount(0);
    await chart(page).hover({ position: { x: x + 1, y } });
    const box = await chart(page).boundingBox();
    const note = await tooltip(page).boundingBox();
    await page.mouse.move(box.x + x, note.y + 12, { steps: 40 });
    await painted(page);
    await expect(tooltip(page)).toContainText('Mental Health & Trauma');
    expect(await tooltip(page).boundingBox()).toEqual(note);
    await page.mouse.move(box.x + box.width / 2, box.y - 30, { steps: 10 });
    await expect(tooltip(page)).toHaveCount(0);
  });
}

// Nothing in the chart needs a pinch or a drag.
test('a11y_20 the wheel over the chart scrolls the page', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  await chart(page).hover({ position: { x: 200, y: 60 } });
  await page.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
  await expect(page.getByRole('link', { name: 'Reset' })).toBeAttached();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('a11y_17 a tap on overlapping marks lists them', async ({ page }) => {
    await serve(page, ties);
    await page.goto('explore?view=pair');
    const position = await mark(page, names[0]);
    await chart(page).tap({ position });
    await expect(crowd(page).getByRole('button')).toHaveCount(2);
    await page.getByRole('heading', { level: 1 }).tap();
    await expect(crowd(page)).toHaveCount(0);
    await chart(page).tap({ position });
    await crowd(page).getByRole('button', { name: names[1] }).tap();
    await expect(crowd(page)).toHaveCount(0);
    await expect(page).toHaveURL(/explore/); // its note first
    await expect(tooltip(page)).toContainText(names[1]);
    await tooltip(page).getByRole('button', { name: 'Open' }).tap();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(names[1]);
  });

  test('a11y_19 tap shows tooltip, outside tap hides, second opens', async ({ page }) => {
    await page.goto('explore?wave=spring-2020');
    const position = await mark(page, 'Opportunity Gaps');
    await page.reload(); // a mark that had the keys would be told already
    await expect.poll(() => inked(page, 0)).toBeGreaterThan(0);
    await chart(page).tap({ position });
    await expect(tooltip(page)).toContainText('Opportunity Gaps');
    await page.getByRole('heading', { level: 1 }).tap();
    await expect(tooltip(page)).toHaveCount(0);
    await expect(page).toHaveURL(/explore/);
    await chart(page).tap({ position });
    await expect(tooltip(page)).toContainText('Opportunity Gaps');
    await chart(page).tap({ position });
    await expect(page).toHaveURL(/opportunity-gaps\?wave=spring-2020$/);
  });

  test('a11y_20 swiping the chart scrolls; pinch stays native', async ({ page }) => {
    await page.goto('explore?measure=urgent');
    await expect.poll(() => inked(page, 0)).toBeGreaterThan(0);
    const box = await chart(page).boundingBox();
    const cdp = await page.context().newCDPSession(page);
    const touch = (type, y) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: y === null ? [] : [{ x: box.x + 100, y }] });
    await touch('touchStart', 650);
    for (let y = 640; y >= 400; y -= 20) await touch('touchMove', y);
    await touch('touchEnd', null);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await expect(chart(page)).toHaveCSS('touch-action', 'manipulation');
  });
});

// Rows are as wide as the chart; a note that stays where the pointer came in can be out of reach, or below the window.
for (const [width, height] of [[1440, 900], [1024, 600]]) {
  test(`the note of each row is seen and reached, ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('explore?v=2');
    await expect(options(page)).not.toHaveCount(0);
    const { x, y, width: wide } = await chart(page).boundingBox();
    await page.mouse.move(x + wide / 2, y + 80); // fetches the part of notes
    await expect(tooltip(page)).toBeVisible();
    for (let at = y + 80; at < height - 4; at += 32) {
      await page.mouse.move(x + wide * 0.8, at);
      const name = await tooltip(page).locator('strong').textContent();
      await page.mouse.move(x + wide * 0.15, at, { steps: 4 });
      await expect(tooltip(page).locator('strong')).toHaveText(name);
      const box = await tooltip(page).boundingBox();
      expect(box.y, name).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height, name).toBeLessThanOrEqual(height);
      const button = await tooltip(page).getByRole('button', { name: /^Compare/ }).boundingBox();
      await page.mouse.move(x + wide * 0.15, button.y + button.height / 2, { steps: 6 });
      await page.mouse.move(button.x + button.width / 2, button.y + button.height / 2, { steps: 6 });
      await expect(tooltip(page).locator('strong')).toHaveText(name);
    }
  });
}
