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

/** So many challenges of the sample, each with answers of so many letters. */
const CHALLENGES = [
  'literacy', 'math', 'engaging-diverse-families', 'teacher-recruitment-retention', 'technology-access', 'mental-health-trauma',
  'grading', 'real-world-learning', 'student-engagement', 'opportunity-gaps',
];
const text = (length, first) => `${first} ${'families and teachers say what keeps them away '.repeat(9)}`.slice(0, length);
const withAnswers = (count, long, short, planned = count) => {
  const chosen = CHALLENGES.slice(0, count);
  const plan = (id) => ({
    next_step: text(long, `${id} next`), who: text(short, `${id} who`), by_when: text(short, `${id} when`),
    budget: text(short, `${id} cost`), left_out: text(long, `${id} voices`),
  });
  return board({
    title: 'Lakeside Elementary', by: 'Ada, Bo and Cy',
    picks: Object.fromEntries(chosen.map((id, at) => [id, [(20 + 9 * at) % 101, (85 + 93 * at) % 101]])),
    more: Object.fromEntries(chosen.slice(0, planned).map((id) => [id, plan(id)])),
  });
};

/** The page with a board that came by link. */
async function keep(page, content) {
  await open(page, `discuss${fragment(content)}`);
  await page.getByRole('button', { name: 'Keep it as mine' }).click();
  await expect(page.getByLabel('What is this board about?')).toHaveValue('Lakeside Elementary');
  // The sheet follows after the paint.
  await expect(page.locator('.sheet tbody tr')).not.toHaveCount(0);
}

for (const format of ['A4', 'Letter']) {
  // An answer, a row and the picture are never cut, so what is very long takes more than two pages.
  for (const [name, content, least, most] of [
    ['ten priorities, three planned', withAnswers(10, 40, 15, 3), 1, 1],
    ['six priorities, three planned', full, 1, 2],
    ['three plans, short answers', withAnswers(3, 30, 25), 1, 1],
    ['ten plans, medium answers', withAnswers(10, 110, 35), 2, 2],
    ['ten plans, longest answers', withAnswers(10, 300, 300), 3, 5],
  ]) {
    test(`${name}: page count ${most === least ? least : `${least} to ${most}`} on ${format}`, async ({ page }, info) => {
      await keep(page, content);
      const pdf = await page.pdf({ format, preferCSSPageSize: false, path: info.outputPath(`${format}.pdf`) });
      const bytes = pdf.toString('latin1');
      const pages = bytes.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      expect(pages).toBeGreaterThanOrEqual(least);
      expect(pages).toBeLessThanOrEqual(most);
      // The picture is on it.
      expect(bytes).toMatch(/\/Subtype\s*\/Image/);
    });
  }
}

test('the longest answers print in full; rows avoid page breaks', async ({ page }) => {
  const content = withAnswers(10, 300, 300);
  await keep(page, content);
  await page.emulateMedia({ media: 'print' });
  const paper = page.locator('.sheet');
  const printed = await paper.innerText();
  for (const { challenge, values, ...answers } of content.picks) {
    for (const answer of Object.values(answers)) expect(printed, challenge).toContain(answer.trim());
  }
  const styles = await paper.evaluate((paper) => {
    const of = (selector, property) => [...new Set([...paper.querySelectorAll(selector)].map((one) => getComputedStyle(one)[property]))];
    return {
      whole: of('.sheet-action.long dl > div, .sheet-comparison, tr', 'breakInside'),
      long: of('.sheet-action', 'breakInside'),
      heads: of('thead', 'display'),
      headings: of('h3, h4', 'breakAfter'),
      wide: paper.scrollWidth - paper.clientWidth,
    };
  });
  expect(styles).toEqual({ whole: ['avoid'], long: ['auto'], heads: ['table-header-group'], headings: ['avoid'], wide: 0 });
});

test('a medium-length action avoids page breaks', async ({ page }) => {
  await keep(page, withAnswers(10, 110, 35));
  await page.emulateMedia({ media: 'print' });
  for (const action of await page.locator('.sheet-action').all()) await expect(action).toHaveCSS('break-inside', 'avoid');
});

test('dark mode prints white paper, gray rules, facts by the chart', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await keep(page, full);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const canvas = page.locator('.sheet-chart canvas');
  const corner = await canvas.evaluate((canvas) => [...canvas.getContext('2d').getImageData(2, 2, 1, 1).data]);
  expect(corner).toEqual([255, 255, 255, 255]);
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.locator('.sheet tbody td').first()).toHaveCSS('border-bottom-color', 'rgb(153, 153, 153)');
  await expect(page.locator('.sheet')).toHaveCSS('color', 'rgb(0, 0, 0)');
  const [picture, facts] = [await canvas.boundingBox(), await page.locator('.sheet-facts').boundingBox()];
  expect(facts.x).toBeGreaterThanOrEqual(picture.x + picture.width);
});

// The second and later printed pages show both in their headers.
test('print header values escape board title and author', async ({ page }) => {
  await open(page, `discuss${fragment({ ...full, title: 'The "new" \\ school', by: 'Ada' })}`);
  await page.getByRole('button', { name: 'Keep it as mine' }).click();
  await expect(page.getByLabel('What is this board about?')).toHaveValue(/new/);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const said = await page.evaluate(() => ['--paper-title', '--paper-by'].map((name) => document.documentElement.style.getPropertyValue(name)));
  expect(said).toEqual(['"The \\"new\\" \\\\ school"', '"By Ada"']);
});

test('print shows plan, wave and source, but no controls', async ({ page }) => {
  await keep(page, full);
  await page.emulateMedia({ media: 'print' });
  const paper = page.locator('.sheet');
  await expect(paper).toBeVisible();
  await expect(paper.getByRole('heading', { name: 'Lakeside Elementary' })).toBeVisible();
  await expect(paper).toContainText('Ask twelve families');
  await expect(paper).toContainText('illustrative');
  await expect(paper).toContainText('Compared with');
  await expect(paper).toContainText('Source');
  await expect(page.locator('.discuss')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Site' })).toBeHidden();
});
