import type { Highlight, SavedAnalysis } from './records.ts';

/** The reader's own words on a saved analysis. */
export type OwnWords = Pick<SavedAnalysis, 'labels' | 'note' | 'notedAt' | 'highlights'>;

/**
 * Returns a name of a label or of a saved search in the form in which names are stored: in Unicode normal form C,
 * without white space around it, and with single spaces.
 */
export function nameInStoredForm(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * Merges the reader's own words from two records of one analysis. If both records have a highlight with the same id,
 * keeps the highlight of the second record.
 */
export function mergeOwnWords(first: OwnWords, second: OwnWords): OwnWords {
  const labels = [...new Set([...(first.labels ?? []), ...(second.labels ?? [])])];
  const note = joinNotes(first.note, second.note);
  const notedAt = timeOfNote(note, first, second);
  const highlights = new Map<string, Highlight>();
  for (const one of [...(first.highlights ?? []), ...(second.highlights ?? [])]) highlights.set(one.id, one);
  return {
    ...(labels.length > 0 ? { labels } : {}),
    ...(note === undefined ? {} : { note }),
    ...(notedAt === undefined ? {} : { notedAt }),
    ...(highlights.size > 0 ? { highlights: [...highlights.values()] } : {}),
  };
}

/**
 * Returns when a joined note was last changed: the time of the record that already has this note, or else the later
 * time.
 */
function timeOfNote(note: string | undefined, first: OwnWords, second: OwnWords): number | undefined {
  const [same, other] = [first, second].filter((one) => one.note === note);
  if (same) return same.notedAt ?? other?.notedAt;
  return Math.max(first.notedAt ?? 0, second.notedAt ?? 0) || undefined;
}

/**
 * Returns the two notes, the second below the first. If one note contains the other, returns only the longer one.
 * Returns `undefined` if both are absent or empty.
 */
export function joinNotes(first: string | undefined, second: string | undefined): string | undefined {
  if (!first || !second) return first || second || undefined;
  if (first.includes(second)) return first;
  if (second.includes(first)) return second;
  return `${first}\n\n${second}`;
}
