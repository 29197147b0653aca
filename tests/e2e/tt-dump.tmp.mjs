import { chromium } from '@playwright/test';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { serveSite } from './fixtures.mjs';
const dir = mkdtempSync('/tmp/ttd-');
const s = await serveSite(dir, {});
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', chromiumSandbox: false });
const p = await b.newPage();
p.on('console', (m) => { if (m.text().startsWith('TTDUMP')) appendFileSync('/tmp/tt.log', m.text() + '\n'); else if (m.type()==='error') appendFileSync('/tmp/tt.log', 'ERR ' + m.text() + '\n'); });
for (const path of ['', 'about', 'equity', 'equity/opportunity-gaps', 'nope', 'explore', 'explore?view=pair', 'explore?view=gap', 'explore?view=change', 'explore?view=answers', 'explore?view=table', 'embed?view=pair', 'about?signup']) {
  await p.goto(s.url + path); await p.waitForTimeout(700);
  for (const d of await p.locator('details > summary').all()) await d.click({ timeout: 500 }).catch(() => {});
}
await p.goto(s.url + 'about?signup'); await p.waitForTimeout(1500);
await p.getByRole('dialog').getByRole('button').last().click({ timeout: 1000 }).catch(() => {});
await p.waitForTimeout(500);
await p.route('**/bundle.json', (r) => r.fulfill({ status: 404 })); await p.goto(s.url + 'explore'); await p.waitForTimeout(700);
await b.close(); await s.stop(); rmSync(dir, { recursive: true });
