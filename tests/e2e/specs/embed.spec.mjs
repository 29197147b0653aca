// The chart in a frame of another site.
import { testFramed } from '../framed.mjs';
import { expect, test } from '../fixtures.mjs';

testFramed(test);

test('names of files do not lead to the site in a frame', async ({ page }) => {
  await page.goto('embed/index.html?view=ranking&v=2');
  await expect(page.locator('.embed .chart')).toBeVisible();
  await expect(page.locator('.site-header, dialog.signup')).toHaveCount(0);
});
