// axe, as specs ask it.
import AxeBuilder from '@axe-core/playwright';

/** What axe finds, a line a rule. */
export async function violations(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
