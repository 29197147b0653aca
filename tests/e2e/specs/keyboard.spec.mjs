// The whole site without a pointer: every stop can be seen, nothing traps but the dialog.
import { expect, test } from '../fixtures.mjs';

const paths = ['.', 'equity', 'school-culture-climate-safety/student-teacher-relationships', 'about', 'explore', 'nowhere'];

/** What has the focus, whether all of it is on the screen, and whether it shows; null for the page itself. */
const stop = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
    const rings = [null, '::after'].map((part) => getComputedStyle(element, part));
    const ringed = rings.some((style) => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2);
    return { name: (element.getAttribute('aria-label') ?? element.textContent).trim(), onScreen, ringed };
  });

for (const path of paths) {
  test(`tab stops are visible and never trap: ${path}`, async ({ page }) => {
    await page.goto(path);
    await expect(page.locator('.site-footer')).toBeVisible();
    const names = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const now = await stop(page);
      if (now === null) break; // back at the browser's own controls
      expect(now, `stop ${names.length}`).toMatchObject({ onScreen: true, ringed: true });
      names.push(now.name);
      expect(names.length).toBeLessThan(120);
    }
    expect(names.slice(0, 8)).toEqual(['Skip to content', 'Challenge Map', 'Map', 'Explore', 'Discuss', 'Search', 'About', 'Sign up']);
    expect(names.slice(-4)).toEqual(['Explore the visualization', 'English', 'Español', 'العربية']);
  });
}

test('keyboard alone completes a sign-up from the home page', async ({ page, readSignups }) => {
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await page.goto('.');
  await page.getByRole('link', { name: 'Equity', exact: true }).focus();
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Equity');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await press('Tab', 'Tab'); // the heading stands before the cards, and the badge that explains itself
  await expect(page.getByRole('link', { name: 'Opportunity Gaps' })).toBeFocused();
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opportunity Gaps');

  const opener = page.getByRole('button', { name: 'Sign up for updates' });
  await opener.focus();
  await press('Enter');
  const dialog = page.getByRole('dialog');
  const inside = [page.getByRole('textbox', { name: 'Email' }), page.getByLabel('Name (optional)'), page.getByLabel('Role (optional)')];
  inside.push(page.getByLabel(/Send me updates/));
  inside.push(...['Sign up', 'Close'].map((name) => dialog.getByRole('button', { name, exact: true })));
  for (const control of inside) {
    await expect(control).toBeFocused();
    await press('Tab');
  }
  // Past the last control is the browser, and then the first again: never the page behind.
  await expect(opener).not.toBeFocused();
  if ((await stop(page)) === null) await press('Tab');
  await expect(inside[0]).toBeFocused();

  await press('Enter'); // sends the form, which lacks everything
  await expect(inside[0]).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('group', { name: '2 things to correct' })).toBeFocused();
  await press('Tab', 'Enter'); // the first of them leads to its field
  await expect(inside[0]).toBeFocused();
  await page.keyboard.type('keys@example.org');
  await press('Tab', 'Tab', 'Tab', 'Space', 'Tab', 'Enter');
  const done = dialog.getByRole('button', { name: 'Done' });
  await expect(done).toBeFocused();
  expect(await readSignups()).toMatchObject([{ email: 'keys@example.org' }]);
  await press('Enter');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('chart selectors work by keyboard alone', async ({ page }) => {
  await page.goto('explore?view=ranking&v=2');
  await page.getByLabel('Wave').focus();
  await page.keyboard.press('End'); // the oldest of the made-up waves
  await expect(page).toHaveURL(/explore\?view=ranking&wave=sample-2024&v=2$/);
  await expect(page.locator('figcaption .provenance')).toContainText('Sample survey 2024');
  await page.keyboard.press('Home'); // the newest of the published ones
  await expect(page).toHaveURL(/explore\?view=ranking&wave=2025-26&v=2$/);
  await expect(page.locator('figcaption .provenance')).toContainText('2025–26');
  await expect(page.getByLabel('Wave')).toBeFocused();
  await page.getByLabel('Measure').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/measure=widespread/);
  await expect(page.getByLabel('Measure')).toBeFocused();
});
