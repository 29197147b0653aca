// Makes the pictures of docs/pictures/ anew, from a site that is served:
//
//     cargo xtask serve
//     node tests/e2e/pictures.mjs http://127.0.0.1:8080
//
// CHROMIUM names another browser than Debian's.

import { mkdir } from 'node:fs/promises';
import { chromium } from '@playwright/test';

const folder = new URL('../../docs/pictures/', import.meta.url).pathname;
const relationships = 'school-culture-climate-safety/student-teacher-relationships';

/** Name, path, width and height in CSS px, color scheme. */
const pictures = [
  ['home', '', 1440, 900, 'light'],
  ['home-phone', '', 360, 740, 'light'],
  ['overview', 'explore', 1440, 900, 'light'],
  ['overview-dark', 'explore', 1440, 900, 'dark'],
  ['overview-phone', 'explore', 360, 740, 'light'],
  ['overview-arabic', 'explore?lang=ar', 768, 900, 'light'],
  ['pair', 'explore?view=pair&v=2', 1440, 900, 'light'],
  ['change-published', 'explore?view=change&wave=spring-2020&v=2', 768, 900, 'light'],
  ['gap', 'explore?view=gap&measure=urgent&v=2', 1440, 900, 'light'],
  ['answers-phone', 'explore?view=answers&measure=urgent&v=2', 360, 740, 'light'],
  ['challenge', relationships, 1440, 900, 'light'],
  ['challenge-phone', relationships, 360, 740, 'dark'],
];

const site = process.argv[2];
if (!site) throw new Error('the address of the site is missing: node tests/e2e/pictures.mjs http://127.0.0.1:8080');
await mkdir(folder, { recursive: true });
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
for (const [name, path, width, height, colorScheme] of pictures) {
  // Half size where the page is wide: files of some 50 KiB.
  const deviceScaleFactor = width > 400 ? 0.6 : 1;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme, deviceScaleFactor, reducedMotion: 'reduce' });
  await page.goto(new URL(path, `${site.replace(/\/$/, '')}/`).href);
  await page.locator('header nav').first().waitFor();
  if (path.startsWith('explore')) await page.locator('.chart canvas').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.screenshot({ path: `${folder}${name}.jpg`, type: 'jpeg', quality: 80 });
  await page.close();
}
await browser.close();
