import type { AnalysisText } from '../analysis/analysis.ts';
import { cardVersion } from '../index/version.ts';
import { mergeOwnWords } from './own-words.ts';
import type { SavedAnalysis, SavedText } from './records.ts';

/** A saved analysis of a schema version before 4, which kept the text in the record and had no state. */
export type OldSavedAnalysis = Omit<SavedAnalysis, 'state' | 'textState'> &
  Partial<Pick<SavedAnalysis, 'state' | 'textState'>> & { readonly text?: AnalysisText | undefined };

/**
 * Returns the record in its present form, without the text. A record without a state counts as read if it has `readAt`,
 * and otherwise as unread.
 */
export function asSavedAnalysis({ text, ...record }: OldSavedAnalysis): SavedAnalysis {
  return {
    ...record,
    state: record.state ?? (record.readAt === undefined ? 'unread' : 'read'),
    textState: text === undefined ? (record.textState ?? 'pending') : 'kept',
  };
}

/** Returns the text of an old record, in the form of the table `savedTexts`. */
export function textOfOldRecord({ id, card, text }: OldSavedAnalysis): SavedText | undefined {
  return text && { id, version: cardVersion(card), text };
}

/**
 * Merges two records of one analysis: one from before the database was lost, and one that the reader made after the
 * loss. The result keeps what the reader did with both records. Its card and its text come from the same record.
 *
 * @param hasOldText whether the text of the earlier record exists
 */
export function mergeSaved(before: SavedAnalysis, since: SavedAnalysis, hasOldText: boolean): SavedAnalysis {
  const { lens: _, notedAt: __, ...both } = { ...since, ...before };
  const { card, lens, publication } = hasOldText || since.textState === 'pending' ? before : since;
  return {
    ...both,
    ...mergeOwnWords(before, since),
    card,
    ...(lens ? { lens } : {}),
    publication,
    textState: hasOldText ? 'kept' : since.textState,
    state: since.state === 'unread' || before.state === 'archived' ? before.state : since.state,
    ...(since.readAt === undefined ? {} : { readAt: since.readAt }),
  };
}
