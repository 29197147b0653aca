// A group: many boards dropped in, what they agree on and what not.
import { board, file, fragment, open } from '../discuss.mjs';
import { expect, test } from '../fixtures.mjs';

const together = async (page) => {
  await open(page);
  await page.locator('details.together > summary').click();
};

test('200 boards merge and the largest disagreement is named', async ({ page }) => {
  await together(page);
  // Half of the people see Math at one end and half at the other; on Literacy all agree.
  const boards = Array.from({ length: 200 }, (_, at) => file(board({
    id: at + 1, by: `Person ${at}`, picks: { literacy: [50, 50], math: [at % 2 ? 90 : 10, 50] },
  }), `${at}.json`));
  await page.locator('#group-files').setInputFiles(boards);
  await expect(page.locator('#group-said')).toHaveText('200 boards were read, 0 were refused.');
  await expect(page.locator('.disputed')).toContainText('You disagree most about Math');
  await expect(page.locator('.disputed')).toContainText('half of your answers on “Widespread” fall between 10 and 90');
  const rows = page.locator('.group-table tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Math');
  await expect(rows.first().locator('.number')).toHaveText('200');
  // Typing still answers, and the group is there after a reload.
  await page.getByLabel('What is this board about?').fill('Facilitator');
  await page.reload();
  await page.locator('details.together > summary').click();
  await expect(page.locator('.group-table tbody tr').first().locator('.number')).toHaveText('200');
});

test('only the newest board of a person counts, in any order', async ({ page }) => {
  await together(page);
  const older = board({ id: 1, by: 'Ada', saved: 1, picks: { math: [10, 10] } });
  const newer = board({ id: 1, by: 'Ada', saved: 2, picks: { math: [70, 70] } });
  const other = board({ id: 2, by: 'Bo', picks: { math: [70, 70] } });
  await page.locator('#group-files').setInputFiles([file(newer, 'a.json'), file(other, 'b.json'), file(older, 'c.json')]);
  const row = page.locator('.group-table tbody tr');
  await expect(row.locator('.number')).toHaveText('2');
  await expect(row.locator('td').nth(1)).toContainText('median 70; your answers run from 70 to 70');
});

test('pasted links are added; broken ones stay in the field', async ({ page, site }) => {
  await together(page);
  const link = (n) => `${site}discuss${fragment(board({ id: n, by: `P${n}`, picks: { math: [n, n] } }))}`;
  const cut = link(3).slice(0, -8);
  await page.getByLabel('Links, one per line').fill(`${link(1)}\n${cut}\n\n${link(2)}\n`);
  await page.getByRole('button', { name: 'Add these links' }).click();
  await expect(page.locator('#group-said')).toHaveText('2 boards were read, 1 was refused.');
  await expect(page.getByRole('alert')).toContainText('Link 2: The end of this link is missing.');
  await expect(page.getByLabel('Links, one per line')).toHaveValue(cut);
  await page.locator('details.members > summary').click();
  await page.getByRole('button', { name: 'Remove the board by P1' }).click();
  await expect(page.locator('.group-table tbody .number')).toHaveText('1');
});

test('the link preview adds its board to the group', async ({ page }) => {
  await open(page, `discuss${fragment(board({ by: 'Cy', picks: { math: [20, 30] } }))}`);
  await page.getByRole('button', { name: 'Add it to the group' }).click();
  await page.locator('details.together > summary').click();
  await expect(page.locator('.group-table tbody tr')).toHaveCount(1);
  await expect(page.locator('.row')).toHaveCount(0);
});

test('links are extracted from pasted mail and chat text', async ({ page, site }) => {
  await together(page);
  const link = (n) => `${site}discuss${fragment(board({ id: n, by: `P${n}`, picks: { math: [n, n] } }))}`;
  await page.getByLabel('Links, one per line').fill(`P1: <${link(1)}>, and ${link(2)}.\n${link(3)}&utm_source=mail`);
  await page.getByRole('button', { name: 'Add these links' }).click();
  await expect(page.locator('#group-said')).toHaveText('3 boards were read, 0 were refused.');
});

// They all started from one board that was passed around.
test('authors who share one board id are counted separately', async ({ page, site }) => {
  await together(page);
  const one = (by, at) => `${site}discuss${fragment(board({ id: 1, by, saved: at, picks: { math: [at, at] } }))}`;
  await page.getByLabel('Links, one per line').fill([one('Ada', 10), one('Bo', 20), one('Cy', 30)].join('\n'));
  await page.getByRole('button', { name: 'Add these links' }).click();
  const count = page.locator('#group-head .hint');
  await expect(count).toHaveText('3 boards');
  await page.reload();
  await expect(count).toHaveText('3 boards');
  await page.locator('details.together > summary').click();
  await page.locator('details.members > summary').click();
  await page.getByRole('button', { name: 'Remove the board by Bo' }).click();
  await expect(count).toHaveText('2 boards');
  await expect(page.locator('#undo-group')).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(count).toHaveText('3 boards');
  await page.getByRole('button', { name: 'Empty the group' }).click();
  await expect(count).toHaveText('0 boards');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(count).toHaveText('3 boards');
  // The same again changes nothing, and that is said.
  await page.getByLabel('Links, one per line').fill(one('Ada', 10));
  await page.getByRole('button', { name: 'Add these links' }).click();
  await expect(page.locator('#group-said')).toHaveText('1 board was read, 0 were refused. 1 of them was already here, in the same or a newer version.');
});

test('a kept link gets a new id; likely duplicates are flagged', async ({ page }) => {
  const handed = board({ id: 1, by: 'Ada', picks: { math: [10, 10] } });
  await open(page, `discuss${fragment(handed)}`);
  await page.getByRole('button', { name: 'Keep it as mine' }).click();
  await expect(page.getByLabel('Your name or initials')).toHaveValue('Ada');
  await page.locator('details.together > summary').click();
  await page.getByRole('button', { name: 'Add your own board' }).click();
  await page.locator('#group-files').setInputFiles([file(handed)]);
  await expect(page.locator('#group-head .hint')).toHaveText('2 boards');
  await expect(page.locator('.together .note')).toHaveText('Some people may have more than one board here: Ada. If so, remove the older ones below.');
});

test('group medians show beside survey data and become a board', async ({ page }) => {
  await together(page);
  const boards = [[10, 95], [20, 96], [60, 99]].map(([across, up], at) => file(board({
    id: at + 1, by: `P${at}`, picks: { literacy: [across, up], math: [50, 50] }, more: { literacy: { who: 'Somebody' } },
  }), `${at}.json`));
  await page.locator('#group-files').setInputFiles(boards);
  await expect(page.locator('.together .apart')).toContainText('Your group’s median for');
  await expect(page.locator('.together .provenance')).toContainText(/illustrative/i);
  const row = page.locator('.group-table tbody tr', { hasText: 'Literacy' });
  await expect(row).toContainText(/Your group’s #1/);
  await expect(row.locator('.distribution-text').first()).toContainText('median 20; your answers run from 10 to 60');
  await page.getByRole('button', { name: 'Make a board from the group’s medians' }).click();
  await expect(page.getByLabel('What is this board about?')).toHaveValue('Our group’s median');
  await expect(page.locator('.row', { hasText: 'Literacy' }).getByRole('spinbutton').nth(0)).toHaveValue('20');
  await expect(page.locator('.row', { hasText: 'Literacy' }).getByRole('spinbutton').nth(1)).toHaveValue('96');
  // A group keeps no plans: they are their owners'.
  const stored = await page.evaluate(() => localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith('/group'))));
  expect(stored).not.toContain('Somebody');
});

test('a group that cannot be saved is shown and can grow', async ({ page }) => {
  await together(page);
  await page.locator('#group-files').setInputFiles([file(board({ id: 1, by: 'Ada', picks: { math: [1, 1] } }))]);
  const count = page.locator('#group-head .hint');
  await expect(count).toHaveText('1 board');
  await page.evaluate(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  for (const id of [2, 3]) {
    await page.locator('#group-files').setInputFiles([file(board({ id, by: `P${id}`, picks: { math: [1, 1] } }))]);
    await expect(count).toHaveText(`${id} boards`);
  }
  await expect(page.getByRole('alert')).toContainText('did not save the group');
});

// The links are read in chunks, between which the page responds.
test('adding 200 links does not block the click', async ({ page, site }) => {
  await together(page);
  const picks = ['literacy', 'math', 'grading', 'technology-access', 'student-engagement'];
  const link = (n) => `${site}discuss${fragment(board({
    id: n, by: `P${n}`, picks: Object.fromEntries(picks.map((id, at) => [id, [(n + at) % 101, (n * at) % 101]])),
  }))}`;
  await page.getByLabel('Links, one per line').fill(Array.from({ length: 200 }, (_, at) => link(at + 1)).join('\n'));
  const field = await page.locator('#group-links').boundingBox();
  expect(field.height).toBeLessThan(400);
  // A click answers before its work is done: none of it is in the task of the click.
  const said = await page.evaluate(() => {
    document.querySelector('.paste button').click();
    return document.querySelector('#group-said').textContent;
  });
  expect(said).toBe('');
  await expect(page.locator('#group-said')).toHaveText('200 boards were read, 0 were refused.');
  await expect(page.locator('#group-head .hint')).toHaveText('200 boards');
  await expect(page.locator('details.members li')).toHaveCount(0);
});
