// Accessibility parity: how soon after a change what assistive technology reads is right, and how far
// a mark is by keyboard. The site is measured as it is served; peers with what their build offers.
import { bundle } from '../e2e/chart.mjs';
import { call, withEntrant } from './browser.mjs';

/** A hundredth of a point apart, so that there is one right order. */
const valueOf = (measure, at, wave) => 10 + ((at * (measure === 'urgent' ? 3700 : 5300) + 701 * wave) % 8009) / 100;

/** The bundle of so many challenges that the site shows. */
export const surveyOf = (n) => bundle({ count: n, themes: 9, value: valueOf });

/** Names by rank, the greatest value first, and each one's theme: looked up in the bundle itself. */
function ranking({ challenges, results }, measure, wave) {
  const { values } = results.find((row) => row.measure === measure && row.wave === wave && row.audience === 'everyone');
  const order = challenges.map((_, at) => at).sort((a, b) => values[b] - values[a]);
  return order.map((at) => challenges[at]);
}

/**
 * What the stops of the keyboard have to say, in order: the names by rank; above 200 of them the
 * themes, each with the name that is first in it.
 */
function stopsOf(survey, ranked, nStops) {
  if (nStops === ranked.length) return ranked.map(({ name }) => [name]);
  const [{ themes }] = survey.groups;
  return themes.map(({ id, name }) => [name, ranked.find(({ theme }) => theme === id).name]);
}

/** Whether each text says its words, as words: "Challenge 1" is not said by "Challenge 17". */
const says = (texts, wanted) =>
  texts.length === wanted.length &&
  wanted.every((words, k) => words.every((word) => new RegExp(`${word}(?!\\d)`).test(texts[k])));

/**
 * The accessibility tree as a client asks for it: names in order, and the role of each with that of
 * what it is part of, as "listbox option".
 */
async function tree(session) {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const parent = ({ parentId }) => {
    const found = byId.get(parentId);
    return found?.ignored || found?.role?.value === 'generic' ? parent(found) : found;
  };
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => ({ role: `${parent(node)?.role?.value} ${node.role?.value}`, name: node.name?.value ?? '' }));
}

/**
 * Asks for the tree until it is right. `tree`: ms from `start` (of the page's clock) until the right one
 * was here, which includes asking for it; `asking`: ms that the last answer took.
 */
async function untilRight(page, session, start, isRight) {
  for (let asked = 1; asked <= 200; asked += 1) {
    const before = performance.now();
    const nodes = await tree(session);
    const asking = performance.now() - before;
    if (await isRight(nodes)) return { tree: (await page.evaluate(() => performance.now())) - start, asking };
  }
  throw new Error('the accessibility tree did not become right');
}

/** The site with `n` challenges: changes of measure and of wave, and the ways of the keyboard. */
export async function site(browser, url, n) {
  const survey = surveyOf(n);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Accessibility.enable');
    await page.addInitScript(`window.says = ${says}`);
    const open = async () => {
      await page.goto(`${url}/explore?measure=widespread&wave=w-0`);
      await page.waitForSelector('[role=listbox] [role=option]');
    };
    await open();
    const nStops = await page.locator('[role=listbox] [role=option]').count();
    const wanted = (measure, wave) => {
      const ranked = ranking(survey, measure, wave);
      return { stops: stopsOf(survey, ranked, nStops), first: ranked[0].name, n };
    };
    // Each goes on from the one before.
    const changes = {
      measure: await change(page, session, ['measure', 'urgent'], wanted('urgent', 'w-0')),
      wave: await change(page, session, ['wave', 'w-1'], wanted('urgent', 'w-1')),
    };
    await open();
    const tabs = await tabsTo(page, '[role=listbox]');
    const ranked = ranking(survey, 'widespread', 'w-0');
    const ways = ranked.map((_, rank) => wayTo(survey, ranked, rank, nStops));
    const worst = ways.reduce((found, way, rank) => (way.length > ways[found].length ? rank : found), 0);
    const keys = {};
    for (const [what, rank] of Object.entries({ middle: Math.floor(n / 2), worst })) {
      await open();
      await page.locator('[role=listbox]').focus();
      for (const key of ways[rank]) await page.keyboard.press(key);
      const said = await page.evaluate(() => {
        const id = document.querySelector('[role=listbox]').getAttribute('aria-activedescendant');
        return document.getElementById(id)?.textContent ?? '';
      });
      keys[what] = { rank: rank + 1, keys: ways[rank].length, isRight: says([said], [[ranked[rank].name]]) };
    }
    return { n, nStops, changes, tabs, keys };
  } finally {
    await context.close();
  }
}

/** Chooses from a list as a visitor does; ms until the document is right, and until the tree is. */
async function change(page, session, [list, value], wanted) {
  const { start, document } = await page.evaluate(
    ([list, value, wanted]) =>
      new Promise((resolve, reject) => {
        const isRight = () => {
          const options = [...document.querySelectorAll('[role=listbox] [role=option]')];
          const status = document.querySelector('.explore > .sr-only[role=status]').textContent;
          const told = says([status], [[`${wanted.n} challenges`, wanted.first]]);
          return told && says(options.map((option) => option.textContent), wanted.stops);
        };
        let start = 0;
        new MutationObserver((_, observer) => {
          if (!isRight()) return;
          observer.disconnect();
          resolve({ start, document: performance.now() - start });
        }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        setTimeout(() => reject(new Error(`after ${list}=${value} the page did not say what is shown`)), 30_000);
        const select = document.getElementById(list);
        select.value = value;
        start = performance.now();
        select.dispatchEvent(new Event('change', { bubbles: true }));
      }),
    [list, value, wanted],
  );
  const right = await untilRight(page, session, start, (nodes) => {
    const options = nodes.filter(({ role }) => role === 'listbox option');
    const isTold = nodes.some(({ name }) => says([name], [[`${wanted.n} challenges`, wanted.first]]));
    return isTold && says(options.map(({ name }) => name), wanted.stops);
  });
  return { document, ...right };
}

/** How often the Tab key is pressed from the start of the page to an element. */
async function tabsTo(page, selector) {
  for (let count = 1; count <= 200; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return count;
  }
  throw new Error(`the Tab key does not lead to ${selector}`);
}

/** The shortest way from the first of a list to another: one by one, by tens, from either end. */
export function way(length, at) {
  const from = (start, distance, one, ten, back) => {
    const [tens, rest] = [Math.floor(distance / 10), distance % 10];
    const over = Array(10 - rest).fill(back);
    const straight = [...start, ...Array(tens).fill(ten), ...Array(rest).fill(one)];
    const beyond = [...start, ...Array(tens + 1).fill(ten), ...over];
    return (tens + 1) * 10 < length && beyond.length < straight.length ? beyond : straight;
  };
  const down = from([], at, 'ArrowRight', 'PageDown', 'ArrowLeft');
  const up = from(['End'], length - 1 - at, 'ArrowLeft', 'PageUp', 'ArrowRight');
  return up.length < down.length ? up : down;
}

/** The keys from the first stop to a rank: among the ranks, or among the themes and then within one. */
function wayTo(survey, ranked, rank, nStops) {
  if (nStops === ranked.length) return way(nStops, rank);
  const { theme } = ranked[rank];
  const own = ranked.filter((other) => other.theme === theme);
  const themes = survey.groups[0].themes.map(({ id }) => id);
  return [...way(themes.length, themes.indexOf(theme)), 'Enter', ...way(own.length, own.indexOf(ranked[rank]))];
}

/** A peer with `n` marks: how many its part of the tree tells, its stops of the Tab key, a change. */
export const peer = (browser, url, entrant, n) =>
  withEntrant(browser, url, entrant, 1, async (page, session) => {
    await session.send('Accessibility.enable');
    await call(page, 'draw', n, 0);
    const told = (nodes, seed) => call(page, 'told', n, seed, nodes.map(({ name }) => name));
    const before = await told(await tree(session), 1);
    let tabs = 0;
    await page.keyboard.press('Tab');
    while (tabs < n && (await page.evaluate(() => document.activeElement !== document.body))) {
      tabs += 1;
      await page.keyboard.press('Tab');
    }
    if (before === 0) return { n, told: 0, tabs };
    const { start, document } = await call(page, 'retell', n);
    const right = await untilRight(page, session, start, async (nodes) => (await told(nodes, 2)) > (await told(nodes, 1)));
    return { n, told: before, tabs, change: { document, ...right } };
  });
