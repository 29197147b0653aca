// Child processes of the tests: a test waits until they listen, and ends them afterwards.
import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

/**
 * Starts a program and waits for the line that says that it listens.
 * @param {string} program
 * @param {string[]} args
 * @param {RegExp} ready What that line looks like.
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ said: RegExpMatchArray, pause: () => void, stop: (signal?: NodeJS.Signals) => Promise<void> }>}
 * `pause` lets it take what is sent and answer nothing.
 */
export async function start(program, args, ready, options = {}) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.once('error', () => {}); // reported below, unless it was ready already
  const stop = async (signal = 'SIGTERM') => {
    if (child.pid === undefined) return;
    child.kill(signal);
    // A paused process ends only when it is resumed.
    child.kill('SIGCONT');
    await ended;
  };
  const pause = () => { child.kill('SIGSTOP'); };
  let timer;
  /** @type {string[]} */
  const lines = [];
  try {
    const said = await new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error([`${program} ${args[0]} ${why}`, ...lines].join('\n  ')));
      timer = setTimeout(fail, 20_000, 'did not say in 20 s that it listens');
      child.once('error', (error) => fail(`cannot be started: ${error.message}`));
      child.once('close', (code) => fail(`ended with ${code}`));
      for (const stream of [child.stdout, child.stderr]) {
        // Read to the end, or a full pipe would stop the program.
        if (stream) createInterface({ input: stream }).on('line', (line) => {
          lines.push(line);
          const found = line.match(ready);
          if (found) resolve(found);
        });
      }
    });
    return { said, pause, stop };
  } catch (error) {
    await stop('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

let nextPort = 12_000 + (process.pid % 200) * 100;

/**
 * A port that nothing listens on. It lies below those that the system gives out by itself, and other
 * test workers look elsewhere, so it is still free when a program is told to take it.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = nextPort++;
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
  throw new Error('there is no free port on this machine');
}

/**
 * Stands before a server and hands on all it gets, but what comes back for a POST only after
 * `release`. The server does its work; whoever asked waits.
 * @param {number} port Of the server.
 * @returns {Promise<{ port: number, release: () => void, stop: () => Promise<void> }>}
 */
export async function slowProxy(port) {
  /** @type {(() => void)[] | null} */
  let held = [];
  const sockets = new Set();
  const proxy = createServer((front) => {
    const back = connect(port, '127.0.0.1');
    let isPost = false;
    front.on('data', (bytes) => {
      const method = bytes.toString('latin1').match(/^([A-Z]+) \S+ HTTP\//);
      if (method) isPost = method[1] === 'POST';
      back.write(bytes);
    });
    back.on('data', (bytes) => {
      const pass = () => front.destroyed || front.write(bytes);
      if (held && isPost) held.push(pass);
      else pass();
    });
    for (const [socket, other] of [[front, back], [back, front]]) {
      sockets.add(socket);
      socket.on('error', () => {}); // `close` follows
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  const release = () => {
    for (const pass of held ?? []) pass();
    held = null;
  };
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => proxy.close(resolve));
  };
  return { port: /** @type {import('node:net').AddressInfo} */ (proxy.address()).port, release, stop };
}
