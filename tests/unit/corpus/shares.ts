import { describe, expect } from 'vitest';
import { hasCorpus } from '../../corpus/corpus.ts';
import { type Share, shareOf } from '../../corpus/measure.ts';

/*
 * Detection on real pages. The pages belong to their publishers and are not part of the project. Figures are
 * asserted at what the design asks for, not at what was last reached.
 */

if (!hasCorpus())
  console.warn(
    'There is no corpus of real pages beside the project: how well detection works was not measured.',
  );

/** `describe` for what needs the corpus: where it is absent, the suite is skipped. */
export const describeWithCorpus = describe.runIf(hasCorpus());

/** Fails with the first cases that fell out, which say more than a number. */
export function expectShare(share: Share, least: number): void {
  expect(share.of).toBeGreaterThan(0);
  expect(shareOf(share), share.misses.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(least);
}
