// The overview: the view that a bare address opens, a row a challenge and a lane a headline measure.

import { bundle, chart, inked, keys, options, painted, serve, spoken, still } from '../chart.mjs';
import { expect, test } from '../fixtures.mjs';

const heads = (page) => page.locator('.lane-heads').getByRole('button');
const badge = (page) => page.locator('figcaption').getByRole('button', { name: 'Illustrative' });

test('a bare address opens the overview of headline measures', async ({ page }) => {
  await page.goto('explore');
  await expect(page.getByRole('navigation', { name: 'View' }).locator('[aria-current=true]')).toHaveText('Overview');
  await page.mouse.move(300, 400); // the heads answer once the page is used
  await expect(heads(page)).toHaveText(['Priority', 'Widespread', 'Urgent']);
  await expect.poll(() => inked(page, 1)).toBeGreaterThan(0);
  // One stop says all values of a row.
  await expect(options(page).first()).toContainText(/priority #1.*widespread \d+.*urgent \d+/);
});

test('heads lie over the titles drawn, and stay in sight', async ({ page }) => {
  await page.goto('explore');
  await still(page);
  await page.mouse.move(300, 400);
  const place = async () => {
    const [frame, head] = [await chart(page).boundingBox(), await heads(page).first().boundingBox()];
    return { frame, head };
  };
  const { frame, head } = await place();
  expect(head.y - frame.y).toBeGreaterThanOrEqual(0);
  expect(head.y - frame.y).toBeLessThan(30);
  expect(head.height).toBeGreaterThanOrEqual(24);
  await page.evaluate(() => scrollBy(0, 900));
  expect((await place()).head.y).toBeGreaterThanOrEqual(0);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test('the first tap on the title of a lane sorts', async ({ page }) => {
    await page.goto('explore');
    await still(page);
    await page.mouse.move(200, 600);
    const { x, y, width, height } = await heads(page).nth(2).boundingBox();
    await page.mouse.move(1, 1);
    await page.goto('about');
    await page.goto('explore');
    await still(page);
    await expect(heads(page)).toHaveCount(0);
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await expect(page).toHaveURL(/measure=urgent/);
  });
});

test('a head sorts the rows by its measure', async ({ page }) => {
  await page.goto('explore');
  await page.mouse.move(300, 400);
  await expect(heads(page).nth(0)).toHaveAttribute('aria-pressed', 'true');
  const before = await still(page);
  await heads(page).nth(2).click();
  await expect(page).toHaveURL(/\/explore\?measure=urgent&v=2$/);
  await expect(heads(page).nth(2)).toHaveAttribute('aria-pressed', 'true');
  await expect(heads(page).nth(2)).toBeFocused();
  expect(await still(page)).not.toBe(before);
  const shares = async () =>
    (await options(page).allTextContents()).map((text) => Number(/urgent (\d+)/.exec(text)?.[1] ?? -1));
  const sorted = await shares();
  expect(sorted).toEqual([...sorted].sort((a, b) => b - a));
});

test('a row is one stop of the keys, and Enter opens its page', async ({ page }) => {
  await page.goto('explore');
  await keys(page).focus();
  await page.keyboard.press('ArrowDown');
  expect(await spoken(page)).toBe(await options(page).nth(1).textContent());
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/explore/);
});

test('the rows move into every other view and back', async ({ page }) => {
  await page.goto('explore');
  await still(page);
  for (const view of ['Ranking', 'Widespread × urgent', 'Change', 'Gap', 'Every answer', 'Overview']) {
    await page.getByRole('link', { name: view, exact: true }).click();
    await expect(page.locator('.views [aria-current=true]')).toHaveText(view);
    await still(page);
    expect(await inked(page, 0)).toBeGreaterThan(0);
  }
});

test('the badge explains itself on hover, focus and tap', async ({ page }) => {
  await page.goto('explore');
  const help = page.getByRole('tooltip', { name: /Nobody was asked/ }).or(page.getByText('Nobody was asked'));
  await expect(help.first()).toBeHidden();
  await badge(page).hover();
  await expect(help.first()).toBeVisible();
  await page.mouse.move(0, 0);
  await expect(help.first()).toBeHidden();
  await badge(page).focus();
  await expect(help.first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help.first()).toBeHidden();
  await badge(page).click();
  await expect(help.first()).toBeVisible();
});

for (const width of [360, 1280]) {
  test(`one click leads to published numbers and back: ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await page.goto('explore');
    const link = page.locator('figcaption').getByRole('link', { name: /^Real priorities/ });
    await expect(link).toHaveText('Real priorities: 2025–26');
    await link.click();
    await expect(page).toHaveURL(/wave=2025-26&v=2$/);
    await expect(badge(page)).toHaveCount(0);
    await expect(page.locator('figcaption .badge')).toHaveText('Published');
    await expect(page.locator('figcaption .badge')).toBeInViewport({ ratio: 1 });
    // A lane without any value in the wave is not there.
    await expect(heads(page)).toHaveText(['Priority']);
    await page.locator('figcaption').getByRole('link', { name: /invented answers/ }).click();
    await expect(badge(page)).toBeVisible();
  });
}

test('an old link shows the ranking that it showed', async ({ page }) => {
  await page.goto('explore?theme=equity');
  await expect(page.locator('.views [aria-current=true]')).toHaveText('Ranking');
  await expect(page.locator('#wave')).toHaveValue('2025-26');
});

test.describe('on a phone with 2 device px', () => {
  test.use({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 });

  test('a picture too tall for a canvas is sharp at both ends', async ({ page }) => {
    await serve(page, bundle({ count: 400, waves: 1 }));
    await page.goto('explore');
    await expect.poll(() => inked(page, 1)).toBeGreaterThan(0);
    const sharpness = () =>
      page.evaluate(() => {
        const canvas = document.querySelector('.chart canvas');
        return canvas.width / canvas.getBoundingClientRect().width;
      });
    expect(await sharpness()).toBeCloseTo(2, 1);
    const frame = await chart(page).boundingBox();
    expect(frame.height).toBeGreaterThan(20_000);
    await chart(page).evaluate((element) => element.scrollIntoView({ block: 'end' }));
    // The marks of the last rows are on the screen.
    const inkAtTheEnd = () =>
      page.evaluate(() => {
        const frame = document.querySelector('.chart').getBoundingClientRect();
        const canvas = document.querySelectorAll('.chart canvas')[1];
        const box = canvas.getBoundingClientRect();
        const ratio = canvas.width / box.width;
        const from = Math.round((frame.bottom - 300 - box.top) * ratio);
        const { data } = canvas.getContext('2d').getImageData(0, from, canvas.width, Math.round(280 * ratio));
        return data.filter((value, at) => at % 4 === 3 && value > 0).length;
      });
    await expect.poll(inkAtTheEnd).toBeGreaterThan(0);
    await painted(page);
    expect(await sharpness()).toBeCloseTo(2, 1);
  });
});
