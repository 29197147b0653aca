// Accessibility checks with axe, with the options that all specs use.
import AxeBuilder from '@axe-core/playwright';

/** Rules of axe that depend on colors. The others find the same in light and in dark. */
const RULES_OF_COLOR = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds, a line a rule.
 * @param {import('@playwright/test').Page} page
 * @param {string[]} [rules] The rules to check, if not all that axe checks by itself.
 */
export async function violations(page, rules) {
  // Without legacy mode, which matters only for frames of other sites, and with details of what passes, it takes three times as long.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await axe.options({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** What axe finds in light and in dark colors, without loading the page anew. */
export async function violationsInBothSchemes(page) {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await violations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(page, RULES_OF_COLOR);
  return [...light.map((line) => `light, ${line}`), ...dark.map((line) => `dark, ${line}`)];
}
