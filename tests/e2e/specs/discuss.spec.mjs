// A board of one's own: made, placed, kept, handed over, refused.
import { violations } from '../axe.mjs';
import { readFile } from 'node:fs/promises';
import { add, board, file, fragment, kept, open } from '../discuss.mjs';
import { expect, parseCsv, test } from '../fixtures.mjs';

const spin = (page, name, axis) => page.locator('.row', { hasText: name }).getByRole('spinbutton').nth(axis);

test('the keyboard alone creates a board', async ({ page }) => {
  await open(page);
  await page.getByLabel('What is this board about?').focus();
  await page.keyboard.type('Lakeside');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ada');
  await page.getByLabel('Find by name').focus();
  await page.keyboard.type('literacy');
  for (let at = 0; at < 3; at += 1) await page.keyboard.press('Tab'); // over the list of themes and its button
  await expect(page.getByRole('button', { name: /^Add .*Literacy/ }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.row')).toHaveCount(1);
  const [first, second] = [page.getByRole('slider').nth(0), page.getByRole('slider').nth(1)];
  await first.focus();
  for (let at = 0; at < 5; at += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('spinbutton').nth(0)).toHaveValue('55');
  await second.focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('spinbutton').nth(1)).toHaveValue('100');
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1);
  await expect.poll(() => kept(page)).toMatchObject([{ title: 'Lakeside', by: 'Ada', picks: [{ values: [55, 100] }] }]);
});

/** Drags with the mouse from a point of the window to another. */
async function drag(page, from, to) {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 6 });
  await page.mouse.up();
}

test('drag and arrow keys set the same values; Escape reverts', async ({ page }) => {
  await open(page);
  await add(page, 'Literacy', [40, 40]);
  await page.locator('.chart.editor').scrollIntoViewIfNeeded();
  const grip = page.locator('.drag-handle');
  const middle = async () => {
    const box = await grip.boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  // How far 20 points are, told by the mark itself.
  const [x, y] = await middle();
  await spin(page, 'Literacy', 0).fill('60');
  await spin(page, 'Literacy', 1).fill('50');
  await expect.poll(async () => (await middle())[0]).toBeGreaterThan(x + 1);
  const [right, up] = await middle();
  await spin(page, 'Literacy', 0).fill('40');
  await spin(page, 'Literacy', 1).fill('40');
  await expect.poll(async () => Math.abs((await middle())[0] - x)).toBeLessThan(0.5);
  await drag(page, [x, y], [right, up]);
  await expect(spin(page, 'Literacy', 0)).toHaveValue('60');
  await expect(spin(page, 'Literacy', 1)).toHaveValue('50');

  await page.getByRole('listbox').focus();
  await page.keyboard.press('Enter');
  for (let at = 0; at < 2; at += 1) await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('PageDown');
  await expect(spin(page, 'Literacy', 0)).toHaveValue('40');
  await expect(spin(page, 'Literacy', 1)).toHaveValue('40');
  for (let at = 0; at < 20; at += 1) await page.keyboard.press('ArrowRight');
  for (let at = 0; at < 10; at += 1) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(spin(page, 'Literacy', 0)).toHaveValue('60');
  await expect(spin(page, 'Literacy', 1)).toHaveValue('50');

  // What is taken by mistake goes back.
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await expect(spin(page, 'Literacy', 0)).toHaveValue('61');
  await page.keyboard.press('Escape');
  await expect(spin(page, 'Literacy', 0)).toHaveValue('60');

  // A drag begins while the keys are in the chart, which lose the focus by the press.
  await expect(page.getByRole('listbox')).toBeFocused();
  await drag(page, [right, up], [x, y]);
  await expect(spin(page, 'Literacy', 0)).toHaveValue('40');
  await expect(spin(page, 'Literacy', 1)).toHaveValue('40');
});

test('one button adds the top ten and compares with the survey', async ({ page }) => {
  await open(page);
  const rows = page.locator('.row');
  // Those that the survey has values of come first; the published ranking says how many it has.
  await page.getByRole('button', { name: /^Start with the 10 highest in “Urgent”, Sample survey 20/ }).click();
  await expect(rows).toHaveCount(10);
  await expect(page.locator('.priority')).toHaveCount(10);
  await rows.first().getByRole('spinbutton').nth(0).fill('50');
  await expect(page.locator('.workbench .nothing')).toHaveText('Rate a challenge on both questions, and it appears in this chart.');
  await rows.first().getByRole('spinbutton').nth(1).fill('100');
  await expect(page.locator('.gap-column').nth(1).getByRole('listitem').first()).toContainText('points higher on “urgent”');
  await expect(page.locator('#plot-title')).toContainText('You rate');
  await page.getByRole('button', { name: 'Urgent', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Urgent', exact: true })).toHaveAttribute('aria-pressed', 'true');
});

test('the page says that the published ranking has no shares', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Add the survey’s top 9, 2025–26' }).click();
  await expect(page.locator('.row')).toHaveCount(9);
  await page.locator('.row').first().getByRole('spinbutton').nth(1).fill('100');
  await expect(page.locator('#plot-title')).toHaveText('This survey wave has no values for what you rated.');
  // The board begins without an order.
  const [hint, places] = [page.locator('.priority .hint').first(), page.locator('.priority .place')];
  await expect(hint).toHaveText('Priority #1 in the survey, 2025–26.');
  await expect(places).toHaveCount(0);
  await page.getByRole('button', { name: 'Keep this order' }).click();
  await expect(hint).toHaveText('Your #1, the survey’s #1 in 2025–26.');
  await expect(places).toHaveCount(9);
  await expect(page.locator('.order-buttons button').first()).toBeFocused();
});

test('the chart title states the larger gap of both questions', async ({ page }) => {
  await open(page);
  await expect(page.locator('#plot-title')).toHaveText('Your board and the survey');
  await add(page, 'Math', [0, 50]);
  await expect(page.locator('#plot-title')).toContainText('lower on “widespread”');
  for (const part of ['.beside', 'figcaption']) {
    await expect(page.locator(part).locator('.provenance')).toContainText(/illustrative/i);
  }
});

test('only the button adds a theme, not list navigation', async ({ page }) => {
  await open(page);
  const list = page.getByLabel('Add a whole theme');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('.row')).toHaveCount(0);
  await list.selectOption('Equity');
  await page.getByRole('button', { name: 'Add this theme' }).click();
  await expect(page.locator('.row')).not.toHaveCount(0);
});

test('an unsaved board is not replaced by another board', async ({ page }) => {
  await open(page);
  const title = page.getByLabel('What is this board about?');
  await title.fill('First');
  await expect.poll(() => kept(page)).toHaveLength(1);
  await page.locator('details.boards > summary').click();
  await page.getByRole('button', { name: 'New board' }).click();
  await title.fill('Second');
  await expect.poll(() => kept(page)).toHaveLength(2);
  await page.evaluate(() => {
    window.store = Storage.prototype.setItem;
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await add(page, 'Literacy', [50, 60]);
  await expect(page.getByRole('alert')).toContainText('did not save the board');
  for (const name of ['Open First', 'New board', 'New board']) {
    await page.getByRole('button', { name }).click();
    await expect(page.locator('.row')).toHaveCount(1);
    await expect(title).toHaveValue('Second');
  }
  await page.evaluate(() => { Storage.prototype.setItem = window.store; });
  await page.getByRole('button', { name: 'Open First' }).click();
  await expect(title).toHaveValue('First');
  await page.getByRole('button', { name: 'Open Second' }).click();
  await expect(page.locator('.row')).toHaveCount(1);
});

test('a downloaded board can be replaced when storage is full', async ({ page }) => {
  await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await open(page);
  await add(page, 'Literacy', [50, 60]);
  await expect(page.getByRole('alert')).toContainText('Save the board as a file');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save it as a file' }).click();
  await saved;
  await page.locator('details.boards > summary').click();
  await page.getByRole('button', { name: 'New board' }).click();
  await expect(page.locator('.row')).toHaveCount(0);
});

test('challenges missing on the map are shown, printed, removable', async ({ page }) => {
  const lost = board({ picks: { math: [40, 40], 'lost-one': [50, 50], literacy: [60, 60] }, more: { 'lost-one': { who: 'Ada' } } });
  await open(page, `discuss${fragment(lost)}`);
  await page.getByRole('button', { name: 'Keep it as mine' }).click();
  await expect(page.locator('#gone')).toContainText('1 challenge on this board is not on this map');
  await expect(page.locator('.place')).toHaveText(['1', '3']);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.sheet')).toContainText('lost-one (not on this map)');
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('button', { name: 'Remove lost-one' }).click();
  await expect(page.locator('#gone')).toHaveCount(0);
  await expect(page.locator('.place')).toHaveText(['1', '2']);
});

test('import reports each broken, damaged and newer file', async ({ page }) => {
  await open(page);
  await page.locator('details.boards > summary').click();
  const all = (boards) => JSON.stringify({ version: 1, boards });
  await page.getByLabel('Import boards from a file').setInputFiles([
    file('no json', 'x.json'), file(all([board({ id: 1 }), { broken: true }]), 'half.json'),
    file('{"version": 9, "boards": []}', 'newer.json'), file(all([board({ id: 2, title: 'Whole' })]), 'whole.json'),
  ]);
  const wrong = page.getByRole('alert').locator('p');
  await expect(wrong).toHaveText([/^x\.json: .*line 1/, /^half\.json: One of the boards/, /^newer\.json: .*newer version/]);
  await expect.poll(() => kept(page)).toMatchObject([{ title: 'Whole' }]);
});

test('buttons reorder priorities and keep the focus', async ({ page }) => {
  await open(page);
  await add(page, 'Literacy');
  await add(page, 'Math');
  const names = page.locator('.priority-name');
  await expect(names).toHaveText(['Literacy', 'Math']);
  await expect(page.locator('.priority .place')).toHaveCount(0);
  await page.getByRole('button', { name: 'Move Math up' }).click();
  await expect(names).toHaveText(['Math', 'Literacy']);
  await expect(page.locator('.priority .place')).toHaveText(['1', '2']);
  await expect(page.getByRole('button', { name: 'Move Math up' })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Move Math up' })).toHaveAttribute('aria-disabled', 'true');
});

test('boards persist across reload and navigation', async ({ page }) => {
  await open(page);
  await page.getByLabel('What is this board about?').fill('One');
  await add(page, 'Literacy', [12, 34]);
  await page.reload();
  await expect(page.getByLabel('What is this board about?')).toHaveValue('One');
  await expect(spin(page, 'Literacy', 1)).toHaveValue('34');
  // To another page of the site, too, nothing is lost on the way.
  await spin(page, 'Literacy', 1).fill('35');
  const links = page.getByRole('navigation', { name: 'Site' });
  await links.getByRole('link', { name: 'About' }).click();
  await links.getByRole('link', { name: 'Discuss' }).click();
  await expect(spin(page, 'Literacy', 1)).toHaveValue('35');
  await page.locator('details.boards > summary').click();
  await page.getByRole('button', { name: 'New board' }).click();
  await expect(page.locator('.row')).toHaveCount(0);
  await page.getByLabel('What is this board about?').fill('Two');
  await expect(page.locator('.board-list li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Open One' }).click();
  await expect(spin(page, 'Literacy', 0)).toHaveValue('12');
  await page.getByRole('button', { name: 'Delete One' }).click();
  await expect(page.locator('.board-list li')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.board-list li')).toHaveCount(2);
  await expect(spin(page, 'Literacy', 0)).toHaveValue('12');
});

test('all boards export to a file and import again', async ({ page, browser, site }) => {
  await open(page);
  await page.getByLabel('What is this board about?').fill('One');
  await add(page, 'Literacy', [12, 34]);
  await page.locator('details.boards > summary').click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save all boards as a file' }).click();
  const path = await (await saving).path();
  const other = await browser.newContext({ baseURL: site });
  const there = await other.newPage();
  await open(there);
  await there.locator('details.boards > summary').click();
  await there.getByLabel('Import boards from a file').setInputFiles({ name: 'all.json', mimeType: 'application/json', buffer: await readFile(path) });
  await expect(there.locator('.board-list li')).toHaveCount(1);
  expect(await kept(there)).toEqual(await kept(page));
  await other.close();
});

test('a link copies a board without sending it to a server', async ({ page, browser, site }) => {
  await open(page);
  await page.getByLabel('What is this board about?').fill('Lakeside');
  await page.getByLabel('Your name or initials').fill('Ada');
  await add(page, 'Literacy', [12, 34]);
  await add(page, 'Math', [56]);
  await expect.poll(() => kept(page)).toMatchObject([{ picks: [{ values: [12, 34] }, { values: [56, null] }] }]);
  const link = await page.getByLabel('Link to this board').inputValue();
  expect(link).toContain('/discuss#board=');

  const other = await browser.newContext({ baseURL: site });
  const there = await other.newPage();
  const asked = [];
  there.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
  await there.goto(link);
  await expect(there.getByRole('heading', { name: 'A board came with this link: Lakeside' })).toBeVisible();
  expect(await kept(there)).toEqual([]);
  await there.getByRole('button', { name: 'Keep it as mine' }).click();
  await expect(there.getByLabel('What is this board about?')).toHaveValue('Lakeside');
  // The same board by a name of its own: both may be in one group.
  const [[mine], [theirs]] = [await kept(page), await kept(there)];
  expect(theirs).toEqual({ ...mine, id: theirs.id });
  expect(theirs.id).not.toBe(mine.id);
  expect(new URL(there.url()).hash).toBe('');
  const secret = link.split('#board=')[1];
  expect(asked.filter((line) => line.includes(secret.slice(0, 40)))).toEqual([]);
  await other.close();
});

const own = board({ title: 'Mine', picks: { literacy: [1, 2] } });
const whole = fragment(own);
for (const [name, hash, words] of [
  ['truncated', whole.slice(0, -9), /end of this link is missing/],
  ['altered', whole.slice(0, 20) + (whole[20] === 'A' ? 'B' : 'A') + whole.slice(21), /changed along the way|missing/],
  ['another survey', fragment(board({ map: 'Bridges', axes: ['load', 'age'], picks: { bridge: [1, 2] } })), /another survey: Bridges\./],
  ['newer version', fragment({ ...own, challenge_map_board: 2 }), /newer version/],
]) {
  test(`a bad link alerts and changes nothing: ${name}`, async ({ page }) => {
    await open(page);
    await add(page, 'Math', [7, 8]);
    await expect.poll(async () => (await kept(page))[0]?.picks[0]?.values).toEqual([7, 8]);
    const before = await kept(page);
    await page.evaluate((to) => { location.hash = to; }, hash);
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(page.getByRole('heading', { name: /A board came/ })).toHaveCount(0);
    expect(await kept(page)).toEqual(before);
    await expect(spin(page, 'Math', 0)).toHaveValue('7');
  });
}

test('discarding a link stores nothing; a bad file is rejected', async ({ page }) => {
  await open(page, `discuss${whole}`);
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page.getByRole('heading', { name: /A board came/ })).toHaveCount(0);
  expect(await kept(page)).toEqual([]);
  expect(new URL(page.url()).hash).toBe('');
  await page.locator('details.boards > summary').click();
  await page.getByLabel('Import boards from a file').setInputFiles(file('{"nothing": 1}', 'odd.json'));
  await expect(page.getByRole('alert')).toContainText('odd.json: ');
  expect(await kept(page)).toEqual([]);
});

test('the plan exports as Markdown and CSV', async ({ page }) => {
  await open(page);
  await page.getByLabel('What is this board about?').fill('Lakeside');
  await add(page, 'Literacy', [12, 34]);
  await page.getByLabel(/^Next step/).fill('=Ask the night shift');
  await page.locator('.plan-card').getByLabel(/^Who\b/).first().fill('Ada');
  const save = async (name) => {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: true }).click();
    const saved = await saving;
    return [saved.suggestedFilename(), await readFile(await saved.path(), 'utf8')];
  };
  const [markdownName, markdown] = await save('Markdown');
  expect(markdownName).toBe('lakeside.md');
  expect(markdown).toContain('# Lakeside');
  expect(markdown).toMatch(/- Who: Ada/);
  expect(markdown).toMatch(/illustrative/);
  const [csvName, csv] = await save('CSV');
  expect(csvName).toBe('lakeside.csv');
  expect(csv, 'for Excel').toMatch(/^\ufeff# /);
  const lines = csv.slice(1).split('\r\n');
  const rows = parseCsv(lines.filter((line) => line && !line.startsWith('#')).join('\r\n'));
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain("'=Ask the night shift");
  expect(lines.filter((line) => line.startsWith('#')).join()).toMatch(/Source/);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, reducedMotion: 'reduce' });

    test('no axe violations with all panels open', async ({ page }) => {
      await open(page, `discuss${whole}`);
      await page.getByRole('button', { name: /^Start with the 10 highest/ }).click();
      await expect(page.locator('.row')).toHaveCount(10);
      for (const row of (await page.locator('.row').all()).slice(0, 4)) {
        for (const axis of [0, 1]) await row.getByRole('spinbutton').nth(axis).fill('30');
      }
      await page.getByLabel('Find by name').fill('math');
      for (const summary of await page.locator('.discuss details > summary').all()) await summary.click();
      await page.getByRole('button', { name: 'Add your own board' }).click();
      await expect(page.locator('.group-table')).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference'])) {
  test(`switching the question ${reducedMotion === 'reduce' ? 'skips animation with reduced motion' : 'animates the chart'}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    await page.addInitScript(() => {
      window.frames = 0;
      let last;
      const { fill } = CanvasRenderingContext2D.prototype;
      // Each mark is filled; all of a frame have the same time.
      CanvasRenderingContext2D.prototype.fill = function (...args) {
        if (document.timeline.currentTime !== last) window.frames += 1;
        last = document.timeline.currentTime;
        return fill.apply(this, args);
      };
    });
    await open(page);
    await add(page, 'Literacy', [12, 34]);
    const drawn = () => page.evaluate(() => window.frames);
    await expect.poll(drawn).toBeGreaterThan(0);
    const settled = async () => {
      // Until two frames in a row paint nothing.
      await page.evaluate(() => new Promise((done) => {
        let before = -1;
        const look = () => {
          if (window.frames === before) return done();
          before = window.frames;
          requestAnimationFrame(() => requestAnimationFrame(look));
        };
        look();
      }));
    };
    await settled();
    await page.evaluate(() => { window.frames = 0; });
    await page.getByRole('button', { name: 'Urgent', exact: true }).click();
    await expect.poll(drawn).toBeGreaterThan(0);
    await settled();
    if (reducedMotion === 'reduce') expect(await drawn()).toBeLessThanOrEqual(2);
    else expect(await drawn()).toBeGreaterThan(5);
  });
}

test('at 360 px nothing overflows and targets are 40 px high', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page);
  await page.getByRole('button', { name: /^Start with the 10 highest/ }).click();
  await page.locator('.row').first().getByRole('spinbutton').first().fill('30');
  for (const summary of await page.locator('.discuss details > summary').all()) await summary.click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  // Targets are as large as a finger.
  const small = await page.locator('.discuss button, .discuss select, .discuss input').evaluateAll((all) =>
    all.filter((one) => one.offsetHeight > 0 && one.offsetHeight < 40).map((one) => one.outerHTML.slice(0, 80)));
  expect(small).toEqual([]);
});

test('a click in the middle of a slider without a value gives 50', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: /^Start with/ }).click();
  const slider = page.locator('.slider').first();
  await expect(slider).toHaveClass(/unplaced/);
  await slider.getByRole('slider').click();
  await expect(slider).not.toHaveClass(/unplaced/);
  await expect(slider.getByRole('spinbutton')).toHaveValue('50');
});
