import type { Mutant } from './mutant.ts';

/** Mutants of saving and following. */
export const KEEPING: readonly Mutant[] = [
  {
    file: 'lib/follow/new-for-you-in-commit.ts',
    original: 'await addNewAnalyses(arrived, change.now);',
    broken: '',
    why: 'No analysis would ever be new for the reader.',
  },
  {
    file: 'lib/library/saved-analyses.ts',
    original: 'if (await db.saved.get(card.id)) return undefined;',
    broken: '',
    why: 'Saving a second time would overwrite the reader’s copy.',
  },
  {
    file: 'lib/follow/followed.ts',
    original: '!keys.some((key) => left.has(key))',
    broken: '!keys.every((key) => left.has(key))',
    why: 'Unfollowing one topic would forget what is new in another topic.',
  },
  {
    file: 'lib/follow/arrived-cards.ts',
    original: 'for (const hash of ids) fresh.delete(hash);',
    broken: '',
    why: 'After each sync, all analyses of a changed month would be new again.',
  },
  {
    file: 'lib/follow/new-for-you-records.ts',
    original: 'await db.newAnalyses.bulkDelete(ids);',
    broken: '',
    why: 'Analyses that the reader has seen would stay new, and stay on disk.',
  },
  {
    file: 'lib/follow/new-for-you-records.ts',
    original:
      'await db.newAnalyses.bulkUpdate(unnotified.map((key) => ({ key, changes: { toldAt: now } })));',
    broken: '',
    why: 'The reader would be notified of the same analyses again and again.',
  },
  {
    file: 'lib/library/fetch-missing-texts.ts',
    original: 'await addSavedText(card, result);',
    broken: '',
    why: 'An analysis that was saved before its text arrived would never be readable offline.',
  },
  {
    file: 'lib/library/second-copy.ts',
    original: 'if (gone.length > 0) await browser.storage.local.remove(gone);',
    broken: '',
    why: 'Analyses that the reader removed long ago would stay on the device permanently.',
  },
  {
    file: 'lib/library/renew-after-update.ts',
    original: 'await markDifferences(copy);',
    broken: '',
    why: 'If the browser lost the database, the reader would lose what an older version had saved.',
  },
  {
    file: 'lib/library/anchors.ts',
    original: 'best(same.filter(isCertain), near)',
    broken: 'best(same, near)',
    why: 'A highlight would be shown at another passage with the same words.',
  },
  {
    file: 'components/reading/use-draft.ts',
    original: 'if (value === seen && stored !== seen) set(',
    broken: 'if (stored !== seen) set(',
    why: 'The note that another page stored would replace what the reader is typing.',
  },
];
