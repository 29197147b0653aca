// Tests of the chart in a frame of another site, for every host.
import { createServer } from 'node:http';
import { expect } from './fixtures.mjs';

/** Serves a page of another origin with a frame; returns its address, and what ends it. */
async function framing(src) {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Another site</title><iframe title="Frame" width="900" height="900" src="${src.replaceAll('&', '&amp;')}"></iframe>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** Answers as a host that can't send headers of its own: the policy of pages then names no frames. */
const withoutHeaders = (page, pattern) =>
  page.route(pattern, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': policy, 'x-frame-options': _, ...headers } = response.headers();
    const rest = policy.split('; ').filter((part) => !part.startsWith('frame-ancestors'));
    await route.fulfill({ response, headers: { ...headers, 'content-security-policy': rest.join('; ') } });
  });

/**
 * Declares the tests with a spec's `test`, on the site of its fixtures.
 * @param {string[]} file The chart's address by the name of its file, which only a published site has.
 */
export function testFramed(test, file = ['embed/index.html']) {
  for (const path of ['embed', ...file]) {
    test(`in a frame of another site there is the chart alone: ${path}`, async ({ page, context, site, expectComplaint }) => {
      expectComplaint(/request to another site/);
      const asked = [];
      context.on('request', (request) => asked.push(new URL(request.url()).pathname));
      if (path !== 'embed') await withoutHeaders(page, `${site}${path}**`);
      const other = await framing(`${site}${path}?view=ranking&v=2&signup`);
      await page.goto(other.url);
      const frame = page.frameLocator('iframe');
      await expect(frame.getByRole('listbox')).toBeVisible();
      await expect(frame.locator('.site-header, .site-footer, dialog')).toHaveCount(0);
      // Links of the list of what the chart lacks lead to the site: in a window of its own.
      await frame.locator('.missing > summary').click();
      const opened = context.waitForEvent('page');
      await frame.locator('.missing li a').first().click();
      const tab = await opened;
      await expect(tab.getByRole('heading', { level: 1 })).toBeVisible();
      expect(tab.url().startsWith(site)).toBe(true);
      expect(new URL(page.frames()[1].url()).pathname).toMatch(/\/embed(\/index\.html)?$/);
      // From one chart to another stays in the frame.
      await frame.locator('.other-status').click();
      await expect(frame.locator('.other-status')).toBeVisible();
      expect(page.frames()[1].url()).toContain('/embed');
      await expect(frame.locator('.site-header, .site-footer, dialog')).toHaveCount(0);
      expect(asked.filter((path) => /\/signup-[0-9a-f]{16}\.wasm$/.test(path))).toEqual([]);
      other.stop();
    });
  }

  for (const path of ['', ...file]) {
    test(`the host lets no other site frame /${path}`, async ({ page, site, expectComplaint }) => {
      expectComplaint(/request to another site/);
      expectComplaint(/Refused to (frame|display)|frame-ancestors|X-Frame-Options/);
      const other = await framing(`${site}${path}?signup`);
      await page.goto(other.url);
      await expect(page.frameLocator('iframe').locator('main')).toHaveCount(0);
      other.stop();
    });
  }
}
