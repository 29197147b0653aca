// How long a visitor on a slow computer and network waits for the first picture of the chart: `node
// first-picture.mjs [--runs N] [SITE ...]`, with CHROMIUM (the browser). SITE is the folder of a published site; without
// one `dist/` is published, by CHALLENGE_MAP (the tool). `cargo xtask bench` measures the same among the rest.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';
import { peerFiles, slowVisits, withPublished } from './slow-visits.mjs';
import { median, quantile } from './targets.mjs';

const { values: args, positionals: sites } = parseArgs({ options: { runs: { type: 'string', default: '9' } }, allowPositionals: true });
const here = fileURLToPath(new URL('.', import.meta.url));

const measured = async (folders) => {
  const peers = await serve({ '/': here }, await peerFiles());
  const browser = await launch();
  try {
    const named = Object.fromEntries(folders.map((folder) => [basename(folder), { folder, path: '/explore' }]));
    return await slowVisits(browser, peers, named, Number(args.runs), inTurns);
  } finally {
    await browser.close();
    peers.close();
  }
};

async function inTurns(what, sides, work) {
  for (const side of sides) await work(side);
}

const visits = await (sites.length > 0 ? measured(sites) : withPublished(fileURLToPath(new URL('../../dist', import.meta.url)), (folder) => measured([folder])));
const of = (side, what) => visits[side].map((run) => run[what]);
const ms = (values) => `${median(values).toFixed(0)} (${quantile(values, 0.1).toFixed(0)}–${quantile(values, 0.9).toFixed(0)})`;
const ratio = (side, what) => (median(of(side, what)) / median(of('chartjs', what))).toFixed(2);
console.table(
  Object.fromEntries(
    Object.keys(visits).map((side) => [
      side,
      {
        'first picture, ms': ms(of(side, 'picture')),
        '× Chart.js': ratio(side, 'picture'),
        'answers, ms': ms(of(side, 'answers')),
        '× Chart.js ': ratio(side, 'answers'),
        KiB: (median(of(side, 'bytes')) / 1024).toFixed(0),
      },
    ]),
  ),
);
