import type { RecordChange } from '../db/journal-records.ts';
import { joinNotes } from '../db/own-words.ts';
import type { Highlight } from '../db/records.ts';
import { isEqual } from './add-to-journal.ts';

/** Words of the reader in the journal: notes, and comments on highlights. */

/** The words of a change. */
export interface ChangedOwnWords {
  /** The id of the highlight, if the words are the comment on it; absent for a note. */
  readonly highlight?: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Returns the words before and after a change of the note, or of the comment on one highlight; `undefined` for any
 * other change.
 */
export function changedWords({
  table,
  fields: { note, highlights },
}: RecordChange): ChangedOwnWords | undefined {
  if (table !== 'saved') return undefined;
  if (note) return { before: asWords(note[0]), after: asWords(note[1]) };
  const [before = [], after = []] = (highlights ?? []).map(highlightsOf);
  const next = after.find((one) => !before.some((other) => isEqual(one, other)));
  const old = before.find(({ id }) => id === next?.id);
  return next && old && { highlight: old.id, before: old.comment, after: next.comment };
}

/** Returns the passages of the highlights that a change has removed. */
export function removedPassages({ fields: { highlights } }: RecordChange): string[] {
  const [before = [], after = []] = (highlights ?? []).map(highlightsOf);
  return before.flatMap(({ id, exact }) => (after.some((one) => one.id === id) ? [] : [exact]));
}

/**
 * Returns the text that results if a change from `before` to `after` is undone. Keeps the lines that the reader has
 * added below the text since.
 *
 * @param now the present text
 * @returns `undefined` if the text was changed in any other way since. This includes words added to its last line: they
 *   continue that line, and would not fit the last line of `before`.
 */
export function wordsAfterUndo(now: string, before: string, after: string): string | undefined {
  if (now === after) return before;
  if (after === '') return joinNotes(before, now);
  if (!now.startsWith(after)) return undefined;
  const added = now.slice(after.length);
  if (!/^\s*\n/.test(added)) return undefined;
  return before === '' ? added.trimStart() : before + added;
}

/**
 * Returns the highlight that results if a change of its comment is undone. `wordsAfterUndo` determines the comment.
 *
 * @returns `undefined` if the values are not three versions of one highlight, or the highlight was changed in any other
 *   way since
 */
export function commentAfterUndo(now: unknown, before: unknown, after: unknown): Highlight | undefined {
  if (![now, before, after].every(isHighlight)) return undefined;
  const [one, old, next] = [now as Highlight, before as Highlight, after as Highlight];
  const comment = wordsAfterUndo(one.comment, old.comment, next.comment);
  if (comment === undefined || !isEqual({ ...one, comment: '' }, { ...next, comment: '' })) return undefined;
  return { ...old, comment };
}

export function asWords(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function highlightsOf(value: unknown): Highlight[] {
  return Array.isArray(value) ? value.filter(isHighlight) : [];
}

function isHighlight(value: unknown): value is Highlight {
  return typeof value === 'object' && value !== null && 'id' in value && 'comment' in value;
}
