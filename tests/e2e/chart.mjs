// Helpers for the chart at /explore: its position, its texts, its pixels.

export const chart = (page) => page.locator('.chart');
export const keys = (page) => page.getByRole('listbox');
export const options = (page) => keys(page).getByRole('option');
export const tooltip = (page) => page.locator('.chart > .tooltip');
export const status = (page) => page.locator('.explore > .sr-only[role=status]');

/** The option that a screen reader would read now. */
export async function spoken(page) {
  const id = await keys(page).getAttribute('aria-activedescendant');
  return id === null ? null : page.locator(`#${id}`).textContent();
}

/** Waits until what was asked for before is painted. */
export const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));

/** How many pixels of a canvas layer are not transparent. */
export const inked = (page, layer) =>
  page.evaluate((layer) => {
    const canvas = document.querySelectorAll('.chart canvas')[layer];
    if (!canvas?.width) return 0; // not drawn yet
    // The top is enough: a tall canvas has a hundred million bytes.
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, Math.min(canvas.height, 900));
    return data.filter((value, at) => at % 4 === 3 && value > 0).length;
  }, layer);

/** All pixels of ground and marks, as a short text. */
export const pixels = (page) =>
  page.evaluate(async () => {
    const [ground, marks] = document.querySelectorAll('.chart canvas');
    if (!ground?.width || !marks?.width) return 'nothing yet';
    const hashes = [ground, marks].map(async (canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      const hash = await crypto.subtle.digest('SHA-256', data);
      return [...new Uint8Array(hash)].map((byte) => byte.toString(16)).join('');
    });
    return `${ground.width}×${ground.height} ${(await Promise.all(hashes)).join(' ')}`;
  });

/** Waits until the picture is painted and moves no more. */
export async function still(page) {
  let before = '';
  for (;;) {
    await painted(page);
    await painted(page);
    const now = await pixels(page);
    if (now === before && now !== 'nothing yet') return now;
    before = now;
  }
}

/** The ring around the mark that has the keys: its box in CSS px of the picture; null without one. */
export const ring = (page) =>
  page.evaluate(() => {
    const canvas = document.querySelectorAll('.chart canvas')[2];
    if (!canvas?.width) return null;
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    let [left, right, top, bottom] = [width, -1, height, -1];
    for (let at = 0; at < width * height; at += 1) {
      if (data[4 * at + 3] === 0) continue;
      const [x, y] = [at % width, Math.floor(at / width)];
      [left, right] = [Math.min(left, x), Math.max(right, x)];
      [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    }
    if (right < 0) return null;
    const px = width / canvas.getBoundingClientRect().width;
    const box = { x: left / px, y: top / px, width: (right - left + 1) / px, height: (bottom - top + 1) / px };
    return { ...box, center: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
  });

/** The ring after a key. */
export async function press(page, key) {
  await page.keyboard.press(key);
  await painted(page);
  return ring(page);
}

/** Serves a bundle in place of the site's. */
export const serve = (page, json) => page.route('**/bundle.json', (route) => route.fulfill({ json }));

/**
 * A made-up bundle: two measures, `count` challenges in `themes` themes.
 * @param {{ count?: number, themes?: number, groups?: boolean, waves?: number,
 *   value?: (measure: string, at: number, wave: number) => number | null | 'few' }} wish
 */
export function bundle({ count = 12, themes = 3, groups = true, waves = 2, value = spread } = {}) {
  const measure = (id, label) => ({
    id, kind: 'percent', label, question: `${label}?`, sentence: `{audience} responded this is ${id}`,
  });
  const at = Array.from({ length: count }, (_, index) => index);
  const wave = (index) => ({
    id: `w-${index}`, label: `Wave ${index}`, phrase: `wave ${index}`, date: `20${20 + index}`,
    status: 'illustrative', everyone: 'educators', respondents: 200,
  });
  const results = (audience) =>
    Array.from({ length: waves }, (_, index) => index).flatMap((index) =>
      ['widespread', 'urgent'].map((id) => {
        const values = at.map((which) => value(id, which, index));
        const respondents = values.map((number) => (typeof number === 'number' ? 200 : 0));
        return { wave: `w-${index}`, measure: id, audience, respondents, values };
      }),
    );
  return {
    format: 1,
    site: { title: 'A map', publisher: 'Tests', language: 'en' },
    minimum_respondents: 10,
    measures: [measure('widespread', 'Widespread'), measure('urgent', 'Urgent')],
    dimensions: groups
      ? [{ id: 'role', label: 'Role', groups: [
          { id: 'teacher', label: 'Teachers', phrase: 'teachers' }, { id: 'leader', label: 'Leaders', phrase: 'leaders' },
        ] }]
      : [],
    waves: Array.from({ length: waves }, (_, index) => wave(index)),
    groups: [{ name: 'All', themes: Array.from({ length: themes }, (_, index) => ({ id: `theme-${index}`, name: `Theme ${index}` })) }],
    challenges: at.map((index) => ({ id: `c-${index}`, name: `Challenge ${index}`, theme: `theme-${index % themes}` })),
    results: ['everyone', ...(groups ? ['role/teacher', 'role/leader'] : [])].flatMap(results),
  };
}

/** Values that differ from challenge to challenge, in no order. */
function spread(measure, at, wave) {
  return 10 + ((at * (measure === 'urgent' ? 37 : 53) + 7 * wave) % 800) / 10;
}

/** Goes on with the Tab key until something of this name has the focus; fails after a whole round. */
export async function tabTo(page, name) {
  for (let stop = 0; stop < 150; stop += 1) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => {
      const element = document.activeElement;
      const labelled = element?.labels?.[0]?.textContent ?? element?.getAttribute('aria-label') ?? element?.textContent;
      return (labelled ?? '').trim();
    });
    if (typeof name === 'string' ? now.startsWith(name) : name.test(now)) return;
  }
  throw new Error(`no stop of the Tab key is called ${name}`);
}
