// Bundles made by someone who means harm, as far as they are shown: nothing of them runs, asks another host,
// or gets in the way of the page's own scripts. The fixture fails on any error, policy report or foreign request.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, test } from '../fixtures.mjs';
import { serve, status } from '../chart.mjs';

const folder = join(root, 'tests/hostile/shown');
const samples = readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]);

for (const [name, bundle] of samples) {
  test(`${name} is shown and runs no injected code`, async ({ page }) => {
    const said = [];
    page.on('dialog', (dialog) => {
      said.push(dialog.message());
      dialog.dismiss();
    });
    await page.addInitScript(() => {
      globalThis.reports = [];
      addEventListener('securitypolicyviolation', (event) => globalThis.reports.push(event.violatedDirective));
    });
    await serve(page, bundle);
    const [theme] = bundle.groups[0].themes;
    const own = bundle.challenges.find((row) => row.theme === theme.id) ?? bundle.challenges[0];
    for (const path of ['.', 'about', `${own.theme}`, `${own.theme}/${own.id}`, 'explore', 'explore?view=table']) {
      await page.goto(path);
      // Of the site, not of the page that stands while it loads.
      const heading = page.locator('#main').getByRole('heading', { level: 1 });
      await expect(heading).toHaveCount(1);
      await expect(heading).not.toHaveText('Page not found');
      const found = await page.evaluate(() => ({
        reports: globalThis.reports,
        scripts: [...document.scripts].filter((script) => !script.src).length,
        handlers: [...document.querySelectorAll('*')].flatMap((element) =>
          element.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
        frames: document.querySelectorAll('iframe, object, embed, img, base').length,
        links: [...document.querySelectorAll('a[href]')].map((link) => link.protocol).filter((protocol) => !/^(https?|mailto):$/.test(protocol)),
        // Elements are found by name on `document` and `window`: none may hide what scripts use.
        own: document.location === location && typeof document.forms.length === 'number' && document.body instanceof HTMLBodyElement,
      }));
      expect(found, path).toEqual({ reports: [], scripts: 0, handlers: [], frames: 0, links: [], own: true });
    }
    expect(said).toEqual([]);
  });
}

test('search finds and shows hostile markup as text', async ({ page }) => {
  await serve(page, JSON.parse(readFileSync(join(folder, 'markup.json'), 'utf8')));
  await page.goto('.');
  await page.locator('#search').fill('<script>');
  await expect(page.getByRole('link', { name: /<script>alert\(1\)<\/script>/ }).first()).toBeVisible();
  await page.goto('explore');
  await expect(status(page)).toBeAttached();
});
