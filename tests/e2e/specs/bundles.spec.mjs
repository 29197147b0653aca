// Bundles of others: whatever they hold, each view draws a sensible picture or says why it does not.
import { expect, test } from '../fixtures.mjs';
import { bundle, inked, keys, options, serve, spoken } from '../chart.mjs';

const views = ['ranking', 'pair', 'change', 'gap', 'answers', 'table'];

const bundles = [
  ['a thousand challenges', bundle({ count: 1_000, themes: 9 }), {}],
  ['four hundred challenges', bundle({ count: 400 }), {}],
  ['ties', bundle({ count: 6, value: () => 50 }), {}],
  ['one wave', bundle({ waves: 1 }), { change: 'There is no change to show yet' }],
  ['no groups', bundle({ groups: false }), { gap: 'This survey has no groups to compare' }],
  ['one challenge', bundle({ count: 1, themes: 1 }), {}],
  ['no values', bundle({ value: () => null }), Object.fromEntries(views.map((view) => [view, 'No wave has values'])), true],
];

for (const [name, json, says, empty] of bundles) {
  test(`${name}: every view draws a chart or explains`, async ({ page }) => {
    await serve(page, json);
    for (const view of views) {
      await page.goto(`explore?view=${view}`);
      await expect(page.locator('.takeaway')).not.toBeEmpty();
      await expect(page.locator('.takeaway')).toContainText(says[view] ?? '');
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, view).toBeLessThanOrEqual(0);
      if (view === 'table' || empty || (view === 'gap' && says.gap)) continue;
      await expect(options(page)).not.toHaveCount(0);
      await expect.poll(() => inked(page, 0), view).toBeGreaterThan(0);
      await keys(page).focus();
      expect(await spoken(page), view).toBeTruthy();
    }
  });
}

test('the pair view draws 400 of 1,000 marks and counts the rest', async ({ page }) => {
  await serve(page, bundle({ count: 1_000, themes: 9 }));
  await page.goto('explore?view=pair');
  await expect(page.getByText('Showing the first 400. 600 more have values')).toBeVisible();
});
