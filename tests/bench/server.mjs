// A static server of several folders, as a good host serves them: brotli, made ahead of time.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves `roots`, longest prefix first: `{ '/npm/': 'tests/bench/node_modules' }`. Addresses without
 * an extension are pages. `made` holds files that are nowhere on disk. `takeSent` gives the bytes of
 * bodies sent since it was last called.
 */
export async function serve(roots, made = {}) {
  const prefixes = Object.keys(roots).sort((a, b) => b.length - a.length);
  const cache = new Map();
  let sent = 0;

  async function load(path) {
    if (path in made) return made[path];
    const prefix = prefixes.find((prefix) => path.startsWith(prefix));
    const rest = normalize(path.slice(prefix.length)).replace(/^(\.\.[/\\])+/, '');
    const candidates = extname(rest) ? [rest] : [join(rest, 'index.html'), 'index.html'];
    for (const candidate of candidates) {
      const body = await readFile(join(roots[prefix], candidate)).catch(() => null);
      if (body) return body;
    }
    return null;
  }

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (!cache.has(path)) {
      const body = await load(path);
      const isLarge = body && body.length > 4 << 20;
      // Libraries and large data are loaded before anything is timed.
      const isPlain = !body || isLarge || path.startsWith('/npm/');
      cache.set(path, { body, packed: isPlain ? null : brotliCompressSync(body) });
    }
    const { body, packed } = cache.get(path);
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[extname(path) || '.html'] ?? 'application/octet-stream',
      // With these a page may read the clock to 5 µs.
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cache-control': 'no-store',
      ...(packed ? { 'content-encoding': 'br' } : {}),
    });
    sent += (packed ?? body).length;
    return response.end(packed ?? body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const takeSent = () => {
    const taken = sent;
    sent = 0;
    return taken;
  };
  return { url: `http://127.0.0.1:${server.address().port}`, takeSent, close: () => server.close() };
}
