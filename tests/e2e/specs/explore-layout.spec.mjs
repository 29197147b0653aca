// Where things are on the page of the picture: controls, sheet, chips, notes, legend, table.
import { expect, test } from '../fixtures.mjs';
import { chart, inked, keys, options, painted, pixels, still, tooltip } from '../chart.mjs';
import { speak } from '../languages.mjs';

const views = ['overview', 'ranking', 'pair', 'change', 'gap', 'answers', 'table'];
const picture = (page) => page.locator('.chart, .picture-table');
const top = async (page) => Math.round((await picture(page).boundingBox()).y);
const chips = (page) => page.getByRole('list', { name: 'Active filters and compared challenges' }).getByRole('listitem');
const sheet = (page) => page.getByRole('dialog', { name: 'Filters' });
const phone = { width: 360, height: 740 };

for (const [width, height, most] of [[1440, 900, 300], [1000, 800, 300], [768, 1024, 300], [360, 740, 260]]) {
  test(`the picture begins at most ${most} px down at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const tops = [];
    for (const view of views) {
      await page.goto(`explore?view=${view}&measure=urgent`);
      await expect(picture(page)).toBeVisible();
      tops.push(await top(page));
    }
    expect(tops[0]).toBeLessThanOrEqual(most);
    expect(tops).toEqual(tops.map(() => tops[0]));
    // By link, with filters and pins chosen meanwhile.
    await page.goto('explore?measure=urgent&group=role/teacher&theme=equity&pins=math,literacy');
    for (const link of await page.getByRole('navigation', { name: 'View' }).getByRole('link').all()) {
      await link.click();
      await expect(link).toHaveAttribute('aria-current', 'true');
      await expect(picture(page)).toBeVisible();
      expect(await top(page), await link.innerText()).toBe(tops[0]);
      await expect(link).toBeInViewport(); // scrolled to
    }
  });
}

for (const tag of ['en', 'es', 'ar']) {
  test(`no view scrolls sideways at 320 px: ${tag}`, async ({ page, context }) => {
    await speak(context, tag);
    await page.setViewportSize({ width: 320, height: 640 });
    for (const view of views) {
      await page.goto(`explore?view=${view}&measure=urgent&group=role/teacher&theme=equity&pins=math,literacy`);
      await expect(picture(page)).toBeVisible();
      await painted(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(320);
    }
    await page.locator('.open-filters').click();
    await expect(page.locator('dialog.filter-sheet')).toBeVisible();
    expect(await page.locator('dialog.filter-sheet').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  });
}

test('a cut-off takeaway can be read whole', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto('explore?view=gap&measure=urgent');
  const takeaway = page.locator('.takeaway');
  const hidden = () => takeaway.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  await expect.poll(hidden).toBeGreaterThan(2);
  const more = page.locator('.read-all');
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await more.click();
  await expect(more).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(hidden).toBeLessThanOrEqual(2);
  await more.click();
  await expect.poll(hidden).toBeGreaterThan(2);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(more).toHaveCount(0);
});

// Hosts of files lead from /explore to the folder.
test('a choice at /explore/ keeps the filter sheet open', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('explore/');
  await page.getByRole('button', { name: 'Filters' }).click();
  await sheet(page).getByLabel('Highlight theme').selectOption('Equity');
  await expect(page).toHaveURL(/explore\?.*theme=equity/);
  await expect(sheet(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Filters (1)', includeHidden: true })).toBeAttached();
  await expect(sheet(page)).toBeVisible();
});

test('the filter sheet works by keyboard', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto('explore?measure=urgent');
  const before = await top(page);
  const opener = page.getByRole('button', { name: 'Filters' });
  await expect(page.getByLabel('Group')).toBeHidden();
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(sheet(page)).toBeVisible();
  await expect(sheet(page).getByRole('heading')).toBeFocused();
  const group = sheet(page).getByLabel('Group');
  await expect(group).toHaveAccessibleDescription(/^One group at a time: “Teachers” or “Elementary school”, not yet both at once\. .*fewer than 10 answers/);
  await expect(page.locator('#group-help')).toBeVisible();
  await group.focus();
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/group=role\/teacher/);
  await expect(group).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
  await expect(opener).toBeFocused();
  await expect(opener).toHaveText('Filters (1)');
  expect(await top(page)).toBe(before);
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: phone });

  test('the filter sheet works by touch and closes beside it', async ({ page }) => {
    await page.goto('explore?measure=urgent');
    await page.getByRole('button', { name: 'Filters' }).tap();
    await sheet(page).getByLabel('Highlight theme').selectOption('Equity');
    await expect(page).toHaveURL(/theme=equity/);
    await expect(sheet(page)).toBeVisible();
    await sheet(page).getByRole('button', { name: 'Done' }).tap();
    await expect(sheet(page)).toBeHidden();
    await page.getByRole('button', { name: 'Filters (1)' }).tap();
    await expect(sheet(page)).toBeVisible();
    await page.touchscreen.tap(180, 30);
    await expect(sheet(page)).toBeHidden();
  });

  test('chips remove their filters and nothing below moves', async ({ page }) => {
    await page.goto('explore?measure=urgent');
    await expect(picture(page)).toBeVisible();
    const before = await top(page);
    await page.goto('explore?measure=urgent&wave=sample-2024&group=role/teacher&theme=equity&pins=math');
    await expect(chips(page)).toHaveText([/Sample survey 2024/, /Teachers/, /Equity/, /Math/]);
    expect(await top(page)).toBe(before);
    for (const [name, left, gone] of [
      ['Remove the filter Teachers', 3, 'group='], ['Remove the filter Equity', 2, 'theme='],
      ['Stop comparing Math', 1, 'pins='], ['Remove the filter Sample survey 2024 (illustrative)', 0, 'wave='],
    ]) {
      await page.locator('.chips').getByRole('button', { name }).tap();
      await expect(chips(page)).toHaveCount(left);
      expect(page.url()).not.toContain(gone);
      expect(await top(page)).toBe(before);
    }
  });

  const amid = ['special-education-2', 'Special Education'];
  const first = ['mental-health-trauma', 'Mental Health & Trauma'];
  for (const [query, [id, name]] of [
    ...['view=overview', 'measure=urgent', 'view=pair', 'view=change&measure=urgent', 'view=gap&measure=urgent', 'view=answers&measure=urgent'].map((query) => [query, amid]),
    ...['view=overview', 'measure=urgent', 'view=answers&measure=urgent'].map((query) => [query, first]),
  ]) {
    test(`a tap shows a note: ${query}, ${id}`, async ({ page }) => {
      await page.goto(`explore?${query}`);
      await still(page);
      // The option of a mark lies over it.
      const { x, y, width, height } = await options(page).filter({ hasText: name }).boundingBox();
      const top = (await chart(page).boundingBox()).y;
      await chart(page).tap({ position: { x: x + width / 2 - 16, y: y + height / 2 - top } });
      await expect(page).toHaveURL(/explore/);
      // Where marks cover each other, a list asks which.
      const crowd = page.locator('.overlap-list');
      if (await crowd.isVisible()) await crowd.getByRole('button', { name }).tap();
      await expect(page).toHaveURL(/explore/);
      await expect(tooltip(page)).toContainText(name);
      await tooltip(page).getByRole('button', { name: `Compare ${name}` }).tap();
      await expect(page).toHaveURL(new RegExp(`pins=${id}`));
      await expect(tooltip(page).getByRole('button', { name: `Compared: ${name}` })).toHaveText('Compared');
      await expect(page.locator('.compared li')).toContainText(name);
      await tooltip(page).getByRole('button', { name: `Open ${name}` }).tap();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    });
  }
});

test('the legend lights a theme and filters by it', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  const plain = await still(page);
  const equity = page.getByRole('list', { name: 'Themes' }).getByRole('button', { name: 'Equity' });
  await equity.hover();
  await expect.poll(() => pixels(page)).not.toBe(plain);
  await expect(page).toHaveURL(/measure=urgent$/); // for now only
  await page.mouse.move(0, 0);
  await expect.poll(() => still(page)).toBe(plain);
  await keys(page).focus();
  await page.keyboard.press('Tab');
  while (!(await equity.evaluate((button) => button === document.activeElement))) await page.keyboard.press('Tab');
  await expect.poll(() => pixels(page)).not.toBe(plain);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/theme=equity/);
  await expect(equity).toBeFocused();
  await expect(equity).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByLabel('Highlight theme')).toHaveValue('equity');
  await equity.click();
  await expect(page).not.toHaveURL(/theme=/);
  await expect(equity).toHaveAttribute('aria-pressed', 'false');
});

test('the table shows the names of the highlighted theme in bold', async ({ page }) => {
  await page.goto('explore?view=table&measure=urgent');
  const bold = () =>
    page.locator('.picture-table tbody th').evaluateAll((names) => names.filter((name) => Number(getComputedStyle(name).fontWeight) > 600).length);
  await expect(page.locator('.picture-table tbody th')).not.toHaveCount(0);
  expect(await bold()).toBe(0);
  const equity = page.getByRole('list', { name: 'Themes' }).getByRole('button', { name: 'Equity' });
  await equity.click();
  await expect.poll(bold).toBe(5);
  await equity.click();
  await expect.poll(bold).toBe(0);
});

test('the marks in the legend are at least 14 px wide', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  const marks = page.locator('.legend .mark > *');
  await expect(marks).not.toHaveCount(0);
  for (const mark of await marks.all()) {
    const { width, height } = await mark.boundingBox();
    expect(Math.max(width, height)).toBeGreaterThanOrEqual(14);
  }
});

test('the legend says what the symbols of each view mean', async ({ page }) => {
  const said = new Set();
  for (const view of views.filter((view) => view !== 'table')) {
    await page.goto(`explore?view=${view}&measure=urgent`);
    await expect(page.locator('.key li')).not.toHaveCount(0);
    for (const text of await page.locator('.key li').allInnerTexts()) {
      expect(text.trim().length).toBeGreaterThan(5);
      said.add(text.trim());
    }
  }
  expect(said.size).toBeGreaterThan(7);
});

test('pins come from Find, legend and note, and are listed', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  const find = page.getByLabel('Find a challenge');
  await expect(page.locator('.find .pin')).toBeDisabled();
  await find.fill('math');
  await find.press('Enter');
  await page.locator('.find').getByRole('button', { name: 'Compare Math' }).click();
  await expect(page).toHaveURL(/pins=math/);
  await page.getByRole('list', { name: 'Themes' }).getByRole('button', { name: 'Equity' }).click();
  const own = page.getByRole('list', { name: 'Challenges in Equity' });
  await own.getByRole('button', { name: 'Compare Opportunity Gaps' }).click();
  await expect(page).toHaveURL(/pins=math,opportunity-gaps/);
  await expect(page.locator('.compared li a')).toHaveText(['Math', 'Opportunity Gaps']);
  await expect(page.locator('.chips .chip:not(.filter)')).toHaveText([/Math/, /Opportunity Gaps/]);
  await expect(options(page).filter({ hasText: ', compared:' })).toHaveCount(2);
  await page.locator('.compared').getByRole('button', { name: 'Stop comparing Math' }).click();
  await expect(page.locator('.compared li a')).toHaveText(['Opportunity Gaps']);
});

test('the narrow table keeps names and shows a value column', async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto('explore?view=table&measure=urgent');
  const scroller = page.locator('.table-scroll');
  const row = page.locator('tbody tr').first();
  const [name, value] = [row.locator('th'), row.locator('td', { hasText: '%' }).first()];
  const inside = async (cell) => {
    const [outer, inner] = [await scroller.boundingBox(), await cell.boundingBox()];
    return inner.x >= outer.x - 1 && inner.x + inner.width <= outer.x + outer.width + 1;
  };
  await expect(page.getByRole('table')).toBeVisible();
  expect(await inside(name)).toBe(true);
  expect(await inside(value)).toBe(true);
  expect(await scroller.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeGreaterThan(100);
  expect(await scroller.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain('linear-gradient');
  await scroller.evaluate((element) => { element.scrollLeft = 9999; });
  await painted(page);
  expect(await inside(name)).toBe(true);
  expect(await inside(value)).toBe(false);
});

test('a gap is headed and sorted by the difference', async ({ page }) => {
  await page.goto('explore?view=gap&measure=urgent');
  await page.getByText('View as table').click();
  const gap = page.getByRole('columnheader', { name: 'Gap' });
  await expect(gap).toHaveAttribute('aria-sort', 'descending');
  await gap.getByRole('button').click();
  await expect(gap).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => inked(page, 0)).toBeGreaterThan(0);
});
