// Published sites: the tool makes each kind once a run, which takes seconds, and every test gets a copy.
import { constants, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { dist, runTool } from './fixtures.mjs';

/**
 * Publishes a built program.
 * @param {string} host As in `challenge-map publish --host`.
 * @param {string} base
 * @param {string} out The site's folder; what goes beside the site is in `<out>-<host>`.
 * @param {{ from?: string, more?: string[] }} [options] `from` is the folder of the program.
 */
export async function publish(host, base, out, { from = dist, more = [] } = {}) {
  await runTool('publish', '--dist', from, '--site-url', 'https://example.org', '--base', base, '--host', host, '--out', out, ...more);
}

/**
 * Makes a copy of the built program as it is published.
 * @param {string} host
 * @param {string} base
 * @param {string} out
 * @param {string[]} [more] Further arguments of `challenge-map publish`.
 */
export async function copyOfSite(host, base, out, more = []) {
  const made = await madeOnce([host, base, ...more].join(' ').replaceAll(/[^\w-]+/g, '_'), (folder) => publish(host, base, join(folder, 'site'), { more }));
  for (const name of await readdir(made)) {
    await cp(join(made, name), out + name.slice('site'.length), { recursive: true, mode: constants.COPYFILE_FICLONE });
  }
}

/**
 * A copy of the built program, for tests that change it.
 * @param {string} dir
 */
export async function copyOfProgram(dir) {
  const copy = join(dir, 'program');
  await cp(dist, copy, { recursive: true });
  return copy;
}

/** How long another worker may take to publish, in ms: less than fixtures may. */
const LIMIT_MS = 90_000;

/** Returns a folder of this run that `make` has filled, in this worker or in another one. */
async function madeOnce(name, make) {
  const folder = join(process.env.E2E_SITES, name);
  const isFirst = await mkdir(`${folder}.lock`).then(() => true, () => false);
  if (isFirst) {
    try {
      await make(`${folder}.new`);
      await rename(`${folder}.new`, folder);
    } catch (error) {
      await writeFile(`${folder}.failed`, String(error));
    }
  }
  const start = Date.now();
  while (!existsSync(folder)) {
    if (existsSync(`${folder}.failed`)) throw new Error(`${name} could not be published: ${await readFile(`${folder}.failed`, 'utf8')}`);
    if (Date.now() - start > LIMIT_MS) throw new Error(`${name} was to be published by another worker, which did not end`);
    await wait(50);
  }
  return folder;
}

/** Makes the folder of all published sites before the first test, and removes it after the last. */
export default async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'challenge-map-sites-'));
  process.env.E2E_SITES = folder;
  return () => rm(folder, { recursive: true, force: true });
}
