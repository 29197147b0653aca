// Firefox as Debian has it, through WebDriver BiDi, which it speaks by itself: no driver is needed.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../e2e/processes.mjs';
import { COMMAND_MS } from './page.mjs';

// Node has a WebSocket of its own only from 22 on.
const { WebSocket } = createRequire(new URL('../e2e/package.json', import.meta.url))('ws');

/** Nothing but the site's pages is loaded, and nothing moves by itself. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.region.update.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
  'ui.prefersReducedMotion': 1,
};

/**
 * @param {Record<string, unknown>} [more] Further preferences.
 * @returns {Promise<import('./page.mjs').Engine>}
 */
export async function firefox(more = {}) {
  const home = await mkdtemp(join(tmpdir(), 'challenge-map-firefox-'));
  const profile = join(home, 'profile');
  await mkdir(profile);
  const lines = Object.entries({ ...PREFERENCES, ...more }).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const args = ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile, 'about:blank'];
  // As for Chromium: the sandbox does not start as root or in most containers.
  const env = { ...process.env, HOME: home, MOZ_DISABLE_CONTENT_SANDBOX: '1' };
  const { said, stop } = await start(process.env.FIREFOX ?? 'firefox-esr', args, /WebDriver BiDi listening on (ws:\S+)/, { env });
  const end = async () => {
    await stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    return await session(`${said[1]}/session`, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function session(address, end) {
  /** @type {string[]} */
  let logged = [];
  const { send, close } = await connection(address, ({ method, params }) => {
    if (method === 'log.entryAdded' && params.level === 'error') logged.push(params.text);
  });
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  const { contexts: [{ context }] } = await send('browsingContext.getTree', {});
  return {
    name: 'firefox',
    goto: async (url) => { await send('browsingContext.navigate', { context, url, wait: 'complete' }); },
    run: async (expression) => {
      const json = `Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`;
      const { result, exceptionDetails } = await send('script.evaluate', { expression: json, target: { context }, awaitPromise: true, userActivation: true });
      if (exceptionDetails) throw new Error(exceptionDetails.text);
      return result.value;
    },
    perform: async (actions) => { await send('input.performActions', { context, actions }); },
    resize: async (width, height) => { await send('browsingContext.setViewport', { context, viewport: { width, height } }); },
    screenshot: async () => Buffer.from((await send('browsingContext.captureScreenshot', { context })).data, 'base64'),
    complaints: async () => {
      const all = logged;
      logged = [];
      return all;
    },
    stop: async () => {
      close();
      await end();
    },
  };
}

/** A connection that answers each command with its result. */
async function connection(address, onEvent) {
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const waiting = new Map();
  socket.on('message', (text) => {
    const message = JSON.parse(text);
    if (message.type === 'event') return onEvent(message);
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'success') resolve(message.result);
    else reject(new Error(`${message.error}: ${message.message}`));
  });
  socket.on('close', () => waiting.forEach(({ reject }) => reject(new Error('the browser has ended'))));
  let id = 0;
  const send = (method, params) => new Promise((resolve, reject) => {
    id += 1;
    waiting.set(id, { resolve, reject });
    AbortSignal.timeout(COMMAND_MS).addEventListener('abort', () => reject(new Error(`${method} took too long`)));
    socket.send(JSON.stringify({ id, method, params }));
  });
  return { send, close: () => socket.close() };
}
