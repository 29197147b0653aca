// From right to left: the layout, the keys, what is spoken, and signing up, all in Arabic.
import { layoutFaults } from '../../engines/layout.mjs';
import { expect, test } from '../fixtures.mjs';
import { board, fragment } from '../discuss.mjs';
import { chart, keys, options, press, ring, spoken, status, still, tooltip } from '../chart.mjs';
import { sentences, small, speak, translated } from '../languages.mjs';

test.beforeEach(({ context }) => speak(context, 'ar'));

const views = ['ranking', 'pair', 'change', 'gap', 'answers', 'table'];
const shown = [
  '.', 'about', 'equity', 'school-culture-climate-safety/student-teacher-relationships', 'search?q=القراءة', 'nowhere',
  ...views.map((view) => `explore?view=${view}&measure=urgent&pins=opportunity-gaps`),
];

/** Whether a page has all that it shows. */
async function ready(page) {
  await expect(page.locator('html[dir=rtl][lang=ar]')).toBeAttached();
  await expect(page.locator('.site-footer')).toBeVisible();
  const path = new URL(page.url()).pathname.split('/').at(-1);
  if (path === 'search') await expect(page.locator('.search-results > li').first()).toBeVisible();
}

/** The page for groups with a board of two on it. */
async function discuss(page) {
  const said = await sentences('ar');
  await page.goto(`discuss${fragment(board({ by: 'Ana', title: 'Lakeside', picks: { literacy: [12, 34], math: [50, 60] } }))}`);
  await page.getByRole('button', { name: said('page.keep_mine'), exact: true }).click();
  await expect(page.locator('.row')).toHaveCount(2);
  for (const summary of await page.locator('.discuss details > summary').all()) await summary.click();
}

for (const width of [320, 360, 768, 1440]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });

    test('RTL pages fit the viewport without clipping or overlap', async ({ page }) => {
      for (const path of shown) {
        await page.goto(path);
        await ready(page);
        if (path.startsWith('explore') && !path.includes('view=table')) await still(page);
        expect(await page.evaluate(layoutFaults), path).toEqual([]);
        const [first, second] = await page.locator('.site-header nav a').all();
        expect((await first.boundingBox()).x, path).toBeGreaterThan((await second.boundingBox()).x);
      }
    });

    test('the RTL discuss page fits without clipping or overlap', async ({ page }) => {
      await discuss(page);
      expect(await page.evaluate(layoutFaults)).toEqual([]);
    });

    test('the RTL dialog fits the viewport and hides the honeypot', async ({ page }) => {
      await page.goto('equity?signup');
      await expect(page.locator('#signup-email')).toBeFocused();
      expect(await page.evaluate(layoutFaults)).toEqual([]);
      const dialog = await page.getByRole('dialog').boundingBox();
      expect(dialog.x).toBeGreaterThanOrEqual(0);
      expect(dialog.x + dialog.width).toBeLessThanOrEqual(width);
      const honeypot = page.locator('.honeypot');
      await expect(honeypot).toBeAttached();
      for (const part of [honeypot, honeypot.locator('label'), honeypot.locator('input')]) await expect(part).not.toBeInViewport();
      expect(await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBeLessThanOrEqual(0);
    });
  });
}

test('RTL controls keep the minimum target sizes', async ({ page }) => {
  await page.goto('explore?view=gap&pins=opportunity-gaps');
  await page.locator('.export-panel > summary').click();
  await expect(page.locator('.export-panel .files')).toBeVisible();
  await page.locator('details.table-view > summary').click();
  expect(await small(page, '.explore :is(button, select, input, summary, .views a, .reset)', 24)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto('search?q=القراءة');
  await ready(page);
  expect(await small(page, '[id^="found-"], #find', 44)).toEqual([]);
  await discuss(page);
  expect(await small(page, '.discuss :is(button, select, input)', 40)).toEqual([]);
});

test('the RTL chart is one tab stop with mirrored arrow keys', async ({ page }) => {
  await page.goto('explore?measure=urgent');
  await expect(options(page)).toHaveCount(35);
  await page.locator('.reset').focus();
  await page.keyboard.press('Tab');
  await expect(keys(page)).toBeFocused();
  const said = await sentences('ar');
  await expect(page.locator('#chart-help')).toHaveText(said('controls.chart_help'));
  await expect(page.locator('#chart-help')).toBeInViewport({ ratio: 1 });
  const all = await options(page).allTextContents();
  expect(await spoken(page)).toBe(all[0]);
  await page.keyboard.press('ArrowLeft'); // on, as the lines run
  expect(await spoken(page)).toBe(all[1]);
  await page.keyboard.press('ArrowRight');
  expect(await spoken(page)).toBe(all[0]);
  await page.keyboard.press('ArrowRight');
  await expect(status(page)).toHaveText(said('charts.first_of', { total: 35 }));
  await page.keyboard.press('End');
  expect(await spoken(page)).toBe(all[34]);
  await page.keyboard.press('ArrowLeft'); // no silent wrap
  await expect(status(page)).toHaveText(said('charts.last_of', { total: 35 }));
  await page.keyboard.press('PageUp');
  expect(await spoken(page)).toBe(all[24]);
  await page.keyboard.press('Home');
  expect(await spoken(page)).toBe(all[0]);
  await expect(tooltip(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tooltip(page)).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(keys(page)).not.toBeFocused();
  await keys(page).focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('.chart :focus')).toHaveCount(0);
  await keys(page).focus();
  const name = (await spoken(page)).split(':')[0].replace(/[\u2068\u2069]/g, '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
});

test('RTL mirrors the ranking chart but not the pair chart', async ({ page }) => {
  const middle = async () => (await chart(page).boundingBox()).width / 2;
  await page.goto('explore?measure=urgent&view=ranking');
  await still(page);
  await keys(page).focus();
  const first = await press(page, 'Home');
  const last = await press(page, 'End');
  expect(first.center.x).toBeLessThan(last.center.x); // the higher value is farther to the left
  await page.goto('explore?view=pair');
  await still(page);
  await keys(page).focus();
  const highest = await press(page, 'Home');
  expect(highest.center.x).toBeGreaterThan(await middle());
  expect(await ring(page)).not.toBeNull();
});

test('text that starts with a Latin name is RTL, its years LTR', async ({ page }) => {
  await page.goto('about');
  const first = page.locator('.story p').first();
  await expect(first).toContainText(/^Challenge Map/);
  await expect(first).toHaveCSS('direction', 'rtl');
  const years = page.getByText('لعام 2025').first();
  const sides = await years.evaluate((element) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: text } = walker;
      const at = text.data.search(/2025\W*26/);
      if (at < 0) continue;
      const left = (from) => {
        range.setStart(text, from);
        range.setEnd(text, from + 1);
        return range.getBoundingClientRect().left;
      };
      return [left(at), left(at + text.data.slice(at).indexOf('6'))];
    }
  });
  expect(sides[0]).toBeLessThan(sides[1]);
});

test('resource lines align right; the email field is LTR', async ({ page }) => {
  await page.goto('school-culture-climate-safety/student-teacher-relationships');
  const entry = page.locator('.resources > li').filter({ has: page.locator('p') }).first();
  await expect(entry).toBeVisible();
  const sides = await entry.evaluate((entry) => [...entry.children].map((child) => {
    const range = document.createRange();
    range.selectNodeContents(child);
    const rows = [...range.getClientRects()].filter(({ width }) => width > 0);
    return Math.max(...rows.map(({ right }) => right)) - entry.getBoundingClientRect().right;
  }));
  for (const side of sides) expect(Math.abs(side)).toBeLessThan(24);
  await page.goto('equity?signup');
  await expect(page.locator('#signup-email')).toHaveAttribute('dir', 'ltr');
});

test('a measure change is announced in Arabic with its count', async ({ page }) => {
  const said = await sentences('ar');
  const texts = await translated('ar');
  await page.goto('explore?view=ranking&v=2');
  await expect(options(page)).not.toHaveCount(0);
  await page.getByRole('combobox', { name: said('controls.measure') }).selectOption(texts['measures/urgent/label']);
  const count = await options(page).count();
  expect(count).toBe(35);
  await expect(status(page)).toContainText(said('charts.shown', { rows: count, takeaway: '' }).split('.')[0]);
  await expect(status(page)).toContainText(texts['measures/urgent/label']);
  await expect(status(page)).not.toContainText(/[A-Za-z]{3}/);
});

test('Arabic sign-up shows errors, keeps input and succeeds', async ({ page, readSignups, expectComplaint }) => {
  expectComplaint(/500/);
  const said = await sentences('ar');
  await page.goto('equity');
  await page.locator('.site-header').getByRole('button', { name: said('frame.sign_up'), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: said('frame.sign_up_for_updates') });
  const send = dialog.getByRole('button', { name: said('signup.sign_up'), exact: true });
  const email = dialog.getByRole('textbox', { name: said('signup.email') });
  await expect(email).toBeFocused();
  await send.click();
  const summary = dialog.getByRole('group', { name: said('signup.wrong', { errors: 2 }) });
  await expect(summary).toBeFocused();
  await expect(email).toHaveAccessibleDescription(said('signup.email_wrong'));
  await summary.getByRole('button', { name: said('signup.consent_missing') }).click();
  const consent = dialog.getByRole('checkbox', { name: said('signup.consent') });
  await expect(consent).toBeFocused();
  await page.keyboard.press('Space');
  await email.fill('amal@example.org');
  const name = dialog.getByRole('textbox', { name: said('signup.optional', { label: said('signup.name') }) });
  await name.fill('أمل');

  await page.route('**/api/signups', (route) => route.fulfill({ status: 500 }), { times: 1 });
  await send.click();
  const state = page.locator('dialog .signup-state');
  await expect(state).toHaveText(said('signup.unsure_counts_once'));
  await expect(email).toHaveValue('amal@example.org');
  await expect(name).toHaveValue('أمل');
  await expect(consent).toBeChecked();
  await send.click();
  await expect(state).toHaveText(said('signup.done'));
  expect(await readSignups()).toMatchObject([{ email: 'amal@example.org', name: 'أمل', consent_text: said('signup.consent') }]);
});
