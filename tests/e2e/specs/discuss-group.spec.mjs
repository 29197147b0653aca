// A group: many boards dropped in, what they agree on and what not.
import { board, file, fragment, open } from '../discuss.mjs';
import { expect, test } from '../fixtures.mjs';

const together = async (page) => {
  await open(page);
  await page.locator('details.together > summary').click();
};

test('200 boards are merged, and the greatest disagreement is named', async ({ page }) => {
  await together(page);
  // Half of the people see Math at one end and half at the other; on Literacy all agree.
  const boards = Array.from({ length: 200 }, (_, at) => file(board({
    id: at + 1, by: `Person ${at}`, picks: { literacy: [50, 50], math: [at % 2 ? 90 : 10, 50] },
  }), `${at}.json`));
  await page.locator('#group-files').setInputFiles(boards);
  await expect(page.locator('#group-said')).toHaveText('200 boards were read, 0 were refused.');
  await expect(page.locator('.disputed')).toContainText('You disagree most about Math');
  await expect(page.locator('.disputed')).toContainText('80 points apart, from 10 to 90');
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

test('one person counts once, in whatever order boards come', async ({ page }) => {
  await together(page);
  const older = board({ id: 1, by: 'Ada', saved: 1, picks: { math: [10, 10] } });
  const newer = board({ id: 1, by: 'Ada', saved: 2, picks: { math: [70, 70] } });
  const other = board({ id: 2, by: 'Bo', picks: { math: [70, 70] } });
  await page.locator('#group-files').setInputFiles([file(newer, 'a.json'), file(other, 'b.json'), file(older, 'c.json')]);
  const row = page.locator('.group-table tbody tr');
  await expect(row.locator('.number')).toHaveText('2');
  await expect(row.locator('td').nth(1)).toContainText('middle 70, half of you 70 to 70');
});

test('links are pasted many at once; those that are broken stay to be mended', async ({ page, site }) => {
  await together(page);
  const link = (n) => `${site}discuss${fragment(board({ id: n, by: `P${n}`, picks: { math: [n, n] } }))}`;
  const cut = link(3).slice(0, -8);
  await page.getByLabel('Links, one a line').fill(`${link(1)}\n${cut}\n\n${link(2)}\n`);
  await page.getByRole('button', { name: 'Add these links' }).click();
  await expect(page.locator('#group-said')).toHaveText('2 boards were read, 1 was refused.');
  await expect(page.getByRole('alert')).toContainText('Link 2: The end of this link is missing.');
  await expect(page.getByLabel('Links, one a line')).toHaveValue(cut);
  await page.locator('details.members > summary').click();
  await page.getByRole('button', { name: 'Take out the board of P1' }).click();
  await expect(page.locator('.group-table tbody .number')).toHaveText('1');
});

test('a link goes into the group from its preview', async ({ page }) => {
  await open(page, `discuss${fragment(board({ by: 'Cy', picks: { math: [20, 30] } }))}`);
  await page.getByRole('button', { name: 'Add it to the group' }).click();
  await page.locator('details.together > summary').click();
  await expect(page.locator('.group-table tbody tr')).toHaveCount(1);
  await expect(page.locator('.row')).toHaveCount(0);
});
