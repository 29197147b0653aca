// Tests that every supported web server must pass, run against the real server.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test as base } from './fixtures.mjs';
import { testFramed } from './framed.mjs';
import { deepLink, get, serveWith } from './hosts.mjs';
import { runs } from './published.mjs';

const test = base.extend({
  host: ['', { option: true, scope: 'worker' }],
  server: [
    async ({ base, host }, use) => {
      const dir = await mkdtemp(join(tmpdir(), `challenge-map-${host}-`));
      let served;
      try {
        served = await serveWith(host, base, dir);
        await use({ url: served.url, data: '', site: base === '/' ? join(dir, 'www') : join(dir, 'www', base) });
      } finally {
        await served?.stop();
        await rm(dir, { recursive: true, force: true });
      }
    },
    // An unoptimised tool draws the preview images and compresses the site: most of a minute on a slow machine.
    { scope: 'worker', timeout: 120_000 },
  ],
});

const FOR_EVER = 'public, max-age=31536000, immutable';
const everything = { 'Accept-Encoding': 'gzip, br' };

/**
 * The tests of a spec: one server a file, which is published for it.
 * @param {string} host
 * @param {string} path
 */
export function testHost(host, path) {
  test.use({ host, base: path });
  test.describe.configure({ mode: 'default' });

  const file = async (server, pattern) => (await readdir(server.site)).find((name) => pattern.test(name));

  test('pages work with and without a slash; missing files give 404', async ({ site }) => {
    for (const page of ['', deepLink, `${deepLink}/`, 'index.html']) {
      const { status, headers, body } = await get(site + page);
      expect([page, status, headers['content-type']]).toEqual([page, 200, 'text/html; charset=utf-8']);
      expect(headers['cache-control']).toBe('no-cache');
      expect(body.toString()).toContain('data-wasm');
      expect(body.toString()).toMatch(page.startsWith(deepLink) ? /<h1[^>]*>Opportunity Gaps<\/h1>/ : /<h1[^>]*>Challenge Map<\/h1>/);
    }
    const none = await get(`${site}no/such-page`);
    expect([none.status, none.headers['cache-control']]).toEqual([404, 'no-cache']);
    expect(none.body.toString()).toContain('data-wasm');
    for (const missing of ['none.js', 'site-ffffffffffffffff.js', 'site-ffffffffffffffff_bg.wasm', 'equity/none.png', 'bundle2.json', '.challenge-map-published', '.git/config']) {
      const { status, headers, body } = await get(site + missing);
      expect([missing, status]).toEqual([missing, 404]);
      // A path with a hidden name is no file of the site.
      if (!missing.startsWith('.')) expect(body.toString()).not.toContain('data-wasm');
      expect(headers['cache-control'] ?? '').not.toContain('immutable');
    }
  });

  test('files have content types and precompressed encodings', async ({ site, server }) => {
    const wasm = await file(server, /^site-[0-9a-f]+_bg\.wasm$/);
    for (const [name, type] of [
      [wasm, 'application/wasm'],
      [await file(server, /^site-[0-9a-f]+\.js$/), /^(text|application)\/javascript/],
      [await file(server, /^style-.*\.css$/), 'text/css; charset=utf-8'],
      ['sw.js', /^(text|application)\/javascript/],
      ['bundle.json', 'application/json'],
      ['', 'text/html; charset=utf-8'],
    ]) {
      const plain = await readFile(join(server.site, name || 'index.html'));
      for (const [accepted, used, unpack] of [
        // Data may be replaced on the host, so it is compressed when it is sent.
        name === 'bundle.json' ? ['gzip, deflate, br', 'gzip', gunzipSync] : ['gzip, deflate, br', 'br', brotliDecompressSync],
        ['gzip', 'gzip', gunzipSync],
        ['identity', undefined, (body) => body],
      ]) {
        const { status, headers, body } = await get(site + name, { 'Accept-Encoding': accepted });
        expect([name, status, headers['content-encoding']]).toEqual([name, 200, used]);
        expect(headers['content-type']).toMatch(type);
        expect(headers.vary?.toLowerCase(), name).toContain('accept-encoding');
        expect(unpack(body).equals(plain), name).toBe(true);
        if (used && name !== 'bundle.json') expect(body.length, name).toBe((await readFile(join(server.site, `${name || 'index.html'}.${used === 'br' ? 'br' : 'gz'}`))).length);
      }
    }
  });

  test('only hashed files are cached; others are revalidated', async ({ site, server }) => {
    const hashed = (await readdir(server.site)).filter((name) => /-[0-9a-f]{12,16}(_bg)?\.(js|wasm|css)$/.test(name));
    // The program's script, main part and seven lazy ones; two styles, the loader, the script of the worker.
    expect(hashed.length).toBeGreaterThanOrEqual(13);
    for (const name of hashed) expect((await get(site + name, everything)).headers['cache-control'], name).toBe(FOR_EVER);
    for (const name of ['', deepLink, 'sw.js', 'config.json', 'bundle.json', 'embed.js']) {
      const { headers } = await get(site + name);
      expect(headers['cache-control'], name).toBe('no-cache');
      const again = await get(site + name, { 'If-None-Match': headers.etag });
      expect([name, again.status, again.body.length]).toEqual([name, 304, 0]);
    }
  });

  test('every response has the security headers', async ({ site, server }) => {
    const wasm = await file(server, /^site-[0-9a-f]+_bg\.wasm$/);
    for (const name of ['', deepLink, 'none.js', 'no/such-page', wasm, 'config.json', 'sw.js']) {
      const { headers } = await get(site + name, everything);
      expect(headers['content-security-policy'], name).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; .*; frame-ancestors 'none'$/);
      expect(headers['content-security-policy'], name).toContain("require-trusted-types-for 'script'");
      expect(headers, name).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000',
      });
      expect(headers['permissions-policy'], name).toContain('camera=()');
      expect(headers, name).not.toHaveProperty('access-control-allow-origin');
    }
    for (const name of ['embed.js', 'bundle.json']) {
      const { headers } = await get(site + name);
      expect(headers, name).toMatchObject({ 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' });
    }
    for (const name of ['embed', 'embed/']) {
      const { status, headers } = await get(`${site}${name}?view=pair`);
      expect([name, status]).toEqual([name, 200]);
      expect(headers['content-security-policy'], name).toMatch(/; form-action 'none'; .*; frame-ancestors \*$/);
      expect(headers, name).not.toHaveProperty('x-frame-options');
    }
    // Only the address itself may be framed, not the name of its file.
    const { headers } = await get(`${site}embed/index.html`);
    expect(headers['content-security-policy']).toMatch(/; frame-ancestors 'none'$/);
  });

  test('the site starts in a browser', async ({ page }) => {
    await page.goto(deepLink);
    await runs(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Opportunity Gaps');
    await page.getByRole('link', { name: 'Explore visualization', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Explore the challenges');
  });

  testFramed(test);

  if (path !== '/') {
    test('the base path without a slash redirects; other paths do not', async ({ site }) => {
      const { status, headers } = await get(site.slice(0, -1));
      expect([status, headers.location]).toEqual([308, path]);
      const outside = await get(new URL('/other', site).href);
      expect(outside.headers).not.toHaveProperty('content-security-policy');
    });
  }
}
