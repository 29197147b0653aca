// A page that the browser translates says the same as one that it does not, whatever the visitor does.
import { expect, test } from '../fixtures.mjs';
import { MARK, showOriginal, translate } from '../translator.mjs';

/** What a page says, without the mark of the translator. */
const words = (page) => page.evaluate((mark) => document.body.innerText.replaceAll(mark, '').replaceAll(/\s+/g, ' '), MARK);

/** Does the same on a page and on a translated one. */
class Twins {
  constructor(plain, translated) {
    Object.assign(this, { plain, translated });
  }

  static async open(context, page, path) {
    const twins = new Twins(await context.newPage(), page);
    await twins.both((page) => page.goto(path));
    await twins.both((page) => expect(page.locator('.site-header')).toBeVisible());
    await twins.both((page) => expect(page.locator('main h1')).not.toBeEmpty());
    await translate(page);
    await twins.say('translated');
    return twins;
  }

  async both(act) {
    await act(this.plain);
    await act(this.translated);
  }

  /** Does something, and expects that both pages say the same afterwards, and not what they said before. */
  async step(name, act) {
    const before = await words(this.plain);
    await this.both(act);
    await expect.poll(() => words(this.plain), `${name} changes the page`).not.toBe(before);
    await this.say(name);
  }

  async say(name) {
    await expect(async () => expect(await words(this.translated), name).toBe(await words(this.plain))).toPass({ timeout: 30_000 });
  }
}

for (const view of ['ranking', 'gap', 'table']) {
  test(`a translated page keeps working: controls, ${view}`, async ({ context, page }) => {
    const twins = await Twins.open(context, page, `explore?view=${view}`);
    await twins.both((page) => page.locator('.table-view').evaluateAll((all) => all.forEach((details) => { details.open = true; })));
    const caption = () => page.locator('table caption').innerText();
    const choices = page.locator('.selects select').filter({ has: page.locator('option:not(:disabled):not(:checked)') });
    for (const id of await choices.evaluateAll((selects) => selects.map(({ id }) => id))) {
      const before = await caption();
      const value = await twins.plain.locator(`#${id} option:not(:disabled):not(:checked)`).last().getAttribute('value');
      await twins.step(id, (page) => page.locator(`#${id}`).selectOption(value));
      // The table follows after the paint.
      if (/measure|group|wave/.test(id)) await expect.poll(caption, id).not.toBe(before);
      // What was written is translated anew.
      expect(await page.locator('.takeaway').innerText(), id).toContain(MARK);
      await expect.poll(caption, id).toContain(MARK);
    }
    await twins.step('sorted', (page) => page.locator('th .sort').nth(1).click());
    await twins.step('pinned', (page) => page.locator('td .pin').first().click());
    await twins.step('unpinned', (page) => page.locator('.compared button').first().click());
  });
}

test('a translated page keeps working: views', async ({ context, page }) => {
  const twins = await Twins.open(context, page, 'explore');
  const views = await page.locator('.views a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const [at, view] of [...views.slice(1), views[0]].entries()) {
    const place = (at + 1) % views.length;
    await twins.step(view, (page) => page.locator('.views a').nth(place).click());
    await expect(page.locator('.takeaway')).toContainText(MARK);
    await expect(page.locator('.views a').nth(place)).toHaveAttribute('aria-current', 'true');
  }
  await twins.step('Back', (page) => page.goBack());
});

test('a translated page keeps working: pages', async ({ context, page }) => {
  const twins = await Twins.open(context, page, 'equity');
  const challenges = '.challenges a, main li > a[href^="/equity/"], main a[href^="/equity/"]';
  for (const at of [0, 1]) {
    await twins.step(`challenge ${at}`, (page) => page.locator(challenges).nth(at).click());
    expect(await page.locator('h1').innerText()).toBe(MARK + (await twins.plain.locator('h1').innerText()));
    await twins.step('theme', (page) => page.locator('main a[href="/equity"]').first().click());
  }
  for (const name of ['Map', 'Explore', 'Discuss', 'Search', 'About']) {
    await twins.step(name, (page) => page.locator('.site-header').getByRole('link', { name: new RegExp(`${name}$`) }).last().click());
    expect(await page.locator('h1').innerText()).toBe(MARK + (await twins.plain.locator('h1').innerText()));
  }
});

test('a translated page keeps working: search', async ({ context, page }) => {
  const twins = await Twins.open(context, page, 'search');
  for (const text of ['mental', 'mental hea', 'tracking', 'litercay', 'zzzzz', 'equity', '']) {
    await twins.step(`"${text}"`, (page) => page.getByRole('searchbox').fill(text));
  }
});

test('a translated page keeps working: sign-up, downloads', async ({ context, page }) => {
  const twins = await Twins.open(context, page, 'explore');
  await twins.step('panel', (page) => page.locator('.export-panel summary').click());
  await twins.step('CSV', (page) => page.getByRole('button', { name: /CSV$/ }).click());
  await twins.step('dialog', (page) => page.locator('.site-header .button').click());
  const send = (page) => page.locator('dialog button[type=submit]').click();
  await twins.step('errors', send);
  await twins.step('corrected', (page) => page.locator('dialog input[type=checkbox]').check());
  await twins.both((page) => page.locator('dialog input[type=email]').fill('ada@example.org'));
  await twins.step('sent', send);
  await twins.step('closed', (page) => page.keyboard.press('Escape'));
});

test('a picture keeps keys and tooltip when it is translated', async ({ context, page }) => {
  const twins = await Twins.open(context, page, 'explore?measure=urgent');
  await twins.both((page) => page.getByRole('listbox').focus());
  for (const key of ['ArrowDown', 'ArrowDown', 'End', 'Escape']) await twins.step(key, (page) => page.keyboard.press(key));
  await expect(page.getByRole('listbox')).toBeFocused();
});

test('a page goes on after its original is shown again', async ({ context, page }) => {
  const twins = await Twins.open(context, page, 'explore?view=gap');
  await showOriginal(page);
  await twins.say('the original');
  expect(await page.locator('h1').innerText()).not.toContain(MARK);
  await twins.step('measure', (page) => page.locator('#measure').selectOption({ index: 1 }));
});
