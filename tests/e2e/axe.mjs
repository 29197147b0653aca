// Accessibility checks with axe, with the options that all specs use.
import AxeBuilder from '@axe-core/playwright';

/** What axe finds, a line a rule. */
export async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** What axe finds in light and in dark colors, without loading the page anew. */
export async function violationsInBothSchemes(page) {
  const found = [];
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await violations(page)).map((line) => `${colorScheme}, ${line}`));
  }
  return found;
}
