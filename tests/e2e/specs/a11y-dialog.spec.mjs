// Accessibility: the sign-up dialog. What it sends and says is in signup.spec.mjs.
import { expect, test } from '../fixtures.mjs';

const dialog = (page) => page.getByRole('dialog', { name: 'Sign up for updates' });
const opener = (page) => page.getByRole('button', { name: 'Sign up', exact: true }).first();

test('a11y_29 modal dialog traps focus and returns it to opener', async ({ page }) => {
  await page.goto('explore');
  await opener(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
  for (let stop = 0; stop < 20; stop += 1) {
    await page.keyboard.press('Tab');
    const where = await page.evaluate(() => {
      const element = document.activeElement;
      return element === document.body ? 'browser' : element.closest('dialog') ? 'dialog' : 'page';
    });
    expect(where).not.toBe('page');
  }
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const spoken = nodes.filter((node) => !node.ignored).map((node) => node.name?.value);
  expect(spoken).toContain('Email');
  expect(spoken).not.toContain('Explore the challenges');
  await page.mouse.click(5, 300); // beside it: nothing behind hears it
  await expect(page).toHaveURL(/explore\?signup$/);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(opener(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(opener(page)).toBeFocused();
});

test('a11y_29 a deep link opens the dialog and Back closes it', async ({ page }) => {
  await page.goto('equity?signup');
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
  await page.goto('equity');
  await opener(page).click();
  await expect(page).toHaveURL(/equity\?signup$/);
  await page.goBack();
  await expect(dialog(page)).toBeHidden();
  await expect(page).toHaveURL(/equity$/);
});
