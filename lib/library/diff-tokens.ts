/**
 * Divides texts into words and the characters between them, for comparisons. A word is a run of letters, marks and
 * digits. A single apostrophe, hyphen, point or comma between two letters or digits belongs to the word. In scripts
 * without spaces between words, each character counts as a word.
 */

const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar'];
const SINGLE = `[${SCRIPTS.map((script) => `\\p{Script=${script}}`).join('')}]\\p{M}*`;
/** Matches a word, for example "can't", "3.5" and "9-year-old". */
const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.,\-‐‑][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*`;
const TOKEN = new RegExp(`${SINGLE}|(?:(?!${SINGLE})${WORD})|\\s+|.`, 'gsu');
const IS_WORD = /[\p{L}\p{N}]/u;

/** Returns the tokens of a text, in order. Joined, they form the text again. */
export function splitTokens(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

/** Returns the words of a text, in order, without the characters between them. */
export function splitWords(text: string): string[] {
  return splitTokens(text).filter((token) => IS_WORD.test(token));
}

export function wordCount(text: string): number {
  return splitWords(text).length;
}
