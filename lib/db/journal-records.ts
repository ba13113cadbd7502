import type { NewAnalysis } from './records.ts';

/** The records of the journal: changes that the reader can undo. */

/** A change of the reader's records that the reader can undo. It is deleted after 30 days. */
export interface JournalEntry {
  /**
   * Random. An import has one entry for each of its blocks, and one for its waiting pages, if it has any. Their ids
   * consist of the id of the import, a slash, and the number of the block or "waiting". These entries are undone
   * together.
   */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When the last part of a change was made (ms since the epoch); absent if the change has only one part. */
  readonly lastAt?: number;
  readonly kind: JournalKind;
  /** The name of the changed thing: a headline, or the name of a label, filter, file or followed thing. */
  readonly about: string;
  /** The new name of a label or filter, or the name of the label into which a label was merged. */
  readonly to?: string;
  /** Number of analyses that were changed. */
  readonly number: number;
  /** The changed records, with their values before and after; empty if analyses were only saved or removed. */
  readonly changes: readonly RecordChange[];
  /** Ids of analyses that were removed. */
  readonly removed?: readonly string[];
  /** Ids of analyses that were saved, and when (ms since the epoch). */
  readonly added?: readonly (readonly [id: string, savedAt: number])[];
  /** Analyses that were new for the reader before the change, but not after it. */
  readonly news?: readonly NewAnalysis[];
  /** Versions (`cardVersion`) of the texts that were replaced, and of the texts that replaced them. */
  readonly texts?: readonly { readonly id: string; readonly before: string; readonly after: string }[];
  /** Whether this change is an Undo that replaced words of the reader. Undoing it brings these words back. */
  readonly isUndo?: true;
  /** Whether the extension made this change by itself, for example when an awaited analysis arrived. */
  readonly isAutomatic?: true;
  /** When the reader undid the change (ms since the epoch); absent if not undone. */
  readonly undoneAt?: number;
  /** The value of `passed` in the fact `clock` at the first daily check after the change; absent until that check. */
  readonly countedFrom?: number;
}

export type JournalKind =
  | 'saved'
  | 'removed'
  | 'archived'
  | 'unarchived'
  | 'marked-read'
  | 'marked-unread'
  | 'note'
  | 'labelled'
  | 'unlabelled'
  | 'label-renamed'
  | 'label-merged'
  | 'label-deleted'
  | 'label-sign'
  | 'highlight-removed'
  | 'highlight-comment'
  | 'filter-renamed'
  | 'filter-deleted'
  | 'filter-replaced'
  | 'unfollowed'
  | 'all-seen'
  | 'text-taken'
  | 'text-kept'
  | 'texts-released'
  | 'imported';

/** The changed fields of one record. */
export interface RecordChange {
  readonly table: 'saved' | 'labels' | 'filters' | 'followed' | 'waiting' | 'answers' | 'corrections';
  readonly key: string;
  /** The values of each changed field before and after the change; `null` if the field was absent. */
  readonly fields: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
}
