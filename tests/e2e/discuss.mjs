// Helpers of the specs of /discuss.
import { deflateRawSync } from 'node:zlib';
import { expect } from './fixtures.mjs';

/** A board as a file has it. `values` are by id of the challenge: across, up. */
export function board({ id = 1, by = '', title = '', saved = 1, picks = {}, axes = ['widespread', 'urgent'], map = 'Challenge Map', more = {} } = {}) {
  return {
    challenge_map_board: 1,
    map,
    id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    saved_ms: saved,
    title,
    by,
    axes,
    lens: { wave: null, group: null },
    ordered: true,
    picks: Object.entries(picks).map(([challenge, values]) => ({ challenge, values, ...more[challenge] })),
  };
}

/** CRC-32 as zip has it; Node has its own only from 20.15 on. */
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** The fragment that hands a board over: length and CRC-32 (least byte first), then JSON, deflated. */
export function fragment(content) {
  const deflated = deflateRawSync(Buffer.from(JSON.stringify(content)));
  const head = Buffer.alloc(8);
  head.writeUInt32LE(deflated.length, 0);
  head.writeUInt32LE(crc32(deflated), 4);
  return `#board=${Buffer.concat([head, deflated]).toString('base64url')}`;
}

export const file = (content, name = 'board.json') => ({
  name, mimeType: 'application/json', buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

/** The page, ready to be worked on. */
export async function open(page, path = 'discuss') {
  await page.goto(path);
  // Two parts of the program are loaded one after the other.
  await expect(page.getByRole('heading', { name: 'Your board', exact: true })).toBeVisible();
}

/** What is kept in this browser of one's own boards. */
export const kept = (page) => page.evaluate(() => {
  const key = Object.keys(localStorage).find((name) => name.endsWith('/boards'));
  return key ? JSON.parse(localStorage.getItem(key)).boards : [];
});

/** Puts challenges on the board by their names, and values, as a visitor would. */
export async function add(page, name, values = []) {
  await page.getByLabel('Find by name').fill(name);
  await page.getByRole('button', { name: `Add ${name}`, exact: true }).click();
  await page.getByLabel('Find by name').fill('');
  for (const [axis, value] of values.entries()) {
    await page.locator('.row', { hasText: name }).getByRole('spinbutton').nth(axis).fill(String(value));
  }
}
