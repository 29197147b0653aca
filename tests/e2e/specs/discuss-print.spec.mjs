// The sheet to take along, printed.
import { board, fragment, open } from '../discuss.mjs';
import { expect, test } from '../fixtures.mjs';

const planned = (who) => ({
  next_step: 'Ask twelve families in their own language what keeps them away, and write down what they say word for word.',
  who, by_when: 'End of March', budget: '400 for interpreters',
  left_out: 'Families without a phone number on file: through the bus drivers, by the end of the month.',
});
const picks = Object.fromEntries(
  ['literacy', 'math', 'engaging-diverse-families', 'teacher-recruitment-retention', 'technology-access', 'mental-health-trauma']
    .map((id, at) => [id, [20 + 9 * at, 85 - 8 * at]]),
);
const full = board({
  title: 'Lakeside Elementary', by: 'Ada, Bo and Cy', picks,
  more: { literacy: planned('Ada'), math: planned('Bo'), 'engaging-diverse-families': planned('Cy') },
});

for (const format of ['A4', 'Letter']) {
  test(`the sheet is one or two pages of ${format}`, async ({ page }, info) => {
    await open(page, `discuss${fragment(full)}`);
    await page.getByRole('button', { name: 'Keep it as mine' }).click();
    await expect(page.getByLabel('What is this board about?')).toHaveValue('Lakeside Elementary');
    const pdf = await page.pdf({ format, preferCSSPageSize: false, path: info.outputPath(`${format}.pdf`) });
    const text = pdf.toString('latin1');
    const pages = text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(1);
    expect(pages).toBeLessThanOrEqual(2);
    // The picture is on it.
    expect(text).toMatch(/\/Subtype\s*\/Image/);
  });
}

test('on paper there is the plan, the wave and the source, and no control', async ({ page }) => {
  await open(page, `discuss${fragment(full)}`);
  await page.getByRole('button', { name: 'Keep it as mine' }).click();
  await page.emulateMedia({ media: 'print' });
  const paper = page.locator('.paper');
  await expect(paper).toBeVisible();
  await expect(paper.getByRole('heading', { name: 'Lakeside Elementary' })).toBeVisible();
  await expect(paper).toContainText('Ask twelve families');
  await expect(paper).toContainText('illustrative');
  await expect(paper).toContainText('Held against');
  await expect(paper).toContainText('Source');
  await expect(page.locator('.discuss')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Site' })).toBeHidden();
});
