// One board that is open in two tabs: neither undoes what the other does.
import { add, board, file, kept, open } from '../discuss.mjs';
import { expect, test } from '../fixtures.mjs';

const title = (page) => page.getByLabel('What is this board about?');
const titles = async (page) => (await kept(page)).map(({ title }) => title).sort();

/** A tab with the board "One" on it, and another that opens the same. With `isDeaf` the second hears nothing of the first. */
async function tabs(context, page, isDeaf) {
  await open(page);
  await title(page).fill('One');
  await add(page, 'Literacy', [12, 34]);
  await expect.poll(() => kept(page)).toMatchObject([{ title: 'One', picks: [{ values: [12, 34] }] }]);
  const other = await context.newPage();
  if (isDeaf) await other.addInitScript(() => window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true));
  await open(other);
  await expect(title(other)).toHaveValue('One');
  return other;
}

test('edits in one tab appear in the other tab', async ({ context, page }) => {
  const other = await tabs(context, page, false);
  await title(other).fill('Two');
  await expect(title(page)).toHaveValue('Two');
  await expect(page.getByText('This board was changed in another tab. You see the changes from both.')).toBeAttached();
  await page.getByLabel('Your name or initials').fill('Ada');
  await expect(other.getByLabel('Your name or initials')).toHaveValue('Ada');
  await expect.poll(() => kept(page)).toMatchObject([{ title: 'Two', by: 'Ada', picks: [{ values: [12, 34] }] }]);
});

test('concurrent edits of different fields in two tabs merge', async ({ context, page }) => {
  const other = await tabs(context, page, true);
  await title(page).fill('Lakeside');
  await expect.poll(() => titles(page)).toEqual(['Lakeside']);
  await other.locator('.row').getByRole('spinbutton').first().fill('90');
  await expect(title(other)).toHaveValue('Lakeside');
  await expect.poll(() => kept(page)).toMatchObject([{ title: 'Lakeside', picks: [{ values: [90, 34] }] }]);
});

test('concurrent edits of one field make two boards and an alert', async ({ context, page }) => {
  const other = await tabs(context, page, true);
  await title(page).fill('North');
  await expect.poll(() => titles(page)).toEqual(['North']);
  await title(other).fill('South');
  await expect(other.getByRole('alert')).toContainText('“North (other tab)” among your boards has the other version');
  await expect(title(other)).toHaveValue('South');
  await expect.poll(() => titles(page)).toEqual(['North (other tab)', 'South']);
  await expect(title(page)).toHaveValue('South');
});

test('a board deleted in another tab is reported; edits restore it', async ({ context, page }) => {
  const other = await tabs(context, page, false);
  await other.locator('details.boards > summary').click();
  await other.getByRole('button', { name: 'Delete One' }).click();
  await expect(page.getByText('This board was deleted in another tab.')).toBeAttached();
  expect(await titles(page)).toEqual([]);
  await title(page).fill('One again');
  await expect.poll(() => titles(page)).toEqual(['One again']);
});

test('the group keeps boards that were added in two tabs', async ({ context, page }) => {
  const other = await tabs(context, page, true);
  const drop = async (tab, id) => {
    await tab.locator('details.together > summary').click();
    await tab.locator('#group-files').setInputFiles([file(board({ id, by: `P${id}`, picks: { math: [id, id] } }), `${id}.json`)]);
    await expect(tab.locator('#group-said')).toHaveText('1 board was read, 0 were refused.');
  };
  await drop(page, 1);
  await drop(other, 2);
  await expect(other.locator('.group-table tbody .number')).toHaveText('2');
  await expect(page.locator('.group-table tbody .number')).toHaveText('2');
});
