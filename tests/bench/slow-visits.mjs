// Visits of `/explore` on a slow computer and network: the site as built, as published, and the same page made
// with other libraries.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { visit } from './measures.mjs';
import { serve } from './server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const FONT = 'newsreader-600-51405fac3f8bd0a4.woff2';

/** Files of the peers' pages that are elsewhere on disk; all of them have the site's style and face. */
export async function peerFiles() {
  const files = {
    'bundle.json': join(root, 'public/bundle.json'),
    'style.css': join(root, 'public/style.css'),
    [`fonts/${FONT}`]: join(root, 'public/fonts', FONT),
    'chart.umd.min.js': join(here, 'node_modules/chart.js/dist/chart.umd.min.js'),
    'plot.umd.min.js': join(here, 'node_modules/@observablehq/plot/dist/plot.umd.min.js'),
    'd3.min.js': join(here, 'node_modules/d3/dist/d3.min.js'),
  };
  const read = async ([name, path]) => [`/peer-sites/${name}`, await readFile(path)];
  return Object.fromEntries(await Promise.all(Object.entries(files).map(read)));
}

/** Publishes the built site into a folder of its own, and calls `work` with that; the tool is `CHALLENGE_MAP`. */
export async function withPublished(dist, work) {
  const folder = await mkdtemp(join(tmpdir(), 'challenge-map-bench-'));
  const out = join(folder, 'site');
  try {
    await promisify(execFile)(process.env.CHALLENGE_MAP, ['publish', '--dist', dist, '--site-url', 'https://example.org', '--out', out]);
    return await work(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Visits each side so many times, in turns and each in a fresh page. `folders` holds served folders with the
 * address to open by the side's name; `chartjs` and `plot` are always there. `each` goes through sides in random
 * order. Times are in ms, `bytes` is what was sent until the chart answered the pointer.
 */
export async function slowVisits(browser, peers, folders, runs, each) {
  const sides = {};
  for (const [side, { folder, path }] of Object.entries(folders)) {
    const host = await serve({ '/': folder });
    sides[side] = { host, address: host.url + path };
  }
  for (const library of ['chartjs', 'plot']) sides[library] = { host: peers, address: `${peers.url}/peer-sites/${library}.html` };
  // The server packs a file when it is first asked for it, which takes longer than a visit.
  for (const { address } of Object.values(sides)) await visit(browser, address);
  const visits = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
  for (let run = 1; run <= runs; run += 1) {
    await each(`slow visits, run ${run} of ${runs}`, Object.keys(sides), async (side) => {
      const { host, address } = sides[side];
      host.takeSent();
      const seen = await visit(browser, address, { isSlow: true });
      visits[side].push({ ...seen, bytes: host.takeSent() });
    });
  }
  for (const side of Object.keys(folders)) sides[side].host.close();
  return visits;
}
