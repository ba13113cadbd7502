import type { Page } from 'puppeteer-core';
import { until } from './surface.ts';

/** The axe rules whose result depends on colours. All other rules give the same result in light and dark. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Returns the axe violations that are not minor, one line for each rule. */
export async function faultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Words that are still fading in have less contrast.
  await until('nothing moves any more', () =>
    page.evaluate(() => document.getAnimations().every(({ playState }) => playState === 'finished')),
  );
  return page.evaluate(async (runOnly) => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is a global of the page
    const { violations } = await (globalThis as any).axe.run(document, {
      resultTypes: ['violations'],
      // By default, axe leaves out this rule of WCAG 2.2.
      ...(runOnly ? { runOnly } : { rules: { 'target-size': { enabled: true } } }),
    });
    return violations
      .filter(({ impact }: { impact: string }) => impact !== 'minor')
      .map(
        (violation: { id: string; impact: string; nodes: { html: string }[] }) =>
          `${violation.impact} ${violation.id}: ${violation.nodes[0]?.html}`,
      );
  }, rules);
}
