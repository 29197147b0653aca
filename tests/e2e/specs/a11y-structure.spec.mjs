// Accessibility: what the picture is called, what it says, and what stands for it elsewhere.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.mjs';
import { bundle, keys, options, serve, spoken, status } from '../chart.mjs';

const views = ['ranking', 'pair', 'change', 'gap', 'answers'];

/** The accessibility tree, without what is ignored. */
async function tree(page) {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  return nodes.filter((node) => !node.ignored);
}

/** The name of the challenge with the greatest value, read from the bundle itself. */
async function top(page, measure, audience) {
  const atlas = await (await page.request.get('bundle.json')).json();
  const wave = atlas.waves.filter(({ id }) => id.startsWith('sample')).sort((a, b) => b.date.localeCompare(a.date))[0].id;
  const found = atlas.results.find((row) => row.wave === wave && row.measure === measure && (row.audience ?? 'everyone') === audience);
  const values = found.values.map((value) => (typeof value === 'number' ? value : -1));
  const ids = found.challenges ?? atlas.challenges.map(({ id }) => id);
  const id = ids[values.indexOf(Math.max(...values))];
  return atlas.challenges.find((challenge) => challenge.id === id).name;
}

/** How many stops the Tab key makes from the start of a page to its end. */
async function stops(page) {
  for (let count = 0; ; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement === document.body)) return count;
  }
}

test('a11y_01 a thousand marks add no tab stop', async ({ page, context }) => {
  const count = async (marks) => {
    const own = await context.newPage();
    await serve(own, bundle({ count: marks }));
    await own.goto('explore');
    await expect(own.locator('.site-footer')).toBeVisible();
    await expect(options(own)).not.toHaveCount(0);
    await own.locator('.takeaway').hover(); // the heads of the lanes come once the page is used
    await expect(own.locator('.lane-heads button')).toHaveCount(2);
    return stops(own);
  };
  expect(await count(1_000)).toBe(await count(40));
  await page.goto('explore?measure=urgent');
  await keys(page).focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('.chart :focus')).toHaveCount(0);
});

for (const view of views) {
  test(`a11y_02 chart is one named, described node: ${view}`, async ({ page }) => {
    await page.goto(`explore?view=${view}&measure=urgent`);
    await expect(options(page)).not.toHaveCount(0);
    const nodes = await tree(page);
    const charts = nodes.filter((node) => node.role?.value === 'listbox' && node.name?.value);
    expect(charts).toHaveLength(1);
    expect(charts[0].name.value.length).toBeGreaterThan(20);
    expect(charts[0].description.value).toContain('Arrow keys');
    expect(nodes.filter((node) => /canvas|graphics/i.test(node.role?.value ?? ''))).toHaveLength(0);
  });
}

test('a11y_03 chart name matches the caption and follows filters', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  const names = [];
  const holds = async (challenge) => {
    await expect(keys(page)).toHaveAccessibleName(new RegExp(challenge));
    const name = await keys(page).getAttribute('aria-label');
    // The caption has the wave beside the takeaway, the name within it.
    const takeaway = (await page.locator('figcaption .takeaway').innerText()).replace(/\.$/, '');
    expect(takeaway).toMatch(new RegExp(challenge));
    expect(name.startsWith(`${takeaway} in the 2025 sample survey (illustrative numbers)`), name).toBe(true);
    await expect(page.locator('figcaption .provenance')).toContainText('Sample survey 2025');
    names.push(name);
  };
  await holds(await top(page, 'urgent', 'everyone'));
  await page.getByLabel('Measure').selectOption('Progress');
  await holds(await top(page, 'progress', 'everyone'));
  await page.getByLabel('Group').selectOption('District leaders');
  await holds(await top(page, 'progress', 'role/district-leader'));
  expect(new Set(names).size).toBe(3);
});

for (const view of views) {
  // The same text is the accessible description of the chart.
  test(`a11y_04 focus shows the keyboard help: ${view}`, async ({ page }) => {
    await page.goto(`explore?view=${view}&measure=urgent`);
    const help = page.locator('#chart-help');
    await expect(help).toBeHidden();
    await page.getByText('Reset').focus();
    await page.keyboard.press('Tab');
    await expect(keys(page)).toBeFocused();
    await expect(help).toBeInViewport({ ratio: 1 });
    for (const key of ['Arrow keys', 'Home', 'End', 'Page Up', 'Page Down', 'Enter', 'Escape']) {
      await expect(help).toContainText(key);
    }
    await expect(keys(page)).toHaveAccessibleDescription(await help.textContent());
  });
}

test('a11y_05 a thousand marks list themes first; Enter opens one', async ({ page }) => {
  await serve(page, bundle({ count: 1_000, themes: 4 }));
  await page.goto('explore');
  await expect(options(page)).toHaveCount(4);
  await keys(page).focus();
  expect(await spoken(page)).toMatch(/^Theme 0: \d+ challenges, first Challenge \d+\. Press Enter to show them\.$/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/theme=theme-0/);
  await expect(options(page).first()).toContainText(/^Challenge \d+: widespread/);
  await expect(keys(page)).toBeFocused();
});

test('a11y_11 control changes announce count and top challenge', async ({ page }) => {
  await page.goto('explore?view=ranking&v=2');
  await expect(options(page)).not.toHaveCount(0);
  await expect(status(page)).toHaveText(''); // coming to a page is told by its title
  await page.getByLabel('Measure').selectOption('Urgent');
  const first = await top(page, 'urgent', 'everyone');
  await expect(status(page)).toHaveText(new RegExp(`^${await options(page).count()} challenges\\. .*${first}`));
  await page.getByLabel('Wave').selectOption('sample-2024');
  await expect(status(page)).toHaveText(/^\d+ challenges\. .*2024/);
  await page.getByLabel('Group').selectOption('Teachers');
  await expect(status(page)).toHaveText(/^\d+ challenges\. .*teachers/);
});

for (const query of ['measure=urgent', 'view=pair', 'view=gap&measure=often', 'view=change&measure=urgent', 'view=answers&group=level/high']) {
  test(`a11y_22 table has chart rows in order: ${query}`, async ({ page }) => {
    await page.goto(`explore?${query}`);
    await page.getByText('View as table').click();
    const table = page.getByRole('table');
    await expect(table.locator('tbody th')).toHaveCount(await options(page).count());
    const spokenNames = (await options(page).allTextContents()).map((text) => text.split(/(, compared)?: /)[0]);
    expect(await table.locator('tbody th').allTextContents()).toEqual(spokenNames);
    await expect(table.locator('caption')).not.toBeEmpty();
    await expect(table.locator('thead th:not([scope=col])')).toHaveCount(0);
    await expect(table.locator('tbody th:not([scope=row])')).toHaveCount(0);
    await page.getByText('Download, link, embed').click();
    await expect(page.getByRole('button', { name: 'CSV' })).toBeVisible();
  });
}

test('a11y_24 URL holds the state; unknown values show notes', async ({ page }) => {
  await page.goto('explore?view=ranking&v=2');
  await page.getByLabel('Measure').selectOption('Urgent');
  await page.getByLabel('Highlight theme').selectOption('Equity');
  await expect(page).toHaveURL(/explore\?view=ranking&measure=urgent&theme=equity&v=2$/);
  const name = await keys(page).getAttribute('aria-label');
  await page.goBack();
  await expect(page.getByLabel('Highlight theme')).toHaveValue('');
  await page.goForward();
  await expect(keys(page)).toHaveAccessibleName(name);
  await page.goto('explore?view=pie&measure=love&wave=1066&pins=nobody&sort=upside-down&v=7');
  await expect(page.locator('.note')).toHaveCount(6);
  await expect(options(page)).not.toHaveCount(0);
});

test('a11y_25 Reset clears all filters and Back restores them', async ({ page }) => {
  const asked = 'explore?view=gap&measure=urgent&wave=sample-2025&group=role/teacher&versus=context/rural&theme=equity&pins=opportunity-gaps&sort=-challenge';
  await page.goto(asked);
  await page.getByRole('link', { name: 'Reset' }).click();
  await expect(page).toHaveURL(/explore$/);
  await expect(page.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('.compared')).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(`${asked.replace('?', '\\?')}$`));
  await expect(page.locator('.compared li')).toHaveCount(1);
});

test('a11y_28 status, list, table and CSV say "too few answers"', async ({ page }) => {
  const value = (measure, at) => (at === 2 && measure === 'urgent' ? 'few' : 30 + at);
  await serve(page, bundle({ value }));
  await page.goto('explore?view=ranking&v=2');
  await page.getByLabel('Measure').selectOption('Urgent');
  await expect(status(page)).toContainText('1 of 12 challenges has too few answers.');
  await page.locator('.missing summary').click();
  await expect(page.locator('.missing li')).toHaveText('Challenge 2: too few answers');
  await expect(page.locator('.minimum')).toContainText('fewer than 10 answers');
  await page.getByText('Download, link, embed').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  expect(await readFile(await download.path(), 'utf8')).toMatch(/^c-2,.*,urgent,,,,,too few answers\r$/m);
  await page.getByRole('link', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('row', { name: /Challenge 2 / })).toContainText('too few answers');
});
