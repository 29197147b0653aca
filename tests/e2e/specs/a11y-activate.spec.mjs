// Accessibility: marks that are activated by assistive technology, what is said of a search, where the focus comes back.
import { expect, test } from '../fixtures.mjs';
import { add, kept, open } from '../discuss.mjs';
import { bundle, chart, keys, options, painted, serve, spoken, still, tooltip } from '../chart.mjs';

const heading = (page) => page.getByRole('heading', { level: 1 });
// Values apart from each other, so that no two marks overlap in any view.
const apart = bundle({ count: 5, value: (measure, at) => 20 + 15 * at });
const views = ['overview', 'ranking', 'pair', 'change', 'gap', 'answers'];

/** The names of the challenges that have an option, in its order. */
const names = async (page) => (await options(page).allTextContents()).map((text) => /^Challenge \d+/.exec(text)[0]);

for (const view of views) {
  test(`an option answers where it lies, view=${view}`, async ({ page }) => {
    await serve(page, apart);
    await page.goto(`explore?view=${view}&v=2`);
    await expect(options(page)).not.toHaveCount(0);
    await still(page);
    for (const [at, name] of (await names(page)).entries()) {
      const box = await options(page).nth(at).boundingBox();
      // 24 px, but for rounding.
      expect(Math.min(box.width, box.height), `${name}: target of 24 px`).toBeGreaterThan(23.8);
      await options(page).nth(at).evaluate((option) => option.scrollIntoView({ block: 'center', behavior: 'instant' }));
      const { x, y, width, height } = await options(page).nth(at).boundingBox();
      await page.mouse.click(x + width / 2, y + height / 2);
      await expect(heading(page)).toHaveText(name);
      await page.goBack();
      // The note of the mark that the visitor comes back to may lie over the next one.
      await expect(tooltip(page)).toBeVisible();
      await page.mouse.move(0, 0);
      await page.keyboard.press('Escape');
      await expect(tooltip(page)).toHaveCount(0);
    }
  });

  test(`an option that is activated opens its page, view=${view}`, async ({ page }) => {
    await serve(page, apart);
    await page.goto(`explore?view=${view}&v=2`);
    await expect(options(page)).not.toHaveCount(0);
    for (const [at, name] of (await names(page)).entries()) {
      // What browsers do for assistive technology: a click on the element, without a pointer.
      await options(page).nth(at).evaluate((option) => option.click());
      await expect(heading(page)).toHaveText(name);
      await page.goBack();
      await expect(options(page).nth(at)).toBeAttached();
    }
  });
}

// Two and two of them have the same values, so that one mark lies on the other.
const tied = bundle({ count: 4, value: (measure, at) => 30 + 20 * Math.floor(at / 2) });

for (const view of views) {
  test(`an option under another mark opens its own page, view=${view}`, async ({ page }) => {
    await serve(page, tied);
    await page.goto(`explore?view=${view}&v=2`);
    await expect(options(page)).not.toHaveCount(0);
    const all = await names(page);
    expect(new Set(all).size).toBe(4);
    for (const [at, name] of all.entries()) {
      await options(page).nth(at).evaluate((option) => option.click());
      await expect(heading(page)).toHaveText(name);
      await page.goBack();
      await expect(options(page).nth(at)).toBeAttached();
    }
  });
}

test('a pointer on two marks that overlap is offered both', async ({ page }) => {
  await serve(page, tied);
  await page.goto('explore?view=pair&v=2');
  await expect(options(page)).toHaveCount(4);
  await still(page);
  for (const name of (await names(page)).slice(0, 2)) {
    await options(page).first().evaluate((option) => option.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const { x, y, width, height } = await options(page).first().boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.locator('.overlap-list').getByRole('button', { name }).click();
    await expect(heading(page)).toHaveText(name);
    await page.goBack();
    await expect(options(page)).toHaveCount(4);
    await page.mouse.move(0, 0);
    await page.keyboard.press('Escape');
  }
});

for (const view of views) {
  test(`an option of an embedded chart opens a window, view=${view}`, async ({ page, context }) => {
    await serve(page, apart);
    await context.route('**/bundle.json', (route) => route.fulfill({ json: apart }));
    await page.goto(`embed?view=${view}&v=2`);
    await expect(options(page)).not.toHaveCount(0);
    await still(page);
    for (const [at, name] of (await names(page)).entries()) {
      const opened = context.waitForEvent('page');
      if (at % 2 === 0) {
        await options(page).nth(at).evaluate((option) => option.click());
      } else {
        await options(page).nth(at).evaluate((option) => option.scrollIntoView({ block: 'center', behavior: 'instant' }));
        const { x, y, width, height } = await options(page).nth(at).boundingBox();
        await page.mouse.click(x + width / 2, y + height / 2);
        await page.mouse.move(0, 0);
        await page.keyboard.press('Escape');
      }
      const tab = await opened;
      await expect(heading(tab)).toHaveText(name);
      await tab.close();
      expect(page.url()).toContain('/embed?');
    }
  });
}

// On the board an activated mark is picked up, as with Enter: the arrow keys then move it, and no other one.
for (const kind of ['both', 'Widespread', 'Urgent']) {
  test(`an option of a board picks up its own mark: ${kind}`, async ({ page }) => {
    await serve(page, tied);
    await open(page);
    for (let at = 0; at < 4; at += 1) await add(page, `Challenge ${at}`, [at < 2 ? 30 : 60, at < 2 ? 40 : 70]);
    await expect(options(page)).toHaveCount(4);
    if (kind !== 'both') await page.locator('.workbench-chart .views').getByRole('button', { name: kind }).click();
    await still(page);
    for (let at = 0; at < 4; at += 1) {
      const name = /Challenge \d+/.exec(await options(page).nth(at).textContent())[0];
      const box = await options(page).nth(at).boundingBox();
      expect(Math.min(box.width, box.height), `${name}: target of 24 px`).toBeGreaterThan(23.8);
      await options(page).nth(at).evaluate((option) => option.click());
      await expect(keys(page)).toBeFocused();
      await expect(page.locator('[role=option][aria-selected=true]')).toContainText(name);
      const before = await kept(page);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await expect.poll(() => kept(page)).not.toEqual(before);
      const values = (boards) => Object.fromEntries(boards[0].picks.map((pick) => [pick.challenge, JSON.stringify(pick.values)]));
      const [old, now] = [values(before), values(await kept(page))];
      expect(Object.keys(now).filter((id) => now[id] !== old[id])).toEqual([name.toLowerCase().replace('challenge ', 'c-')]);
    }
  });
}

test('back from a page, the mark has the focus again', async ({ page }) => {
  await page.goto('explore');
  await keys(page).focus();
  for (let at = 0; at < 3; at += 1) await page.keyboard.press('ArrowDown');
  const before = await spoken(page);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toBeFocused();
  await page.goBack();
  await expect(keys(page)).toBeFocused();
  expect(await spoken(page)).toBe(before);
});

test('a click beside all marks shows no note', async ({ page }) => {
  await serve(page, apart);
  await page.goto('explore?view=pair&v=2');
  await expect(options(page)).not.toHaveCount(0);
  await still(page);
  const { x, y, width } = await chart(page).boundingBox();
  await page.mouse.click(x + width - 30, y + 60);
  await painted(page);
  await expect(tooltip(page)).toHaveCount(0);
  // The keys begin at the first mark all the same.
  await page.keyboard.press('ArrowRight');
  await expect(tooltip(page)).toBeVisible();
  expect(await spoken(page)).toContain('1 of 5');
});

test('the search says what it found', async ({ page }) => {
  await page.goto('explore?view=ranking&v=2');
  const said = page.locator('.find [role="status"]');
  const field = page.getByRole('combobox', { name: 'Find a challenge' });
  const unknown = await page.locator('.missing li a').first().textContent();
  for (const [typed, text] of [
    ['Opportunity Gaps', /^Opportunity Gaps: .*#\d+/],
    ['no such thing', 'No challenge found for “no such thing”'],
    [unknown, `${unknown}: Not in this chart`],
  ]) {
    await field.fill(typed);
    await field.press('Enter');
    await expect(said).toHaveText(text);
  }
});

test('the takeaway is a heading and the name of the chart', async ({ page }) => {
  await page.goto('explore');
  const takeaway = await page.locator('#chart-title').textContent();
  await expect(page.getByRole('heading', { name: takeaway })).toHaveCount(1);
  await expect(page.getByRole('listbox', { name: takeaway.replace(/\.$/, '') })).toHaveCount(1);
  await expect(page.getByRole('figure')).toHaveAccessibleName('Chart');
});

test('names of buttons begin with their text', async ({ page }) => {
  await page.goto('explore?view=table&pins=opportunity-gaps&v=2');
  await expect(page.getByRole('table')).toBeVisible();
  const buttons = await page.locator('button[aria-label]').evaluateAll((all) =>
    all.filter((button) => /\w/.test(button.textContent)).map((button) => [button.textContent.trim(), button.getAttribute('aria-label')]));
  expect(buttons.length).toBeGreaterThan(10);
  for (const [text, name] of buttons) expect(name.startsWith(text), `${text}: ${name}`).toBe(true);
});

test('a measure is not offered against itself', async ({ page }) => {
  await page.goto('explore?view=pair&x=urgent&y=urgent&v=2');
  const [across, up] = [page.getByLabel('Horizontal axis'), page.getByLabel('Vertical axis')];
  await expect(across).toHaveValue('urgent');
  await expect(up).not.toHaveValue('urgent');
  await expect(up.locator('option[value="urgent"]')).toBeDisabled();
  const before = await up.inputValue();
  await across.selectOption(before);
  await expect(up).toHaveValue('urgent');
});
