// The fixtures of every spec: a served site of its own, and pages that may not log errors.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base } from '@playwright/test';
import { start } from './processes.mjs';

export { expect } from '@playwright/test';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const tool = process.env.CHALLENGE_MAP ?? join(root, 'target/debug/challenge-map');
/** The built program. */
export const dist = process.env.E2E_DIST ?? join(root, 'dist');

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
        let served;
        try {
          served = await serveSite(dir, { base });
          await use({ url: served.url, data: served.data });
        } finally {
          await served?.stop();
          await rm(dir, { recursive: true, force: true });
        }
      },
      { scope: 'worker' },
    ],

    site: async ({ server }, use) => use(server.url),

    baseURL: async ({ server }, use) => use(server.url),

    readSignups: async ({ server }, use) => {
      // The tests of a worker share a file; each reads only the lines written during its own run.
      const before = (await signups(server.data)).length;
      await use(async () => (await signups(server.data)).slice(before));
    },

    expectComplaint: async ({}, use) => {
      /** @type {RegExp[]} */
      const announced = [];
      await use(Object.assign((pattern) => announced.push(pattern), { announced }));
    },

    // The context, so that errors of other pages that a test opens are noticed as well.
    context: async ({ context, site, expectComplaint }, use) => {
      /** @type {string[]} */
      const complaints = [];
      context.on('weberror', (error) => complaints.push(`uncaught: ${error.error().message}`));
      context.on('console', (message) => {
        // Chromium reports violations of the content security policy here too.
        // Without a network Chromium may look for the icon of the tab again.
        const isIcon = /favicon/.test(message.location().url) && /DISCONNECTED/.test(message.text());
        // A page that is left while a part of the program is loading. Other failures to load a part log another message.
        const isLeft = /^Fetch API cannot load \S+-[0-9a-f]{16}\.wasm\.\s*$/.test(message.text());
        if (message.type() === 'error' && !isIcon && !isLeft) {
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

/** From now on nothing answers when the loader asks whether the host is there, as without a connection. */
export const disconnect = (page) =>
  page.route('**', (route) => (route.request().method() === 'HEAD' ? route.abort('failed') : route.fallback()));

/**
 * Serves the built site with the tool.
 * @param {string} dir For what differs from the built site, and for sign-ups.
 * @param {{ base?: string, config?: string, folder?: string }} [options] `config` is the text of the
 *   settings, if not those it was built with; `folder` holds another site than the built one.
 * @returns {Promise<Server & { stop: () => Promise<void> }>}
 */
export async function serveSite(dir, { base = '/', config, folder } = {}) {
  const served = folder ?? (base === '/' && config === undefined ? dist : await changed(dir, base, config));
  const data = join(dir, 'signups.sqlite');
  const args = ['serve', '--dist', served, '--base', base];
  args.push('--port', '0', '--data', data, '--rate', '1000', '--min-open-ms', '0');
  const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/;
  const { said, pause, stop } = await start(tool, args, address, { stdio: ['ignore', 'pipe', 'inherit'] });
  return { url: said[0], data, pause, stop };
}

/**
 * The built site as `trunk build --public-url` makes it for a path: the start page names its
 * files below that path; nothing else differs but the settings.
 * @param {string} dir
 * @param {string} base
 * @param {string} [config]
 * @returns {Promise<string>} its folder
 */
async function changed(dir, base, config) {
  const copy = join(dir, 'dist');
  await cp(dist, copy, { recursive: true });
  const index = join(copy, 'index.html');
  const page = await readFile(index, 'utf8');
  await writeFile(index, page.replaceAll(/(?<=\s(?:href|src|data-js|data-wasm)=["']?)\/(?!\/)/g, base));
  if (config !== undefined) await writeFile(join(copy, 'config.json'), config);
  return copy;
}

/**
 * Runs the tool to its end.
 * @param {...string} args
 * @returns {Promise<string>} what it printed
 */
export async function runTool(...args) {
  return (await promisify(execFile)(tool, args)).stdout;
}

/**
 * The sign-ups in a data file, read as a publisher reads them.
 * @param {string} data
 * @returns {Promise<Record<string, string>[]>}
 */
export async function signups(data) {
  const [header = [], ...rows] = parseCsv(await runTool('signups', '--csv', '--data', data));
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
