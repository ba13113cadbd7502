import type { DiffPart } from './compare-texts.ts';

/**
 * Returns the number of sentences that were changed, added or removed. A sentence that was split into two counts as
 * two, and so do two sentences that were joined.
 *
 * @param language BCP 47 tag of the text's language
 */
export function changedSentences(parts: readonly DiffPart[], language: string): number {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  return Math.max(sentencesWith(parts, 'added', segmenter), sentencesWith(parts, 'removed', segmenter));
}

/**
 * Returns how many sentences of one text contain a difference.
 *
 * @param left kind of the parts that this text does not contain
 */
function sentencesWith(
  parts: readonly DiffPart[],
  left: 'added' | 'removed',
  segmenter: Intl.Segmenter,
): number {
  let text = '';
  const differences: { readonly from: number; readonly to: number }[] = [];
  for (const part of parts) {
    const from = text.length;
    if (part.kind !== left) text += part.text;
    if (part.kind !== 'same' && /\S/.test(part.text)) differences.push({ from, to: text.length });
  }
  if (differences.length === 0) return 0;
  let next = 0;
  let count = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    const end = index + segment.trimEnd().length;
    while (next < differences.length && (differences[next]?.to ?? 0) <= index) next++;
    const difference = differences[next];
    // Words that are only in the other text count only if their place is inside this sentence, not before or after it.
    if (difference && difference.from < end) count++;
  }
  return count;
}
