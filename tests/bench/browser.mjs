// The browser that everything is measured in.
import { chromium } from 'playwright-core';

/** Command-line flags; the report lists them. */
export const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-swiftshader', // WebGL without a GPU, which regl-scatterplot needs
  '--js-flags=--expose-gc',
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM, chromiumSandbox: false, args: FLAGS });

/** Opens an entrant's page, calls `work` with it and a DevTools session, and closes it. */
export async function withEntrant(browser, url, entrant, scale, work) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 640 }, deviceScaleFactor: scale });
  try {
    const page = await context.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${url}/page.html?entrant=${entrant}`);
    await page.waitForSelector('html[data-ready]', { timeout: 30_000 }).catch(() => {
      throw new Error(`${entrant} did not start: ${problems.join('; ')}`);
    });
    const result = await work(page, await context.newCDPSession(page));
    if (problems.length > 0) throw new Error(`${entrant}: ${problems.join('; ')}`);
    return result;
  } finally {
    await context.close();
  }
}

/** Calls a function of the page's `window.bench`. */
export const call = (page, name, ...args) =>
  page.evaluate(([name, args]) => window.bench[name](...args), [name, args]);
