// What every spec starts from: a served site of its own, and pages that may not complain.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base } from '@playwright/test';

export { expect } from '@playwright/test';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tool = process.env.CHALLENGE_MAP ?? join(root, 'target/debug/challenge-map');
const dist = process.env.E2E_DIST ?? join(root, 'dist');

/**
 * @typedef {{ url: string, data: string }} Server
 *   `url` ends in a slash; `data` is the SQLite file that sign-ups arrive in.
 */

/**
 * @typedef {object} Fixtures
 * @property {string} base The path that the site lies below, `/` unless a spec says otherwise with
 *   `test.use`.
 * @property {string} site The address of the site, with a final slash. `page.goto('explore')`
 *   resolves against it.
 * @property {() => Promise<Record<string, string>[]>} readSignups The sign-ups that arrived since
 *   this test began, oldest first, as the publisher's CSV has them.
 * @property {(pattern: RegExp) => void} expectComplaint Says that this test provokes a complaint:
 *   an error on the console, an uncaught exception, a request to another site. A complaint that
 *   was announced has to come; any other fails the test.
 */

export const test = base.extend(
  /** @type {any} */ ({
    base: ['/', { option: true, scope: 'worker' }],

    /** One server a worker, on a port and a file of its own. */
    server: [
      async ({ base }, use) => {
        const dir = await mkdtemp(join(tmpdir(), 'challenge-map-e2e-'));
        const data = join(dir, 'signups.sqlite');
        const served = base === '/' ? dist : await moved(base, dir);
        const args = ['serve', '--dist', served, '--base', base];
        // Specs fill in forms faster than people do.
        args.push('--port', '0', '--data', data, '--rate', '1000', '--min-open-ms', '0');
        const child = spawn(tool, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        const ended = new Promise((resolve) => child.once('close', resolve));
        try {
          await use({ url: await printedAddress(child), data });
        } finally {
          child.kill('SIGTERM');
          await ended;
          await rm(dir, { recursive: true, force: true });
        }
      },
      { scope: 'worker' },
    ],

    site: async ({ server }, use) => use(server.url),

    baseURL: async ({ server }, use) => use(server.url),

    readSignups: async ({ server }, use) => {
      // A worker's tests share a file; each sees what came in its own time.
      const before = (await signups(server.data)).length;
      await use(async () => (await signups(server.data)).slice(before));
    },

    expectComplaint: async ({}, use) => {
      /** @type {RegExp[]} */
      const announced = [];
      await use(Object.assign((pattern) => announced.push(pattern), { announced }));
    },

    // The context, so that a page that a test opens beside `page` is listened to as well.
    context: async ({ context, site, expectComplaint }, use) => {
      /** @type {string[]} */
      const complaints = [];
      context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
      context.on('console', (message) => {
        // Chromium reports violations of the content security policy here too.
        if (message.type() === 'error') {
          complaints.push(`console: ${message.text()} (${message.location().url})`);
        }
      });
      context.on('request', (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== new URL(site).origin) {
          complaints.push(`request to another site: ${request.url()}`);
        }
      });
      await use(context);
      const { announced } = expectComplaint;
      const unexpected = complaints.filter((text) => !announced.some((pattern) => pattern.test(text)));
      if (unexpected.length > 0) {
        throw new Error(`the page complained:\n  ${unexpected.join('\n  ')}`);
      }
      const silent = announced.filter((pattern) => !complaints.some((text) => pattern.test(text)));
      if (silent.length > 0) {
        throw new Error(`announced, but no complaint came: ${silent.join(', ')}`);
      }
    },
  }),
);

/**
 * The built site as `trunk build --public-url` makes it for a path: the start page names its
 * files below that path; nothing else differs.
 * @param {string} base
 * @param {string} dir
 * @returns {Promise<string>} its folder
 */
async function moved(base, dir) {
  const copy = join(dir, 'dist');
  await cp(dist, copy, { recursive: true });
  const index = join(copy, 'index.html');
  const page = await readFile(index, 'utf8');
  await writeFile(index, page.replaceAll(/(?<=\s(?:href|src|data-js|data-wasm)=["']?)\/(?!\/)/g, base));
  return copy;
}

/**
 * Waits for the line that says where the server listens.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<string>}
 */
function printedAddress(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${tool} serve printed no address in 20 s`)), 20_000);
    const fail = (why) => {
      clearTimeout(timer);
      reject(new Error(`${tool} serve ${why}`));
    };
    child.once('error', (error) => fail(`cannot be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with ${code}`));
    // Read to the end, or a full pipe would stop the server.
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = line.match(/http:\/\/127\.0\.0\.1:\d+\/\S*/);
      if (address) {
        clearTimeout(timer);
        resolve(address[0]);
      }
    });
  });
}

/**
 * The sign-ups in a data file, read as a publisher reads them.
 * @param {string} data
 * @returns {Promise<Record<string, string>[]>}
 */
async function signups(data) {
  const { stdout } = await promisify(execFile)(tool, ['signups', '--csv', '--data', data]);
  const [header = [], ...rows] = parseCsv(stdout);
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

/**
 * Reads CSV as RFC 4180 has it: quoted fields may hold commas, quotes and line breaks.
 * @param {string} text
 * @returns {string[][]}
 */
export function parseCsv(text) {
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  while (field.lastIndex < text.length) {
    const [, raw, end] = field.exec(text) ?? [];
    if (raw === undefined) {
      throw new Error('not CSV: text after a closing quote');
    }
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end !== ',') {
      rows.push(row);
      row = [];
    } else if (field.lastIndex === text.length) {
      row.push('');
    }
  }
  if (row.length > 0) {
    rows.push(row);
  }
  return rows;
}
