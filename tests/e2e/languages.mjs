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

/** What the sample and its content file say in a language, by path. */
export const translated = async (tag) => ({
  ...(await read('public', `bundle.${tag}.json`)).texts,
  ...(await read('public', `content.${tag}.json`)).texts,
});

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

/** Controls lower or narrower than so many px that are neither in a sentence nor hidden. */
export const small = (page, selector, px) =>
  page.locator(selector).evaluateAll((all, px) => {
    const shown = all.filter((element) => element.checkVisibility());
    const boxes = shown.map((element) => [element, element.getBoundingClientRect()]);
    return boxes.filter(([, box]) => box.width < Math.min(px, 24) || box.height < px).map(([element]) => element.outerHTML.slice(0, 90));
  }, px);
