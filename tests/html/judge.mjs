// The Nu HTML checker over every page of the published sample site, and over the build's start page: one process for
// all. `cargo xtask test` installs it and sets CHALLENGE_MAP and JAVA. Prints each fault, and a last line of totals.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const tool = process.env.CHALLENGE_MAP ?? join(root, 'target/debug/challenge-map');
const dist = process.env.E2E_DIST ?? join(root, 'dist');
const jar = join(here, 'node_modules/vnu-jar/build/dist/vnu.jar');

/** Messages about CSS that the checker's library does not know yet: issues 422, 423 and 514 of w3c/css-validator. */
const unknown = new Set([
  'CSS: Unrecognized at-rule “@container”',
  'CSS: “container”: Property “container” doesn\'t exist.',
  'CSS: “field-sizing”: Property “field-sizing” doesn\'t exist.',
]);

/** Warnings of every page: to the checker a file has no origin, so that 'self' allows nothing, and it computes no hash of
 * an inline style. The specs of `tests/e2e/` fail when a browser refuses anything. */
const isAboutPolicy = ({ type, message }) => type === 'info' && message.includes('violates Content Security Policy (meta tag)');

/** Pages that no page links to. */
const hidden = ['404.html', 'embed.html', 'offline.html'];

/** A start page with a fault, and what the checker has to say of it. */
const planted = { tag: '<ul><p>A fault</p></ul>', message: 'Element “p” not allowed as child of element “ul” in this context. (Suppressing further errors from this subtree.)' };

/** All messages about these files, each with the `file` that it is about. */
function judged(files) {
  const args = ['-Xss2m', '-XX:TieredStopAtLevel=1', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', ...files];
  const { messages } = JSON.parse(execFileSync(process.env.JAVA ?? 'java', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }));
  return messages.map((message) => ({ ...message, file: fileURLToPath(message.url) }));
}

const totals = { passed: 0, failed: 0 };
function count(isGood, text) {
  totals[isGood ? 'passed' : 'failed'] += 1;
  if (!isGood) console.log(`FAILED: ${text}`);
}

const place = mkdtempSync(join(tmpdir(), 'challenge-map-html-'));
try {
  const site = join(place, 'site');
  // Pages for GitHub hold the most: also the policy, which other hosts send as a header.
  execFileSync(tool, ['publish', '--dist', dist, '--site-url', 'https://map.example.org', '--host', 'github', '--out', site], { stdio: ['ignore', 'ignore', 'inherit'] });
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html')).sort();
  for (const name of hidden) if (!pages.includes(name)) count(false, `the site has no ${name}`);
  const faulty = join(place, 'planted.html');
  writeFileSync(faulty, readFileSync(join(site, 'index.html'), 'utf8').replace('</body>', `${planted.tag}$&`));

  const files = [...pages.map((name) => join(site, name)), join(dist, 'index.html')];
  const found = judged([...files, faulty]);
  const faults = (file) => found.filter((told) => told.file === file && !isAboutPolicy(told) && !unknown.has(told.message));
  for (const file of files) {
    const lines = faults(file).map(({ lastLine, lastColumn, type, subType, message, extract }) => `\n  ${lastLine ?? 0}:${lastColumn ?? 0}: ${subType ?? type}: ${message}\n    ${JSON.stringify(extract ?? '')}`);
    count(lines.length === 0, `${file.replace(`${place}/`, '')}${lines.join('')}`);
  }
  count(faults(faulty).some(({ message }) => message === planted.message), 'the planted fault is not found, so nothing is');
  const messages = new Set(found.map(({ message }) => message));
  for (const message of unknown) if (!messages.has(message)) count(false, `the checker does not say this any more, so take it off the list: ${message}`);
  console.log(`${pages.length} published pages and the build's index.html were judged`);
} finally {
  rmSync(place, { recursive: true, force: true });
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed > 0 ? 1 : 0;
