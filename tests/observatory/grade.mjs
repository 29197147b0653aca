// The graders of Mozilla's Observatory, over what hosts are told to send: no host is asked.
// `cargo xtask test` installs them and sets CHALLENGE_MAP. Prints each grade, and a last line of totals.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const graders = join(here, 'node_modules/@mdn/mdn-http-observatory');
const tool = process.env.CHALLENGE_MAP ?? join(root, 'target/debug/challenge-map');

// Hosts that send headers, and the one where only pages can say something.
const wanted = { netlify: 120, cloudflare: 120, s3: 120, nginx: 120, caddy: 120, github: 75 };

// The graders look for the list of hosts that browsers know for TLS only; ours is in none.
mkdirSync(join(graders, 'conf'), { recursive: true });
writeFileSync(join(graders, 'conf/hsts-preload.json'), '{}');
const load = (file) => import(join(graders, 'src', file));
const [{ ALL_TESTS }, { Requests }, { Session }, { parseHttpEquivHeaders }, grader, { MINIMUM_SCORE_FOR_EXTRA_CREDIT }, { AxiosHeaders }] =
  await Promise.all([
    load('constants.js'), load('types.js'), load('retriever/session.js'), load('retriever/utils.js'),
    load('grader/grader.js'), load('grader/charts.js'), import('axios'),
  ]);

/** The headers of the start page, from what the host reads. */
const readers = {
  netlify: (site) => listed(readFileSync(join(site, '_headers'), 'utf8')),
  cloudflare: (site) => listed(readFileSync(join(site, '_headers'), 'utf8')),
  nginx: (_, beside) => {
    const pages = readFileSync(join(beside, 'challenge-map.conf'), 'utf8').split('# Pages.')[1];
    return [...pages.matchAll(/add_header (\S+) "(.*?)"/g)].map(([, name, value]) => [name, value]);
  },
  caddy: (_, beside) => {
    const own = readFileSync(join(beside, 'challenge-map.caddy'), 'utf8').match(/\theader \{\n(.*?)\n\t\}/s)[1];
    return [...own.matchAll(/(\S+) "(.*)"/g)].map(([, name, value]) => [name, value]);
  },
  s3: (_, beside) => {
    const policy = JSON.parse(readFileSync(join(beside, 'headers-site.json'), 'utf8'));
    const secure = policy.SecurityHeadersConfig;
    return [
      ['Content-Security-Policy', secure.ContentSecurityPolicy.ContentSecurityPolicy],
      ...(secure.ContentTypeOptions ? [['X-Content-Type-Options', 'nosniff']] : []),
      ['Referrer-Policy', secure.ReferrerPolicy.ReferrerPolicy],
      ['X-Frame-Options', secure.FrameOptions.FrameOption],
      ['Strict-Transport-Security', `max-age=${secure.StrictTransportSecurity.AccessControlMaxAgeSec}`],
      ...policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]),
    ];
  },
  // GitHub itself says it for *.github.io.
  github: () => [['Strict-Transport-Security', 'max-age=31556952']],
};

function listed(text) {
  const rule = text.match(/^\/\*\n((?: {2}.*\n)+)/m)[1];
  return rule.trim().split('\n').map((line) => line.trim().match(/^(\S+): (.*)$/).slice(1));
}

function grade(headers, page) {
  const request = new Requests('map.example.org');
  const response = () => ({
    headers: new AxiosHeaders({ 'Content-Type': 'text/html', ...Object.fromEntries(headers) }),
    request: { headers: new AxiosHeaders() },
    status: 200,
    statusText: 'OK',
    verified: true,
    data: page,
    config: { headers: new AxiosHeaders() },
    httpEquiv: parseHttpEquivHeaders(page, 'https://map.example.org/'),
  });
  request.resources.path = page;
  request.session = new Session(new URL('https://map.example.org/'));
  for (const kind of ['auto', 'cors', 'http', 'https']) request.responses[kind] = response();
  request.responses.httpRedirects = [
    { url: new URL('http://map.example.org/'), status: 301 },
    { url: new URL('https://map.example.org/'), status: 200 },
  ];
  request.responses.httpsRedirects = [{ url: new URL('https://map.example.org/'), status: 200 }];
  const changes = ALL_TESTS.map((test) => {
    const { result } = test(request);
    return [result, grader.getScoreModifier(result)];
  });
  // As the Observatory's own scanner sums up: extra credit only from an A on.
  const lost = 100 + changes.filter(([, change]) => change < 0).reduce((sum, [, change]) => sum + change, 0);
  const all = 100 + changes.reduce((sum, [, change]) => sum + change, 0);
  const told = changes.filter(([, change]) => change !== 0).map(([result, change]) => `${result} ${change}`);
  return { ...grader.getGradeForScore(lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? all : lost), told };
}

const totals = { passed: 0, failed: 0 };
function check(name, least, headers, page) {
  const { score, grade: letter, told } = grade(headers, page);
  const isEnough = score >= least;
  totals[isEnough ? 'passed' : 'failed'] += 1;
  console.log(`${isEnough ? 'ok' : 'FAILED'}: ${name}: ${score} (${letter}), at least ${least} wanted: ${told.join(', ')}`);
}

const place = mkdtempSync(join(tmpdir(), 'challenge-map-grades-'));
try {
  for (const [host, least] of Object.entries(wanted)) {
    const site = join(place, host);
    execFileSync(tool, ['publish', '--dist', join(root, 'dist'), '--site-url', 'https://map.example.org', '--host', host, '--out', site], { stdio: ['ignore', 'ignore', 'ignore'] });
    check(host, least, readers[host](site, `${site}-${host}`), readFileSync(join(site, 'index.html'), 'utf8'));
  }
  // The graders can tell: the same page without a word from the host.
  const { score } = grade([], '<!doctype html><script>alert(1)</script>');
  totals[score < 75 ? 'passed' : 'failed'] += 1;
  console.log(`${score < 75 ? 'ok' : 'FAILED'}: no headers at all: ${score}`);
} finally {
  rmSync(place, { recursive: true, force: true });
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 ? 1 : 0;
