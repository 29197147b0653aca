// A running page that takes the place of a published one: what the visitor did stays, what the program decided stays too.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '../chart.mjs';
import { sentences } from '../languages.mjs';
import { runs } from '../published.mjs';
import { expect, test } from '../publishing.mjs';

// A bundle of later has what can be chosen; the page was published before it.
test('a select that had no choice leaves it to the program', async ({ page, published }) => {
  await writeFile(join(published.from, 'bundle.json'), JSON.stringify(bundle({ count: 6, waves: 1, value: () => null })));
  await published.again();
  await writeFile(join(published.folder, 'bundle.json'), JSON.stringify(bundle({ count: 6, waves: 1 })));
  await page.goto('explore?measure=urgent');
  await runs(page);
  await page.waitForLoadState('networkidle');
  await expect(page.locator('#wave')).toHaveValue('w-0');
  await expect(page.locator('#measure')).toHaveValue('urgent');
  await expect(page).toHaveURL(/explore\?measure=urgent$/);
});

// A site in Spanish for readers of Spanish, and nothing but the page and its loader comes.
test('a published page fails in its own language', async ({ page, published, expectComplaint }) => {
  expectComplaint(/missing: WebAssembly/);
  await writeFile(join(published.from, 'bundle.json'), JSON.stringify({ ...bundle({ count: 6 }), site: { ...bundle({ count: 6 }).site, language: 'es' } }));
  await published.again();
  await page.route('**/*.loader-*.txt', (route) => route.abort());
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto('explore');
  const note = page.getByRole('alert');
  await expect(note).toContainText((await sentences('es'))('loader.no_webassembly'));
  await expect(note).toHaveAttribute('lang', 'es');
});
