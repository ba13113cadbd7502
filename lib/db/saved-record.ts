import type { AnalysisText } from '../analysis/analysis.ts';
import { cardVersion } from '../index/version.ts';
import type { SavedAnalysis, SavedText } from './database.ts';

/** A saved analysis as versions of the extension before schema version 4 wrote it: with its text in it, and without a state. */
export type OldSavedAnalysis = Omit<SavedAnalysis, 'state' | 'textState'> &
  Partial<Pick<SavedAnalysis, 'state' | 'textState'>> & { readonly text?: AnalysisText | undefined };

/** The record without its text. What was opened counts as read. */
export function asSaved({ text, ...record }: OldSavedAnalysis): SavedAnalysis {
  return {
    ...record,
    state: record.state ?? (record.readAt === undefined ? 'unread' : 'read'),
    textState: record.textState ?? (text === undefined ? 'pending' : 'kept'),
  };
}

/** The text in an old record, as it stands beside the record now. */
export function textIn({ id, card, text }: OldSavedAnalysis): SavedText | undefined {
  return text && { id, version: cardVersion(card), text };
}
