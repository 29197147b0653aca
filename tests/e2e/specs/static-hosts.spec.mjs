// Hosts that only give files: what is published for each of them runs there, held by what the pages say.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '../fixtures.mjs';
import { deepLink } from '../hosts.mjs';
import { runs } from '../published.mjs';
import { copyOfSite } from '../sites.mjs';
import { serveStatic } from '../static.mjs';

const test = base.extend({
  host: ['', { option: true }],
  /** Further arguments of the publishing. */
  more: [['--no-offline'], { option: true }],
  /** Whether the line drops in the middle of an answer. */
  drops: [undefined, { option: true }],
  site: [async ({ host, more, drops }, use) => {
    const dir = await mkdtemp(join(tmpdir(), `challenge-map-${host}-`));
    let served;
    try {
      await copyOfSite(host, '/', join(dir, 'site'), more);
      served = await serveStatic(join(dir, 'site'), drops);
      await use(served.url);
    } finally {
      await served?.stop();
      await rm(dir, { recursive: true, force: true });
    }
    // An unoptimised tool publishes slowly.
  }, { timeout: 120_000 }],
  baseURL: async ({ site }, use) => use(site),
});

for (const host of ['github', 'netlify', 'cloudflare', 's3']) {
  test.describe(host, () => {
    test.use({ host });

    test(`a site for ${host} runs from static files`, async ({ page, request, expectComplaint }) => {
      expectComplaint(/404/);
      if (host === 'github') expectComplaint(/markup of this site|TrustedHTML/);
      await page.addInitScript(() => {
        globalThis.reports = [];
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => globalThis.reports.push(`${violatedDirective} ${blockedURI}`));
      });
      const reports = () => page.evaluate(() => globalThis.reports);
      await page.goto(deepLink);
      await runs(page);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opportunity Gaps');
      expect(await reports()).toEqual([]);
      await page.goto('explore');
      await runs(page);
      await expect(page.locator('canvas').first()).toBeVisible();
      expect(await reports()).toEqual([]);
      expect((await request.get('no/such/page')).status()).toBe(404);
      await page.goto('no/such/page');
      await runs(page);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Page not found');
      expect(await reports()).toEqual([]);
      const inserted = await page.evaluate(() => {
        try {
          document.createElement('div').innerHTML = '<b onclick="x">x</b>';
          return 'passed';
        } catch (error) {
          console.error(error.message);
          return error.name;
        }
      });
      // The policy of the others comes in headers, which this server does not send.
      expect(inserted).toBe(host === 'github' ? 'TypeError' : 'passed');
    });
  });
}

test.describe('a dropped connection', () => {
  let sent = 0;
  test.use({ host: 'github', drops: async ({}, use) => use((path) => path.endsWith('_bg.wasm') && sent++ === 0) });

  test('a partial wasm download is not reported as tampering', async ({ page, expectComplaint }) => {
    expectComplaint(/ERR_|Failed to fetch|Fetch API cannot load/);
    await page.goto('about');
    await expect(page.getByRole('alert')).toContainText('Check your connection, then reload the page.');
    await expect(page.getByText('is not the one that was published')).toHaveCount(0);
    await page.reload();
    await runs(page);
  });
});

test.describe('a site that is kept offline', () => {
  test.use({ host: 'github', more: async ({}, use) => use([]) });

  test('a sandboxed frame shows the chart, and keeps nothing', async ({ page, site }) => {
    await page.route('**/framing.html', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Frame</title><iframe title="Chart" sandbox="allow-scripts" src="${site}embed?view=gap"></iframe>` }));
    await page.goto('framing.html');
    await expect(page.frameLocator('iframe').getByRole('listbox')).toBeVisible();
  });

  test('the names of published files show their pages', async ({ page }) => {
    for (const [path, heading] of [['about.html', 'About'], ['explore.html?view=gap', 'Explore the challenges'], ['index.html', 'Challenge Map']]) {
      await page.goto(path);
      await runs(page);
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveText(heading);
    }
  });
});
