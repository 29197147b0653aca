// Finding one's way: deep links, navigation, Back, focus, titles, search.
import { expect, test } from '../fixtures.mjs';

const seed = 'school-culture-climate-safety/student-teacher-relationships';

test('a deep link shows its page and document title', async ({ page }) => {
  const response = await page.goto(seed);
  expect(response?.status()).toBe(200);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Student-Teacher Relationships');
  await expect(page).toHaveTitle('Student-Teacher Relationships – Challenge Map');
  await expect(page.getByText('This challenge ranked as practitioners’ #8 priority in spring 2020.')).toBeVisible();
});

test('navigation focuses the heading and Back returns', async ({ page }) => {
  await page.goto('.');
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Challenge Map');
  await expect(heading).not.toBeFocused(); // the first page leaves the focus to the browser

  await page.getByRole('link', { name: 'Equity', exact: true }).click();
  await expect(page).toHaveURL(/\/equity$/);
  await expect(heading).toHaveText('Equity');
  await expect(heading).toBeFocused();
  await expect(page).toHaveTitle('Equity – Challenge Map');

  await page.getByRole('link', { name: 'Opportunity Gaps', exact: true }).click();
  await expect(heading).toHaveText('Opportunity Gaps');
  await expect(heading).toBeFocused();

  await page.goBack();
  await expect(heading).toHaveText('Equity');
  await page.goBack();
  await expect(heading).toHaveText('Challenge Map');
  await expect(page).toHaveTitle('Challenge Map');
  await page.goForward();
  await expect(heading).toHaveText('Equity');
});

test('the same route with new parameters updates the heading', async ({ page }) => {
  await page.goto('equity/nothing-here');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
  await page.getByLabel('Find a challenge').fill('special');
  await page.getByLabel('Find a challenge').press('Enter');
  await page.getByRole('link', { name: 'Special Education', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Special Education');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('navigation scrolls to the top; Back restores the position', async ({ page }) => {
  await page.goto('.');
  const scrolled = () => page.evaluate(() => Math.round(window.scrollY));
  await page.getByRole('link', { name: 'About, method and data' }).scrollIntoViewIfNeeded();
  const before = await scrolled();
  expect(before).toBeGreaterThan(300);
  await page.getByRole('link', { name: 'About, method and data' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
  await expect.poll(scrolled).toBe(0);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Challenge Map');
  await expect.poll(scrolled).toBe(before);
});

test('a Ctrl+click opens a link in a new tab', async ({ page, context }) => {
  await page.goto('.');
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Equity', exact: true }).click({ modifiers: ['ControlOrMeta'] });
  await expect((await opened).getByRole('heading', { level: 1 })).toHaveText('Equity');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Challenge Map');
});

test('the skip link moves focus to the main content', async ({ page }) => {
  await page.goto('about');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('About');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Skip to content')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/about#main$/);
  await expect(page.locator('#main')).toBeFocused();
});

test('the rank link opens the chart with its challenge focused', async ({ page }) => {
  await page.goto(seed);
  await page.getByRole('link', { name: 'Explore visualization', exact: true }).click();
  await expect(page).toHaveURL(/explore\?wave=spring-2020&focus=student-teacher-relationships&v=2$/);
  await expect(page.locator('.tooltip')).toContainText('Student-Teacher Relationships');
});

test('no page overflows a 320 px viewport', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ['.', 'explore', 'explore?view=pair', 'about', 'equity', seed]) {
    await page.goto(path);
    await expect(page.locator('.site-footer')).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
