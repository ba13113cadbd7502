import type { AnalysisText } from '../analysis/analysis.ts';
import { cardVersion } from '../index/version.ts';
import type { SavedAnalysis, SavedText } from './records.ts';

/**
 * A saved analysis as versions of the extension before schema version 4 wrote it: with its text in it, and without a
 * state.
 */
export type OldSavedAnalysis = Omit<SavedAnalysis, 'state' | 'textState'> &
  Partial<Pick<SavedAnalysis, 'state' | 'textState'>> & { readonly text?: AnalysisText | undefined };

/** The record without its text. What was opened counts as read. */
export function asSaved({ text, ...record }: OldSavedAnalysis): SavedAnalysis {
  return {
    ...record,
    state: record.state ?? (record.readAt === undefined ? 'unread' : 'read'),
    textState: text === undefined ? (record.textState ?? 'pending') : 'kept',
  };
}

/** The text in an old record, as it stands beside the record now. */
export function textIn({ id, card, text }: OldSavedAnalysis): SavedText | undefined {
  return text && { id, version: cardVersion(card), text };
}

/**
 * Merges two records of one analysis: the one from before the loss, and the one that the reader made after it.
 * It keeps what the reader did with either. Card and text come from the same record.
 *
 * @param hasOldText whether the text of the record before is there
 */
export function joined(before: SavedAnalysis, since: SavedAnalysis, hasOldText: boolean): SavedAnalysis {
  const { lens: _, ...both } = { ...since, ...before };
  const { card, lens, publication } = hasOldText || since.textState === 'pending' ? before : since;
  return {
    ...both,
    card,
    ...(lens ? { lens } : {}),
    publication,
    textState: hasOldText ? 'kept' : since.textState,
    state: since.state === 'unread' || before.state === 'archived' ? before.state : since.state,
    ...(since.readAt === undefined ? {} : { readAt: since.readAt }),
  };
}
