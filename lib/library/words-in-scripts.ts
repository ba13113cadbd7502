/** Words in scripts with and without spaces between words. */

/** A part of a text, given by its offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Characters that stand for a syllable or a word. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Returns the length of words (UTF-16 code units). A character of Chinese or Japanese counts as two. */
export function weightOf(words: string): number {
  return words.length + (words.match(DENSE)?.length ?? 0);
}

/** A span that begins or ends inside a word is extended to the whole word if fewer letters than this are missing. */
const MAX_WORD_REST = 12;
/** Scripts that put no spaces between words. Words in these scripts cannot be completed. */
const WITHOUT_SPACES = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('');
/** A character of a word, in any other script. */
const WORD = `(?:(?![${WITHOUT_SPACES}])[\\p{L}\\p{M}\\p{N}])`;
const WORD_END = new RegExp(`${WORD}*$`, 'u');
const WORD_START = new RegExp(`^${WORD}*`, 'u');
const INSIDE_WORD = new RegExp(`^${WORD}{2}$`, 'u');

/** Returns a span of a text extended to whole words, without white space at its ends. */
export function wholeWords(text: string, { start, end }: Span): Span {
  const first = WORD_END.exec(text.slice(Math.max(0, start - MAX_WORD_REST), start))?.[0] ?? '';
  const last = WORD_START.exec(text.slice(end, end + MAX_WORD_REST))?.[0] ?? '';
  const isInWord = (at: number): boolean => INSIDE_WORD.test(text.slice(at - 1, at + 1));
  let from = isInWord(start) && first.length < MAX_WORD_REST ? start - first.length : start;
  let to = isInWord(end) && last.length < MAX_WORD_REST ? end + last.length : end;
  // A vowel or tone sign belongs to the letter before it.
  while (to < text.length && /\p{M}/u.test(text[to] ?? '')) to++;
  while (from < to && /\s/.test(text[from] ?? '')) from++;
  while (from < to && /\s/.test(text[to - 1] ?? '')) to--;
  return { start: from, end: to };
}
