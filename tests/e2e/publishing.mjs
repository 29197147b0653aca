// A site that `challenge-map publish` made, served by the tool: each test has its own.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveSite, test as base } from './fixtures.mjs';
import { copyOfProgram, copyOfSite, publish } from './sites.mjs';

export { expect } from './fixtures.mjs';

/**
 * `published` has the site's folder, the folder of the program it was made from, `again` to publish what that
 * holds now, `pause` and `stop`.
 */
export const test = base.extend({
  /** Further arguments of the first publishing. */
  publishing: [[], { option: true }],

  // An unoptimised tool draws the preview images of a whole site for each test.
  published: [async ({ base, publishing }, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'challenge-map-published-'));
    const [folder, from] = [join(dir, 'site'), await copyOfProgram(dir)];
    // As for S3: the same folder as for the tool, but without compressed copies, which take many seconds to make.
    const again = (...more) => publish('s3', base, folder, { from, more });
    let served;
    try {
      await copyOfSite('s3', base, folder, publishing);
      served = await serveSite(dir, { base, folder });
      let isUp = true;
      const stop = async () => {
        if (isUp) await served.stop();
        isUp = false;
      };
      await use({ url: served.url, folder, from, again, pause: served.pause, stop });
      await stop();
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  }, { timeout: 120_000 }],

  site: async ({ published }, use) => use(published.url),

  baseURL: async ({ published }, use) => use(published.url),
});
