/** A part of a text, as offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Matches a text that ends in initials ("J.", "the U.S.") or in a common abbreviation ("Dr.", "vs."). The period after
 * these does not end a sentence, but the rules of Unicode do not know abbreviations
 * (https://www.unicode.org/reports/tr29/#Sentence_Boundaries).
 */
const ABBREVIATED =
  /(?:^|[\s(“"'‘])(?:(?:\p{Lu}\.)+|(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Gov|Sen|Rep|Lt|Sgt|No|vs)\.)\s*$/u;

/**
 * Divides a block of text into its sentences, in order, without the white space between them. Leaves out sentences
 * without a letter or digit, which a voice cannot say.
 *
 * @param language BCP 47 tag of the text
 */
export function sentencesOf(text: string, language: string | undefined): Span[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  const whole: Span[] = [];
  let start: number | undefined;
  for (const { index, segment } of segmenter.segment(text)) {
    start ??= index;
    const end = index + segment.length;
    if (end < text.length && ABBREVIATED.test(text.slice(start, end))) continue;
    whole.push(trimmed(text, start, end));
    start = undefined;
  }
  return whole.filter((sentence) => /[\p{L}\p{N}]/u.test(text.slice(sentence.start, sentence.end)));
}

/**
 * Divides a text into its words, in order, without the white space and punctuation between them. Texts in Chinese and
 * Thai are divided too, although these scripts have no spaces between words.
 *
 * @param language BCP 47 tag of the text
 */
export function wordSpans(text: string, language: string | undefined): Span[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  // Do not use `isWordLike`: in Firefox 153, it is `false` for Burmese words.
  return [...segmenter.segment(text)]
    .filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment))
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

function trimmed(text: string, start: number, end: number): Span {
  const words = text.slice(start, end);
  return { start: start + words.length - words.trimStart().length, end: start + words.trimEnd().length };
}

/**
 * Divides a sentence into parts of at most `limit` UTF-16 code units: after punctuation if there is any, otherwise
 * between words, or inside a word that is longer than `limit`. The joined parts equal the sentence.
 */
export function sentenceParts(sentence: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = sentence;
  while (rest.length > limit) {
    const at = breakBefore(rest, limit);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return rest === '' ? parts : [...parts, rest];
}

/**
 * Returns the offset, at most `limit`, at which a voice may pause: after the last punctuation mark or, if there is
 * none, after the last white space. If there is neither, returns `limit`, or one less to keep a surrogate pair
 * together.
 */
function breakBefore(text: string, limit: number): number {
  const head = text.slice(0, limit);
  for (const ends of [/[,;:،؛、，；：–—][”’"')\]]?\s*/g, /\s+/g]) {
    const last = [...head.matchAll(ends)].at(-1);
    if (last && last.index > 0) return last.index + last[0].length;
  }
  return /[\ud800-\udbff]$/.test(head) && limit > 1 ? limit - 1 : limit;
}
