// WebKit as Debian has it for GTK, through its WebDriver, on a screen of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort, start } from '../e2e/processes.mjs';
import { COMMAND_MS } from './page.mjs';

/** A screenshot of a page that is embedded elsewhere never comes. */
const SCREENSHOT_MS = 5_000;

/** How long the driver may take to listen, in ms. */
const START_MS = 10_000;

/** The toolbar would keep the window from being as narrow as a phone. */
const NARROW = 'headerbar *, toolbar *, box > * { padding: 0; margin: 0; border: 0; min-width: 0; }\n';

/** @returns {Promise<import('./page.mjs').Engine>} */
export async function webkit() {
  const home = await mkdtemp(join(tmpdir(), 'challenge-map-webkit-'));
  await mkdir(join(home, '.config/gtk-3.0'), { recursive: true });
  await writeFile(join(home, '.config/gtk-3.0/gtk.css'), NARROW);
  const screen = await start('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], /^(\d+)$/);
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    DISPLAY: `:${screen.said[1]}`,
    GDK_BACKEND: 'x11',
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
  };
  let driver;
  const end = async () => {
    await driver?.stop();
    await screen.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    driver = await startDriver(env);
    return await session(driver.call, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** Starts the driver, which says nothing when it listens. */
async function startDriver(env) {
  const port = await freePort();
  const child = spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'close');
  const call = async (method, path, body, signal = AbortSignal.timeout(COMMAND_MS)) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, signal, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const stop = async () => {
    child.kill();
    await ended;
  };
  const over = AbortSignal.timeout(START_MS);
  for (;;) {
    const isReady = await call('GET', '/status').then(({ ready }) => ready, () => false);
    if (isReady) return { call, stop };
    if (over.aborted || child.exitCode !== null) {
      await stop();
      throw new Error(`WebKitWebDriver does not listen on port ${port}`);
    }
    await wait(50);
  }
}

/** What a page logs as an error is told by no command, so the page notes it, from when it is loaded. */
function noteComplaints() {
  if (globalThis.complaints) return;
  globalThis.complaints = [];
  const note = (text) => globalThis.complaints.push(String(text));
  const { error } = console;
  console.error = (...said) => {
    note(said.join(' '));
    error.apply(console, said);
  };
  addEventListener('error', ({ message }) => note(message));
  addEventListener('unhandledrejection', ({ reason }) => note(reason));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => note(`${violatedDirective} forbids ${blockedURI}`));
}

async function session(call, end) {
  // Without wishes the driver starts the browser that comes with it. (With `pageLoadStrategy: 'eager'` it hangs now and then.)
  const { sessionId } = await call('POST', '/session', { capabilities: {} });
  const own = (method, path, body, signal) => call(method, `/session/${sessionId}${path}`, body, signal);
  const run = async (expression) => {
    const script = `const done = arguments[0];
      Promise.resolve(${expression}).then((value) => done({ json: JSON.stringify(value ?? null) }), (error) => done({ wrong: String(error) }));`;
    const { json, wrong } = await own('POST', '/execute/async', { script, args: [] });
    if (wrong !== undefined) throw new Error(wrong);
    return json;
  };
  const note = () => run(`(${noteComplaints})()`);
  return {
    name: 'webkit',
    goto: async (url) => {
      await own('POST', '/url', { url });
      await note();
    },
    run,
    perform: (actions) => own('POST', '/actions', { actions }),
    resize: (width, height) => own('POST', '/window/rect', { width, height }),
    screenshot: async () => Buffer.from(await own('GET', '/screenshot', undefined, AbortSignal.timeout(SCREENSHOT_MS)), 'base64'),
    complaints: async () => JSON.parse(await run('globalThis.complaints?.splice(0) ?? []')),
    stop: async () => {
      await own('DELETE', '').catch(() => {}); // of a browser that has crashed
      await end();
    },
  };
}
