import type { Highlight, SavedAnalysis } from './records.ts';

/** What the reader wrote about a saved analysis. */
export type OwnWords = Pick<SavedAnalysis, 'labels' | 'note' | 'highlights'>;

/** Merges what the reader wrote in two records of one analysis. Of two highlights with one id, keeps the second. */
export function mergeOwnWords(first: OwnWords, second: OwnWords): OwnWords {
  const labels = [...new Set([...(first.labels ?? []), ...(second.labels ?? [])])];
  const note = joinNotes(first.note, second.note);
  const highlights = new Map<string, Highlight>();
  for (const one of [...(first.highlights ?? []), ...(second.highlights ?? [])]) highlights.set(one.id, one);
  return {
    ...(labels.length > 0 ? { labels } : {}),
    ...(note === undefined ? {} : { note }),
    ...(highlights.size > 0 ? { highlights: [...highlights.values()] } : {}),
  };
}

/** Both notes, the second below the first; only one of them if it contains the other. */
export function joinNotes(first: string | undefined, second: string | undefined): string | undefined {
  if (!first || !second) return first || second || undefined;
  if (first.includes(second)) return first;
  if (second.includes(first)) return second;
  return `${first}\n\n${second}`;
}
