// Tests of the chart in a frame of another site, for every host.
import { expect } from './fixtures.mjs';

const FRAMING = 'http://framing.test/';

/** Declares the tests with a spec's `test`, on the site of its fixtures. */
export function testFramed(test) {
  test('in a frame of another site there is the chart and nothing else', async ({ page, context, site, expectComplaint }) => {
    expectComplaint(/request to another site: http:\/\/framing\.test/);
    const asked = [];
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.route(`${FRAMING}**`, (route) => route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Another site</title><iframe title="Chart" width="900" height="900" src="${site}embed?view=ranking&v=2&signup"></iframe>`,
    }));
    await page.goto(FRAMING);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('listbox')).toBeVisible();
    await expect(frame.locator('.site-header, .site-footer, dialog')).toHaveCount(0);
    // Links of the list of what the chart lacks lead to the site: in a window of its own.
    await frame.locator('.missing > summary').click();
    const opened = context.waitForEvent('page');
    await frame.locator('.missing li a').first().click();
    const other = await opened;
    await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
    expect(other.url().startsWith(site)).toBe(true);
    expect(page.frames()[1].url()).toContain('/embed?');
    // From one chart to another stays in the frame.
    await frame.locator('.other-status').click();
    await expect(frame.locator('.other-status')).toBeVisible();
    expect(page.frames()[1].url()).toContain('/embed?');
    expect(asked.filter((path) => /\/signup-[0-9a-f]{16}\.wasm$/.test(path))).toEqual([]);
  });

  test('the site itself is not shown in a frame', async ({ page, site, expectComplaint }) => {
    expectComplaint(/request to another site: http:\/\/framing\.test/);
    expectComplaint(/Refused to (frame|display)|frame-ancestors|X-Frame-Options/);
    await page.route(`${FRAMING}**`, (route) => route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Another site</title><iframe title="Site" src="${site}?signup"></iframe>`,
    }));
    await page.goto(FRAMING);
    await expect(page.frameLocator('iframe').locator('main')).toHaveCount(0);
  });
}
