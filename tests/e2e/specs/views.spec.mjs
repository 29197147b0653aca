// The seven views by link, their controls, comparing, sorting, and the move from one picture to the next.
import { expect, test } from '../fixtures.mjs';
import { inked, keys, options, painted, pixels, still, tooltip } from '../chart.mjs';

const views = [
  ['Overview', /explore(\?|$)(?!.*view=)/, 'leads on'],
  ['Ranking', /view=ranking/, 'comes first for League district leaders'],
  ['Widespread × urgent', /view=pair/, 'scores highest on both combined'],
  ['Change', /view=change/, 'furthest in'],
  ['Gap', /view=gap/, 'The widest gap is'],
  ['Every answer', /view=answers/, 'Each dot is one answer'],
  ['Table', /view=table/, 'comes first for League district leaders'],
];

test('each view link shows its view and takeaway; Back undoes it', async ({ page }) => {
  await page.goto('explore?view=table');
  await expect(page.getByRole('table')).toBeVisible();
  for (const [name, address] of views) {
    await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(address);
    await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'true');
    await expect(page.getByRole('navigation', { name: 'View' }).locator('[aria-current]')).toHaveCount(1);
    await expect(page.locator('.takeaway')).not.toBeEmpty();
    const drawn = name !== 'Table';
    await expect(keys(page)).toHaveCount(drawn ? 1 : 0);
    await expect(page.getByRole('table').filter({ visible: true })).toHaveCount(drawn ? 0 : 1);
    if (drawn) await expect.poll(() => inked(page, 0)).toBeGreaterThan(0);
  }
  await page.goBack();
  await expect(page).toHaveURL(/view=answers/);
  await expect(page.locator('.takeaway')).toContainText('Each dot is one answer');
});

for (const [name, address, says] of views) {
  test(`the view shows its takeaway: ${name}`, async ({ page }) => {
    await page.goto(`explore?${address.source.startsWith('view') ? address.source : ''}`);
    await expect(page.locator('.takeaway')).toContainText(says);
  });
}

test('the table tints the rows of the highlighted theme', async ({ page }) => {
  await page.goto('explore?view=table&theme=equity&v=2');
  const paints = (rows) => rows.evaluateAll((all) => [...new Set(all.flatMap(({ children }) => [...children].map((cell) => getComputedStyle(cell).backgroundColor)))]);
  const rows = page.locator('tbody tr');
  await expect(rows).toHaveCount(35);
  const [own, others] = [rows.filter({ hasText: 'Equity' }), rows.filter({ hasNotText: 'Equity' })];
  expect(await own.count()).toBeGreaterThan(1);
  const tint = await paints(own);
  expect(tint).toHaveLength(1);
  expect(await paints(others)).not.toContain(tint[0]);
});

test('the change takeaway names the largest move and its values', async ({ page }) => {
  await page.goto('explore?view=change&measure=urgent');
  await expect(page.locator('.takeaway')).toHaveText(/ (rose|fell) furthest in “urgent” among educators: from \d+% to \d+%, \d+ points?/);
});

test('choosing a gap side fixes both; the other side is disabled', async ({ page }) => {
  await page.goto('explore?view=gap&measure=urgent');
  const [one, other] = [page.getByLabel('Group'), page.getByLabel('Compared with')];
  await expect(one).toHaveValue('role/teacher');
  await expect(other).toHaveValue('role/district-leader');
  await expect(other.locator('option[value="role/teacher"]')).toHaveAttribute('disabled');
  await other.selectOption('Rural');
  await expect(page).toHaveURL(/group=role\/teacher&versus=context\/rural&v=2$/);
  await expect(page.locator('.takeaway')).toContainText('staff from rural districts');
  await one.selectOption('Rural'); // turns it round
  await expect(page).toHaveURL(/group=context\/rural&versus=role\/teacher&v=2$/);
  await expect(keys(page).getByRole('option').first()).toContainText(/points? (more|less)/);
});

test('highlighting a theme repaints the chart and its takeaway', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  const plain = await still(page);
  await page.getByLabel('Highlight theme').selectOption('Equity');
  await expect(page).toHaveURL(/theme=equity&v=2$/);
  await expect(page.locator('.takeaway')).toContainText(/leads Equity, #\d+ of 35\./);
  await expect(options(page)).toHaveCount(35); // the others stand back, and stay
  await expect.poll(() => pixels(page)).not.toBe(plain);
  await page.getByLabel('Highlight theme').selectOption('All themes');
  await expect.poll(() => still(page)).toBe(plain);
});

test('find focuses a challenge by name; no match clears it', async ({ page }) => {
  await page.goto('explore?view=pair');
  const find = page.getByLabel('Find a challenge');
  await find.fill('special education');
  await find.press('Enter');
  await expect(page).toHaveURL(/focus=special-education/);
  await expect(tooltip(page)).toContainText('Special Education');
  await find.fill('no such challenge');
  await find.press('Enter');
  await expect(page).not.toHaveURL(/focus=/);
  await expect(tooltip(page)).toHaveCount(0);
});

test('up to four challenges compare; a fifth replaces the first', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  await page.getByText('View as table').click();
  const names = (await page.locator('tbody th').allTextContents()).slice(0, 5);
  const compared = page.locator('.compared li a');
  for (const [at, name] of names.entries()) {
    await page.getByRole('table').getByRole('button', { name: `Compare ${name}`, exact: true }).click();
    await expect(compared).toHaveCount(Math.min(at + 1, 4));
  }
  await expect(compared).toHaveText(names.slice(1));
  await expect(options(page).nth(1)).toContainText(`${names[1]}, compared:`);
  await expect(page.locator('.compared li').first()).toContainText('Urgent');
  await page.goBack();
  await expect(compared).toHaveText(names.slice(0, 4));
  await page.getByRole('table').getByRole('button', { name: `Compared: ${names[0]}`, exact: true }).click();
  await expect(compared).toHaveText(names.slice(1, 4));
});

test('the table sorts by any column; the URL keeps the order', async ({ page }) => {
  await page.goto('explore?view=table&measure=urgent');
  const names = () => page.locator('tbody th').allTextContents();
  await expect(page.locator('tbody th')).not.toHaveCount(0);
  const before = await names();
  const head = page.getByRole('columnheader', { name: 'Challenge' });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  const sorted = await names();
  expect(sorted).toEqual([...before].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  expect(await names()).toEqual(sorted.reverse());
  await page.reload();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  for (const column of ['Rank (Urgent)', 'Theme', 'Urgent', 'Answers']) {
    const other = page.getByRole('columnheader', { name: column, exact: true });
    await other.getByRole('button').click();
    await expect(other).toHaveAttribute('aria-sort', 'ascending');
    await expect(page.locator('th[aria-sort=ascending], th[aria-sort=descending]')).toHaveCount(1);
  }
});

test('sorting and pinning keep the table below the chart open', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  await page.getByText('View as table').click();
  await page.getByRole('button', { name: 'Challenge', exact: true }).click();
  await expect(page).toHaveURL(/sort=challenge/);
  await page.locator('tbody .pin').first().click();
  await expect(page).toHaveURL(/pins=/);
  await expect(page.getByRole('table')).toBeVisible();
});

for (const [from, to] of [['', '?measure=urgent'], ['?measure=urgent', '?view=pair'], ['?view=pair', '?view=answers'], ['?view=gap', '?view=change']]) {
  test(`animation ends as a fresh load: ${from || 'start'} to ${to}`, async ({ page, context }) => {
    const direct = await context.newPage();
    await direct.goto(`explore${to}`);
    const end = await still(direct);
    await direct.goto(`explore${from}`);
    await still(direct);
    await page.goto(`explore${to}`);
    await still(page);
    await page.goto(`explore${from}`);
    await still(page);
    await direct.close();
    // Within one page, by history: nothing else of the page is touched.
    await page.evaluate((to) => {
      const link = Object.assign(document.createElement('a'), { href: `explore${to}` });
      document.querySelector('.explore').append(link);
      link.click();
      link.remove();
    }, to);
    await expect.poll(() => pixels(page)).toBe(end);
  });
}

test('an interrupted animation ends at the last measure chosen', async ({ page }) => {
  await page.goto('explore?measure=progress');
  const end = await still(page);
  await page.goto('explore?measure=urgent');
  await still(page);
  const measure = page.getByLabel('Measure');
  for (const next of ['Widespread', 'Experienced often', 'Urgent', 'Progress']) {
    await measure.selectOption(next);
    await painted(page); // under way
  }
  await expect(page).toHaveURL(/measure=progress&v=2$/);
  await expect.poll(() => pixels(page)).toBe(end);
  expect(await still(page)).toBe(end);
});
