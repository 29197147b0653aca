// Real web servers with the configuration that `challenge-map publish` makes for them, on loopback.
// `cargo xtask test` unpacks both and sets NGINX, CADDY and NGINX_ROOT.
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { root } from './fixtures.mjs';
import { freePort, start } from './processes.mjs';
import { copyOfSite } from './sites.mjs';

const unpacked = process.env.NGINX_ROOT ?? join(root, 'target/hosts/root');
const nginx = process.env.NGINX ?? join(unpacked, 'usr/sbin/nginx');
const caddy = process.env.CADDY ?? join(unpacked, 'usr/bin/caddy');

/** A page that is published as a file, whatever the bundle says. */
export const deepLink = 'equity/opportunity-gaps';

/**
 * Publishes for a server, and starts it.
 * @param {string} host `nginx` or `caddy`
 * @param {string} base
 * @param {string} dir For its files.
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>} `url` ends in a slash.
 */
export async function serveWith(host, base, dir) {
  const www = join(dir, 'www');
  // The folder is at the site's own path, as docs/hosting.md says.
  const site = base === '/' ? www : join(www, base.slice(1, -1));
  await copyOfSite(host, base, site);
  const beside = `${site}-${host}`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}${base}`;
  const stop = await (host === 'nginx' ? startNginx : startCaddy)(dir, www, beside, port);
  return { url, stop };
}

async function startNginx(dir, www, beside, port) {
  const module = join(unpacked, 'usr/lib/nginx/modules/ngx_http_brotli_static_module.so');
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${dir}/${kind};`);
  // Named after the machine's architecture, as in Debian.
  const libraries = (await readdir(join(unpacked, 'usr/lib')).catch(() => [])).filter((name) => name.endsWith('-linux-gnu'));
  const text = `
    daemon off; worker_processes 1; pid ${dir}/nginx.pid; error_log stderr notice;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    ${existsSync(module) ? `load_module ${module};` : ''}
    events {}
    http {
      access_log off; ${places.join(' ')}
      server { listen 127.0.0.1:${port}; root ${www}; brotli_static on; include ${beside}/challenge-map.conf; }
    }`;
  await writeFile(join(dir, 'nginx.conf'), text);
  const { stop } = await start(nginx, ['-p', dir, '-c', join(dir, 'nginx.conf'), '-e', 'stderr'], /start worker process /, {
    env: { ...process.env, LD_LIBRARY_PATH: libraries.map((name) => join(unpacked, 'usr/lib', name)).join(':') },
  });
  return stop;
}

async function startCaddy(dir, www, beside, port) {
  const text = `{
    admin off
    auto_https off
  }
  http://127.0.0.1:${port} {
    root * ${www}
    import ${beside}/challenge-map.caddy
  }`;
  await writeFile(join(dir, 'Caddyfile'), text);
  const args = ['run', '--config', join(dir, 'Caddyfile'), '--adapter', 'caddyfile'];
  const { stop } = await start(caddy, args, /serving initial configuration/, { env: { ...process.env, HOME: dir, XDG_CONFIG_HOME: dir, XDG_DATA_HOME: dir } });
  return stop;
}

/**
 * Asks as nothing between would: no redirect is followed, nothing is unpacked.
 * @param {string} url
 * @param {Record<string, string>} [headers]
 * @returns {Promise<{ status: number, headers: import('node:http').IncomingHttpHeaders, body: Buffer }>}
 */
export function get(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asked.once('error', reject);
    asked.end();
  });
}
