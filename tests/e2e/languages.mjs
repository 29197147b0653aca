// Helpers of specs in other languages: the language of a visit, the program's messages in it, and texts that no page may show.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './fixtures.mjs';

/** The visitor has chosen a language, as the footer keeps it. */
export const speak = (context, tag) =>
  context.addInitScript((tag) => {
    // The empty page that a tab begins with has no storage.
    if (location.protocol.startsWith('http')) localStorage.setItem('challenge-map.language', tag);
  }, tag);

/** The texts of a file of translations of the program, or of the sample. */
const read = async (...path) => JSON.parse(await readFile(join(root, ...path), 'utf8'));

/** What the sample says in a language, by path. */
export const translated = async (tag) => (await read('public', `bundle.${tag}.json`)).texts;

/**
 * Sentences of the program in a language, by their names in `locales/`. A number chooses its words, as the program has it.
 * @param {string} tag
 * @returns {Promise<(name: string, places?: Record<string, string | number>) => string>}
 */
export async function sentences(tag) {
  const texts = await read('locales', `${tag}.json`);
  return (name, places = {}) =>
    texts[name].replace(/\{(\w+)(?:\|([^}]*))?\}/g, (_, place, words) => {
      if (!words) return places[place];
      const rows = Object.fromEntries(words.split('|').map((row) => row.split(/:(.*)/s)));
      return rows[new Intl.PluralRules(tag).select(places[place])].replaceAll('#', places[place]);
    });
}

/** How much wider the page is than its window, in px. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What stands beyond the edge of the window, is cut, or lies over another control: a line each. */
export const misplaced = (page) =>
  page.evaluate(() => {
    const told = (element) => `${element.tagName}.${element.className} “${element.textContent.trim().slice(0, 40)}”`;
    const isSpoken = (element) => element.closest('.sr-only, .skip, .honeypot, [aria-hidden="true"], .chart-keys');
    // An element that scrolls by itself may be wider.
    const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const isInScroller = (element) => {
      for (let above = element; above; above = above.parentElement) if (scrolls(above)) return true;
      return false;
    };
    const shown = [...document.querySelectorAll('#app *, dialog[open] *')].filter((element) =>
      element.checkVisibility({ checkVisibilityCSS: true }) && !isSpoken(element) && !element.closest('svg'));
    const found = [];
    for (const element of shown.filter((element) => !isInScroller(element))) {
      const box = element.getBoundingClientRect();
      if (box.width > 0 && (box.left < -1 || box.right > innerWidth + 1)) found.push(`beyond the edge: ${told(element)}`);
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
      const { overflowX, textOverflow } = getComputedStyle(element);
      if (own && element.scrollWidth > element.clientWidth + 1 && /hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis') {
        found.push(`cut: ${told(element)}`);
      }
    }
    const controls = shown.filter((element) => element.matches('a, button, input, select, summary, textarea'));
    const boxes = controls.map((element) => ({ element, rows: [...element.getClientRects()] }));
    const cross = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
    boxes.forEach(({ element, rows }, at) => {
      for (const other of boxes.slice(at + 1)) {
        const isNested = element.contains(other.element) || other.element.contains(element);
        const isApart = element.closest('dialog') !== other.element.closest('dialog');
        if (!isNested && !isApart && rows.some((row) => other.rows.some((more) => cross(row, more)))) {
          found.push(`over one another: ${told(element)}, ${told(other.element)}`);
        }
      }
    });
    return found;
  });

/** Controls lower or narrower than so many px that are neither in a sentence nor hidden. */
export const small = (page, selector, px) =>
  page.locator(selector).evaluateAll((all, px) => {
    const shown = all.filter((element) => element.checkVisibility());
    const boxes = shown.map((element) => [element, element.getBoundingClientRect()]);
    return boxes.filter(([, box]) => box.width < Math.min(px, 24) || box.height < px).map(([element]) => element.outerHTML.slice(0, 90));
  }, px);
