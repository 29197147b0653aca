// Accessibility: all of the picture by keyboard, and what is said meanwhile.
import { expect, test } from '../fixtures.mjs';
import { bundle, chart, keys, options, painted, pixels, serve, spoken, status, still, tabTo, tooltip } from '../chart.mjs';

test('a11y_06 arrow keys visit every mark once and stop at the end', async ({ page }) => {
  await serve(page, bundle({ count: 38 }));
  await page.goto('explore?view=pair');
  await expect(options(page)).toHaveCount(38);
  await keys(page).focus();
  const order = (await options(page).allTextContents()).map((text) => text.split(':')[0]);
  const visited = [await spoken(page)];
  for (let step = 1; step < 38; step += 1) {
    await page.keyboard.press('ArrowRight');
    visited.push(await spoken(page));
  }
  expect(visited.map((text) => text.split(':')[0])).toEqual(order);
  await page.keyboard.press('ArrowRight');
  expect(await spoken(page)).toBe(visited[37]); // no silent wrap
  await expect(status(page)).toHaveText('Last of 38.');
  await page.keyboard.press('PageUp');
  expect(await spoken(page)).toBe(visited[27]);
  await page.keyboard.press('Home');
  expect(await spoken(page)).toBe(visited[0]);
  await page.keyboard.press('ArrowLeft');
  await expect(status(page)).toHaveText('First of 38.');
  await page.keyboard.press('PageDown');
  expect(await spoken(page)).toBe(visited[10]);
  await page.keyboard.press('End');
  expect(await spoken(page)).toBe(visited[37]);
});

test('a11y_06 Escape hides tooltip, then blurs chart; Space opens', async ({ page }) => {
  await page.goto('explore?view=pair');
  await keys(page).focus();
  await expect(tooltip(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tooltip(page)).toHaveCount(0);
  await expect(keys(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(keys(page)).not.toBeFocused();
  await page.keyboard.press('Tab'); // goes on from where it was
  await expect(page.locator('.legend button').first()).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(keys(page)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Mental Health & Trauma');
});

test('a11y_07 every explore control works by keyboard alone', async ({ page }) => {
  const choose = async (name, key) => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await page.goto('explore');
  await expect(page.locator('.site-footer')).toBeVisible();
  await choose('Widespread ×', 'Enter');
  await expect(page).toHaveURL(/view=pair&v=2$/);
  await choose('Vertical axis', 'End');
  await expect(page).toHaveURL(/y=progress/);
  await choose('Wave', 'ArrowDown');
  await expect(page).toHaveURL(/wave=/);
  await choose('Group', 'ArrowDown');
  await expect(page).toHaveURL(/group=role/);
  await choose('Highlight theme', 'End');
  await expect(page).toHaveURL(/theme=/);
  await tabTo(page, 'Find a challenge');
  await page.keyboard.type('math');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/focus=/);
  await choose('Download, link, embed', 'Enter');
  const saved = page.waitForEvent('download');
  await choose('CSV', 'Enter');
  await saved;
  await choose('View as table', 'Enter');
  await expect(page.locator('.table-view table')).toBeVisible();
  await choose('Challenge', 'Enter');
  await expect(page).toHaveURL(/sort=challenge/);
  await expect(page.getByRole('columnheader', { name: 'Challenge' })).toHaveAttribute('aria-sort', 'ascending');
  await choose(/^Compare /, 'Space');
  await expect(page).toHaveURL(/pins=/);
  await choose('Reset', 'Enter');
  await expect(page).toHaveURL(/explore$/);
  await expect(options(page)).not.toHaveCount(0);
  await tabTo(page, /^Mental Health & Trauma leads/);
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/explore/);
});

test('a11y_08 keys have no effect while the chart is unfocused', async ({ page }) => {
  await page.goto('explore?view=pair');
  const before = await still(page);
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789/?+-*'];
  for (const key of [...letters, 'ArrowRight', 'ArrowDown', 'Home', 'End', 'Enter']) {
    await page.keyboard.press(key);
  }
  await expect(page).toHaveURL(/explore\?view=pair$/);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  await expect(keys(page)).not.toHaveAttribute('aria-activedescendant');
  await expect(status(page)).toHaveText('');
  expect(await pixels(page)).toBe(before);
  await keys(page).focus(); // and in it letters do nothing either
  const here = await spoken(page);
  for (const key of letters) await page.keyboard.press(key);
  expect(await spoken(page)).toBe(here);
});

test('a11y_09 Back keeps the chart focus and the active mark', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  await page.getByLabel('Highlight theme').selectOption('Equity');
  await expect(page).toHaveURL(/theme=equity/);
  await keys(page).focus();
  await page.keyboard.press('ArrowRight');
  const name = (await spoken(page)).split(':')[0];
  await page.goBack();
  await expect(page).toHaveURL(/measure=urgent$/);
  await expect(keys(page)).toBeFocused();
  expect(await spoken(page)).toContain(`${name}:`);
});

test('a11y_09 losing the active mark keeps focus, announces count', async ({ page }) => {
  const value = (measure, at) => (measure === 'urgent' && at === 0 ? null : 90 - at);
  await serve(page, bundle({ value }));
  await page.goto('explore?measure=urgent');
  await page.getByLabel('Measure').selectOption('Widespread');
  await expect(options(page)).toHaveCount(12);
  await keys(page).focus();
  expect(await spoken(page)).toContain('Challenge 0:');
  await page.goBack();
  await expect(options(page)).toHaveCount(11);
  await expect(keys(page)).toBeFocused();
  expect(await spoken(page)).toBeNull();
  await expect(status(page)).toHaveText(/^11 challenges\. /);
});

// Removing the last pin moves the focus to the chart.
test('a11y_09 pin and sort controls keep focus on re-render', async ({ page }) => {
  const pinned = ['opportunity-gaps', 'technology-access'];
  await page.goto(`explore?wave=spring-2020&pins=${pinned.join(',')}`);
  const compared = page.locator('.compared .pin');
  await expect(compared).toHaveCount(2);
  for (const left of [1, 0]) {
    await compared.first().focus();
    await page.keyboard.press('Enter');
    await expect(compared).toHaveCount(left);
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  }
  await expect(keys(page)).toBeFocused();
  await page.getByText('View as table').click();
  const sort = page.getByRole('columnheader', { name: 'Challenge' }).getByRole('button');
  await sort.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sort=challenge/);
  await expect(sort).toBeFocused();
});

/** Writes down every text that a status region comes to hold. */
const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    for (const region of document.querySelectorAll('[role=status], [aria-live]')) {
      new MutationObserver(() => region.textContent && window.heard.push(region.textContent)).observe(region, {
        childList: true, characterData: true, subtree: true,
      });
    }
  });

test('a11y_10 a held arrow key announces once, hover never', async ({ page }) => {
  await page.goto('explore?view=pair');
  await expect(options(page)).toHaveCount(35);
  await expect(page.locator('.explore > [role=status]')).toHaveCount(2); // outside of what is made anew
  await keys(page).focus();
  await listen(page);
  for (let repeat = 0; repeat < 60; repeat += 1) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  await expect(status(page)).toHaveText('Last of 35.');
  expect(await page.evaluate(() => window.heard)).toEqual(['Last of 35.']);
  expect(await spoken(page)).toContain('35 of 35');

  await page.evaluate(() => (window.heard = []));
  const box = await chart(page).boundingBox();
  await page.mouse.move(box.x, box.y);
  await page.mouse.move(box.x + box.width, box.y + box.height, { steps: 60 });
  await painted(page);
  expect(await page.evaluate(() => window.heard)).toEqual([]);
});
