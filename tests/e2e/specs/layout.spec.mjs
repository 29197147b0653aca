// The same looks as in Firefox and WebKit (tests/engines/), and all of them in both directions of writing.
import { allLooks, lookAt, missedFaults } from '../../engines/look.mjs';
import { Page } from '../../engines/page.mjs';
import { PAGES } from '../../engines/pages.mjs';
import { expect } from '../fixtures.mjs';
import { speak } from '../languages.mjs';
import { test } from '../published.mjs';

/** A page in Playwright's browser. */
class InChromium extends Page {
  /** @param {import('@playwright/test').Page} page */
  constructor(page) {
    super({
      goto: (address) => page.goto(address),
      run: (expression) => page.evaluate(`Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null))`),
      resize: (width, height) => page.setViewportSize({ width, height }),
    });
    this.page = page;
  }

  click(selector) {
    return this.page.locator(selector).filter({ visible: true }).first().click();
  }

  type(text) {
    return this.page.keyboard.type(text);
  }
}

test('planted layout faults are found', async ({ page, site }) => {
  expect(await missedFaults(new InChromium(page), site)).toEqual([]);
});

for (const tag of ['en', 'ar']) {
  test.describe(`layout in ${tag}`, () => {
    test.use({ reducedMotion: 'reduce' });
    test.beforeEach(({ context }) => speak(context, tag));

    const holds = (page, site, look) =>
      lookAt(new InChromium(page), site, look, tag, async (width, find) => expect.soft(await find(), `${look.name}, ${width} px`).toEqual([]));

    for (const look of PAGES) {
      test(`the page has no fault: ${look.name}`, async ({ page, site, expectComplaint }) => {
        if (look.name === 'not found') expectComplaint(/404/);
        await holds(page, site, look);
      });
    }

    test('the views have no fault', async ({ page, site }) => {
      const looks = await allLooks(new InChromium(page), site);
      expect(looks.length).toBeGreaterThan(PAGES.length);
      for (const look of looks.slice(PAGES.length)) await holds(page, site, look);
    });
  });
}
