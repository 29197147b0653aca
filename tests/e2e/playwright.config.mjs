// End-to-end tests: the site as built for release, served by the tool, in Chromium's headless shell or in Chromium.
// `cargo xtask test` builds both and sets CHROMIUM, CHALLENGE_MAP and E2E_REPORT.
import { defineConfig } from '@playwright/test';

const report = process.env.E2E_REPORT;

export default defineConfig({
  testDir: 'specs',
  outputDir: '../../target/e2e',
  globalSetup: './sites.mjs',
  // These limits only end a test that hangs, and are long enough for a machine that stops for half a minute. A test of
  // a limit in ms sets its own.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list'], ['./report.mjs', { outputFile: report }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      // The sandbox does not start as root or in most containers, and only our own pages are loaded.
      chromiumSandbox: false,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
