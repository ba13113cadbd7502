import { describe, expect } from 'vitest';
import { hasCorpus } from '../../corpus/corpus.ts';
import { type Share, shareOf } from '../../corpus/measure.ts';

/*
 * Detection on real pages. The pages belong to their publishers and are not part of the project. The title of a test
 * says what each page or address should do, and its body names the share that must do so. The design requires these
 * shares; they are not the results of the last measurement.
 */

if (!hasCorpus())
  console.warn(
    'There is no corpus of real pages beside the project: how well detection works was not measured.',
  );

/** `describe` for tests that need the corpus. It skips the suite if the corpus is absent. */
export const describeWithCorpus = describe.runIf(hasCorpus());

/** Fails if the share is too small. The message lists the first 20 misses. */
export function expectShare(share: Share, least: number): void {
  expect(share.of).toBeGreaterThan(0);
  expect(shareOf(share), share.misses.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(least);
}
