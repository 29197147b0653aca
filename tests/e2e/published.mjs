// A published site to test, made by the tool from the built one and served by the tool.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, serveSite, test as base } from './fixtures.mjs';
import { copyOfSite } from './sites.mjs';

/** As every spec's, of a published site; `server.folder` holds its files. */
export const test = base.extend(
  /** @type {any} */ ({
    server: [
      async ({ base }, use) => {
        const dir = await mkdtemp(join(tmpdir(), 'challenge-map-published-'));
        let served;
        try {
          const folder = join(dir, 'site');
          await copyOfSite('serve', base, folder);
          served = await serveSite(dir, { base, folder });
          await use({ ...served, folder });
        } finally {
          await served?.stop();
          await rm(dir, { recursive: true, force: true });
        }
      },
      // An unoptimised tool draws preview images slowly.
      { scope: 'worker', timeout: 120_000 },
    ],
  }),
);

/** The page runs; before, it is what was published. */
export const runs = (page) => expect(page.locator('#app:not([data-published]) > main')).toBeVisible();
