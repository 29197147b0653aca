// Real services that receive sign-ups, and a site configured for one: each test has its own of both.
//
// `cargo xtask test` installs the services, see xtask/src/receivers.rs. The settings are the presets
// that publishers get, with their blanks filled in.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, root, runTool, serveSite } from './fixtures.mjs';
import { freePort, slowProxy, start } from './processes.mjs';

export { expect } from './fixtures.mjs';

/**
 * @typedef {object} SetUp
 * @property {'pocketbase' | 'museletter' | 'form'} service `form` is a bare form target, which lets
 *   no page read what it answers.
 * @property {object} [signup] Settings in place of those of the preset; `form` has no preset.
 * @property {string} [allows] The only site that may call PocketBase, if not the one of the test.
 * @property {'everyone'} [lists] The mistake of letting everyone read the sign-ups in PocketBase.
 * @property {'single' | 'double'} [optIn] Whether museletter mails a link to follow; the mail never leaves.
 * @property {boolean} [slow] Whether answers wait until `release` is called.
 */

/**
 * @typedef {object} Receiver
 * @property {string} url Where the service listens, without a slash at its end.
 * @property {() => Promise<void>} start
 * @property {() => Promise<void>} stop It can be started again, with what it has stored.
 * @property {() => Promise<Record<string, unknown>[]>} signups As its operator sees them.
 * @property {(email: string, headers?: object) => Promise<Response>} post Signs up without a browser.
 * @property {(email: string) => string[]} readable Addresses at which a stranger would look for one.
 * @property {(email: string) => Promise<unknown>} [add] Adds an address as the operator of museletter does.
 * @property {() => void} release Lets slow answers go, and is quick from then on.
 */

const HOST = '127.0.0.1';
const bin = process.platform === 'win32' ? 'Scripts' : 'bin';

/** The program of a service; its absence fails tests, it never skips them. */
function program(name) {
  const path = join(root, 'target/receivers', name, bin, process.platform === 'win32' ? `${name}.exe` : name);
  if (!existsSync(path)) throw new Error(`${name} is not installed: \`cargo xtask test\` does so (${path})`);
  return path;
}

const answered = async (response) => {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response.json();
};

const json = (body, headers = {}) => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

/** @returns {Receiver} */
function pocketbase({ dir, port, site, setUp }) {
  const url = `http://${HOST}:${port}`;
  const records = `${url}/api/collections/signups/records`;
  const reader = { E2E_READER: 'reader@example.org', E2E_PASSWORD: 'not a secret' };
  const env = { ...process.env, ...reader, E2E_LIST_RULE: setUp.lists ?? '' };
  const args = ['serve', '--http', `${HOST}:${port}`, '--origins', setUp.allows ?? new URL(site).origin];
  args.push('--dir', join(dir, 'data'), '--hooksDir', join(dir, 'hooks'), '--publicDir', join(dir, 'public'));
  args.push('--migrationsDir', join(root, 'tests/e2e/receivers/pocketbase'), '--automigrate=false');
  let running;
  return {
    url,
    async start() {
      running = await start(program('pocketbase'), args, /Server started at/, { env });
      await answered(await fetch(`${url}/api/health`));
    },
    stop: async () => running?.stop('SIGKILL'),
    async signups() {
      const login = json({ identity: reader.E2E_READER, password: reader.E2E_PASSWORD });
      const at = `${url}/api/collections/_superusers/auth-with-password`;
      const { token } = await answered(await fetch(at, login));
      const found = await answered(await fetch(`${records}?sort=id`, { headers: { Authorization: token } }));
      return found.items;
    },
    post: (email, headers) => fetch(records, json({ email, consent: true }, headers)),
    readable: (email) => [records, `${records}?filter=${encodeURIComponent(`email='${email}'`)}`, `${records}?fields=email&perPage=1`],
    release() {},
  };
}

/** @returns {Receiver} */
function museletter({ dir, port, setUp }) {
  const url = `http://${HOST}:${port}`;
  const subscribers = `${url}/v1/lists/default/subscribers`;
  const headers = { Authorization: 'Bearer not a secret' };
  const env = {
    ...process.env,
    MUSELETTER_API_KEY: 'not a secret',
    MUSELETTER_BASE_URL: url,
    MUSELETTER_DB_PATH: join(dir, 'museletter.sqlite'),
    MUSELETTER_FROM_EMAIL: 'news@example.org',
    MUSELETTER_OPT_IN: setUp.optIn ?? 'single',
    MUSELETTER_EMAIL_PROVIDER: 'cloudflare',
    CLOUDFLARE_ACCOUNT_ID: 'none',
    CLOUDFLARE_API_TOKEN: '', // without a token it gives up before it tries to send a mail
  };
  let running;
  return {
    url,
    async start() {
      const args = ['serve', '--host', HOST, '--port', `${port}`];
      running = await start(program('museletter'), args, /Uvicorn running on/, { env });
      await answered(await fetch(`${url}/health`));
    },
    stop: async () => running?.stop('SIGKILL'),
    signups: async () => (await answered(await fetch(subscribers, { headers }))).subscribers,
    add: async (email) => answered(await fetch(subscribers, json({ email }, headers))),
    post: (email, headers) => fetch(`${url}/subscribe/default`, json({ email, website: '' }, headers)),
    readable: () => [subscribers, `${subscribers}/export`, `${url}/subscribe/default`],
    release() {},
  };
}

/** @returns {Receiver} */
function form({ port }) {
  const url = `http://${HOST}:${port}`;
  /** @type {Record<string, unknown>[]} */
  const posts = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const bytes of request) body += bytes;
    const { method, headers } = request;
    if (method === 'POST') posts.push({ path: request.url, headers, body });
    if (request.url === '/stalled') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
      return response.write('{"status":'); // and nothing after it
    }
    response.writeHead(request.url === '/broken' ? 500 : 200, { 'Content-Type': 'text/html' });
    response.end('<!doctype html><link rel="icon" href="data:,"><title>Almost done</title>');
  });
  return {
    url,
    start: () => new Promise((resolve) => server.listen(port, HOST, () => resolve())),
    async stop() {
      const ended = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await ended;
    },
    signups: async () => posts,
    post: (email, headers) => fetch(url, json({ email }, headers)),
    readable: () => [],
    release() {},
  };
}

const services = { pocketbase, museletter, form };

/**
 * The settings of a site: the preset as publishers get it, or what stands in its place.
 * @param {SetUp} setUp
 * @param {number} port Where the service is reached.
 */
async function settings({ service, signup }, port) {
  if (service === 'form') return JSON.stringify({ signup }).replaceAll('PORT', `${port}`);
  const preset = await readFile(join(root, `presets/${service}.json`), 'utf8');
  const filled = preset
    .replaceAll('FILL_IN_host', `${HOST}:${port}`)
    .replaceAll('https://', 'http://') // nobody gives this machine a certificate
    .replaceAll('FILL_IN_collection', 'signups')
    .replaceAll('FILL_IN_slug', 'default');
  if (!signup) return filled;
  const read = JSON.parse(filled);
  return JSON.stringify({ ...read, signup: { ...read.signup, ...signup } });
}

/**
 * @typedef {object} Fixtures
 * @property {SetUp} setUp What a spec asks for with `test.use`.
 * @property {Receiver} receiver The service, running. That pages send to it is no complaint.
 */
export const test = base.extend(
  /** @type {any} */ ({
    setUp: [undefined, { option: true }],

    both: async ({ setUp }, use) => {
      const dir = await mkdtemp(join(tmpdir(), 'challenge-map-receiver-'));
      let proxy, served, receiver;
      try {
        const port = await freePort();
        if (setUp.slow) proxy = await slowProxy(port);
        const config = await settings(setUp, proxy?.port ?? port);
        const path = join(dir, 'config.json');
        await writeFile(path, config);
        expect(await runTool('check-config', path)).toContain(': no problems: ');
        served = await serveSite(dir, { config });
        receiver = services[setUp.service]({ dir, port, site: served.url, setUp });
        await receiver.start();
        const release = () => proxy?.release();
        await use({ receiver: { ...receiver, release }, site: served.url });
      } finally {
        await receiver?.stop();
        await served?.stop();
        await proxy?.stop();
        await rm(dir, { recursive: true, force: true });
      }
    },

    receiver: async ({ both }, use) => use(both.receiver),

    site: async ({ both }, use) => use(both.site),

    baseURL: async ({ both }, use) => use(both.site),
  }),
);
