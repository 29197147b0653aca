// A host that only serves files, without headers of its own: a page must bring its own policies.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves a folder as GitHub Pages, Netlify, Cloudflare Pages and S3 do: `equity.html` or the folder's page for
 * `/equity`, `404.html` for what is not there.
 * @param {string} folder
 * @param {(path: string) => boolean} [drops] Whether the line drops in the middle of this answer.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` ends in a slash.
 */
export async function serveStatic(folder, drops = () => false) {
  const read = (path) => readFile(join(folder, path)).catch(() => null);
  const server = createServer(async ({ method, url }, response) => {
    const path = decodeURIComponent(new URL(url ?? '/', 'http://host').pathname);
    const names = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`];
    for (const name of names) {
      const body = await read(name);
      if (body) return send(name, 200, body);
    }
    if (!path.endsWith('/') && (await read(`${path}/index.html`))) return response.writeHead(302, { Location: `${path}/` }).end();
    send('404.html', 404, (await read('404.html')) ?? Buffer.alloc(0));

    function send(name, status, body) {
      // As GitHub Pages does, so that a frame without an origin can load its script.
      const open = { 'Access-Control-Allow-Origin': '*' };
      response.writeHead(status, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream', 'Content-Length': body.length, ...open });
      if (method === 'HEAD') return response.end();
      if (!drops(path)) return response.end(body);
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/`, stop };
}
