// The picture by mouse, by touch and by keyboard; its state in the address.
import { expect, test } from '../fixtures.mjs';

// In the ladder of places, rows are 40 px high below a head of 28 px, and marks stand 60 px in.
const row = (place) => ({ x: 60, y: 28 + 40 * (place - 1) + 20 });

const chart = (page) => page.locator('.chart');
const keys = (page) => page.getByRole('listbox');
const tooltip = (page) => page.locator('.tooltip');

/** The option that a screen reader would read now. */
async function spoken(page) {
  const id = await keys(page).getAttribute('aria-activedescendant');
  return id === null ? null : page.locator(`#${id}`).textContent();
}

/** How many pixels of a canvas layer are not transparent. */
const inked = (page, layer) =>
  page.evaluate((layer) => {
    const canvas = document.querySelectorAll('.chart canvas')[layer];
    if (!canvas?.width) return 0; // not drawn yet
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
  }, layer);

test('mouse: hover shows the tooltip, click opens the page', async ({ page }) => {
  await page.goto('explore?wave=spring-2020');
  await chart(page).hover({ position: row(8) });
  await expect(tooltip(page)).toContainText('Student-Teacher Relationships');
  await expect(tooltip(page)).toContainText('Priority #8');
  await expect(tooltip(page)).toContainText('Practitioners, Spring 2020, number of answers not published');
  await expect.poll(() => inked(page, 2)).toBeGreaterThan(100);
  await chart(page).click({ position: row(8) });
  await expect(page).toHaveURL(/student-teacher-relationships\?wave=spring-2020$/);
  await page.goBack();
  await expect(page).toHaveURL(/explore\?.*wave=spring-2020&focus=student-teacher-relationships/);
});

test('a rank without a known challenge shows no tooltip', async ({ page }) => {
  await page.goto('explore?wave=spring-2020');
  await chart(page).hover({ position: row(1) });
  await expect(tooltip(page)).toHaveCount(0);
  await chart(page).hover({ position: row(2) });
  await expect(tooltip(page)).toContainText('Teaching with Technology');
});

test('keyboard: one tab stop, arrows, Home, End, Escape, Enter', async ({ page }) => {
  await page.goto('explore?wave=spring-2020');
  await page.getByRole('link', { name: 'Reset' }).focus();
  await page.keyboard.press('Tab');
  await expect(keys(page)).toBeFocused();
  await expect(page.getByText('Arrow keys move between challenges')).toBeVisible();
  expect(await spoken(page)).toContain('Teaching with Technology: priority #2, 1 of 8, Practitioners, Spring 2020');

  const visited = [await spoken(page)];
  for (let step = 1; step < 8; step += 1) {
    await page.keyboard.press('ArrowRight');
    visited.push(await spoken(page));
  }
  expect(new Set(visited).size).toBe(8);
  expect(visited[7]).toContain('Special Education: priority #10, 8 of 8');
  await page.keyboard.press('ArrowRight'); // no silent wrap
  expect(await spoken(page)).toBe(visited[7]);
  await page.keyboard.press('Home');
  expect(await spoken(page)).toBe(visited[0]);
  await page.keyboard.press('End');
  expect(await spoken(page)).toBe(visited[7]);
  await page.keyboard.press('PageUp');
  expect(await spoken(page)).toBe(visited[0]);

  await expect(tooltip(page)).toContainText('Teaching with Technology');
  await page.keyboard.press('Escape');
  await expect(tooltip(page)).toHaveCount(0);
  await expect(keys(page)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(tooltip(page)).toContainText('Opportunity Gaps');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/equity\/opportunity-gaps\?wave=spring-2020$/);
});

test('the chart is one tab stop with 35 marks', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  await keys(page).focus();
  await expect(keys(page).getByRole('option')).toHaveCount(35);
  await page.keyboard.press('Tab');
  await expect(keys(page)).not.toBeFocused();
  await expect(page.locator('.chart :focus')).toHaveCount(0);
});

test('controls update URL, chart, table and name; Back undoes', async ({ page }) => {
  await page.goto('explore?view=ranking&wave=2025-26&v=2');
  await expect(keys(page)).toHaveAccessibleName(/comes first for League district leaders/);
  await page.getByText('View as table').click();
  await page.getByLabel('Measure').selectOption('Urgent');
  await expect(page).toHaveURL(/explore\?view=ranking&measure=urgent&v=2$/);
  await expect(page.locator('.takeaway')).toContainText('educators answered “urgent”');
  await expect(page.locator('figcaption .badge')).toHaveText('Illustrative');
  await page.getByLabel('Group').selectOption('Teachers');
  await expect(page).toHaveURL(/group=role\/teacher/);
  await expect(page.locator('.takeaway')).toContainText('teachers answered');
  const rows = page.locator('.table-view tbody tr');
  await expect(rows).toHaveCount(await keys(page).getByRole('option').count());
  await expect(page.getByRole('heading', { level: 1 })).not.toBeFocused(); // a filter is no new page
  await page.goBack();
  await expect(page).toHaveURL(/explore\?view=ranking&measure=urgent&v=2$/);
  await expect(page.getByLabel('Group')).toHaveValue('everyone');
  await page.goBack();
  await expect(page.getByLabel('Measure')).toHaveValue('priority');
});

test('the pair view shows two measures and follows its selectors', async ({ page }) => {
  await page.goto('explore');
  await page.getByRole('link', { name: 'Widespread × urgent' }).click();
  await expect(page).toHaveURL(/explore\?view=pair&v=2$/);
  await expect(keys(page).getByRole('option')).toHaveCount(35);
  await page.locator('#up').selectOption('Progress');
  await expect(page).toHaveURL(/y=progress/);
  await expect(page.getByRole('link', { name: 'Widespread × progress' })).toHaveAttribute('aria-current', 'true');
  await page.getByRole('link', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/explore$/);
});

test('unknown URL parameters fall back with a visible note', async ({ page }) => {
  await page.goto('explore?wave=2031&measure=love');
  await expect(page.getByText('The address asks for the wave “2031”, which this site does not have.')).toBeVisible();
  await expect(keys(page).getByRole('option')).not.toHaveCount(0);
});

for (const deviceScaleFactor of [1, 2, 3]) {
  test.describe(`device pixel ratio ${deviceScaleFactor}`, () => {
    test.use({ deviceScaleFactor });

    test('the canvas uses device pixels and follows a resize', async ({ page }) => {
      await page.goto('explore');
      const size = () =>
        page.evaluate(() => {
          const canvas = document.querySelector('.chart canvas');
          return [canvas.width, Math.round(canvas.getBoundingClientRect().width * devicePixelRatio)];
        });
      await expect.poll(() => inked(page, 0)).toBeGreaterThan(0);
      const [wide, expected] = await size();
      expect(wide).toBe(expected);
      await page.setViewportSize({ width: 500, height: 700 });
      await expect.poll(async () => (await size())[0]).toBeLessThan(wide);
      const [narrow, now] = await size();
      expect(narrow).toBe(now);
    });
  });
}

test('the canvas background follows the color scheme', async ({ page }) => {
  await page.goto('explore');
  const corner = () =>
    page.evaluate(() => {
      const canvas = document.querySelector('.chart canvas');
      return !canvas?.width ? '' : [...canvas.getContext('2d').getImageData(1, 25, 1, 1).data].join();
    });
  await expect.poll(corner).toBe('255,253,250,255');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(corner).toBe('22,25,29,255');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('the first tap shows the tooltip, the second opens the page', async ({ page }) => {
    await page.goto('explore?wave=spring-2020');
    await expect.poll(() => inked(page, 0)).toBeGreaterThan(0);
    await chart(page).tap({ position: row(3) });
    await expect(tooltip(page)).toContainText('Opportunity Gaps');
    await expect(page).toHaveURL(/explore/);
    await chart(page).tap({ position: row(3) });
    await expect(page).toHaveURL(/opportunity-gaps\?wave=spring-2020$/);
  });
});

// Rows below the first 16 are made after the paint.
test('each row of a table keeps the focus when it is compared', async ({ page }) => {
  await page.goto('explore?v=2');
  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Table' }).click();
  for (const at of [3, 17, 30]) {
    const compare = page.locator('tbody tr').nth(at).getByRole('button');
    await compare.focus();
    await page.keyboard.press('Enter');
    await expect(compare).toHaveAttribute('aria-pressed', 'true');
    await expect(compare).toBeFocused();
  }
});

test('back to a table is to where one was', async ({ page }) => {
  await page.goto('explore?view=table&v=2');
  const link = page.locator('tbody tr').nth(28).getByRole('link');
  await link.scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => Math.round(scrollY));
  expect(place).toBeGreaterThan(600);
  await link.click();
  await expect(page).not.toHaveURL(/explore/);
  await page.goBack();
  await expect.poll(() => page.evaluate(() => Math.round(scrollY))).toBe(place);
});
