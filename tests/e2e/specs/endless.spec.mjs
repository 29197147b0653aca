// Files that don't end: each is stopped at its limit, and the page says which file and which limit.
import { createServer, request as ask } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, test as base } from '../fixtures.mjs';

const MiB = 1 << 20;

/**
 * A server that hands on all but what a test answers itself.
 * @typedef {{ url: string, answers: Map<string, (response: import('node:http').ServerResponse) => void>, sent: number, ended: Promise<void> }} Front
 */
const test = base.extend(
  /** @type {any} */ ({
    front: async ({ server }, use) => {
      const behind = new URL(server.url);
      const answers = new Map();
      let end = () => {};
      const front = { url: '', answers, sent: 0, ended: new Promise((resolve) => { end = () => resolve(undefined); }) };
      const listener = createServer((request, response) => {
        const own = answers.get(request.url ?? '');
        if (own) {
          // The other side hung up before all was sent.
          response.on('close', () => response.writableFinished || end());
          return own(response);
        }
        const { hostname, port } = behind;
        const on = ask({ hostname, port, path: request.url, method: request.method, headers: { ...request.headers, host: behind.host } });
        on.on('response', (from) => {
          response.writeHead(from.statusCode ?? 500, from.headers);
          from.pipe(response);
        });
        on.on('error', () => response.destroy());
        request.pipe(on);
      });
      await new Promise((resolve) => listener.listen(0, '127.0.0.1', () => resolve(undefined)));
      const { port } = /** @type {import('node:net').AddressInfo} */ (listener.address());
      front.url = `http://127.0.0.1:${port}/`;
      await use(front);
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
    site: async ({ front }, use) => use(front.url),
    baseURL: async ({ front }, use) => use(front.url),
  }),
);

/** Sends blanks, which JSON may begin with, as long as anyone listens. */
const endless = (front) => (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const chunk = Buffer.alloc(64 << 10, ' ');
  const more = () => {
    while (!response.destroyed) {
      front.sent += chunk.length;
      if (!response.write(chunk)) return;
    }
  };
  response.on('drain', more);
  more();
};

test('an endless bundle stops at the size limit', async ({ page, front }) => {
  front.answers.set('/bundle.json', endless(front));
  await page.goto('explore');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The map could not be loaded');
  await expect(page.getByRole('alert')).toContainText('bundle.json is too large: the limit is 33,554,432 bytes');
  await front.ended;
  // What was read, and what lay in buffers on the way.
  expect(front.sent).toBeGreaterThan(32 * MiB);
  expect(front.sent).toBeLessThan(256 * MiB);
});

test('the bundle size limit applies to decompressed bytes', async ({ page, front }) => {
  const bomb = gzipSync(Buffer.alloc(200 * MiB, ' '));
  expect(bomb.length).toBeLessThan(MiB);
  front.answers.set('/bundle.json', (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip', 'Content-Length': bomb.length });
    response.end(bomb);
  });
  await page.goto('explore');
  await expect(page.getByRole('alert')).toContainText('bundle.json is too large: the limit is 33,554,432 bytes');
});

test('endless settings stop at their limit; the map loads anyway', async ({ page, front, expectComplaint }) => {
  expectComplaint(/config\.json is too large: the limit is 65,536 bytes/);
  front.answers.set('/config.json', endless(front));
  await page.goto('explore');
  await front.ended;
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
});

test('a stalled bundle times out after 15 seconds', async ({ page, front }) => {
  let begun = () => {};
  const half = new Promise((resolve) => { begun = () => resolve(undefined); });
  front.answers.set('/bundle.json', (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"format": 1,', begun);
  });
  await page.clock.install();
  await page.goto('explore');
  await half;
  // Until the program waits for the rest: then a jump of the clock is what it waits for.
  await expect(async () => {
    await page.clock.fastForward(15_000);
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByRole('alert')).toContainText('bundle.json could not be loaded completely: nothing arrived for 15 seconds');
  await front.ended;
});

test('a bundle that pauses for 14 seconds loads', async ({ page, front }) => {
  const whole = Buffer.from(await (await fetch(new URL('bundle.json', front.url))).arrayBuffer());
  const half = Math.floor(whole.length / 2);
  /** @type {import('node:http').ServerResponse | undefined} */
  let response;
  front.answers.set('/bundle.json', (begun) => {
    response = begun;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write(whole.subarray(0, half));
  });
  await page.clock.install();
  await page.goto('explore');
  await expect.poll(() => response !== undefined).toBe(true);
  await page.clock.fastForward(14_000);
  response?.end(whole.subarray(half));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
});
