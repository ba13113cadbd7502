/** How the headlines of a page compare with the headline that the publication recorded for its source article. */
export type HeadlineAgreement = 'same' | 'edited' | 'different' | 'unknown';

/** Matches headlines that an outlet reuses for new articles. */
const REUSED_HEADLINE = new RegExp(
  `^(?:${[
    "live(?: (?:updates?|blog|coverage|news))?|breaking(?: news)?|news in brief|today'?s? (?:headlines|news|papers)",
    'morning briefing|weather(?: forecast)?|daily digest|letters to the editor|editorial|opinion|photos of the day',
    'week in pictures|what to watch|horoscopes?|obituar(?:y|ies)|crossword',
  ].join('|')})\\b`,
  'i',
);

/** A headline with fewer words has no key, because unrelated pages may share it. */
const MIN_KEY_WORDS = 6;

/**
 * Matches a character of a script without spaces (Chinese, Japanese, Thai and others). Each of these characters counts
 * as a word.
 */
const UNSPACED = new RegExp(
  `[${['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
    .map((script) => `\\p{Script=${script}}`)
    .join('')}]`,
  'u',
);
const WORD = new RegExp(`${UNSPACED.source}|(?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** A faster form of `WORD` for ASCII texts, which have no unspaced scripts, marks or accents. */
const ASCII_WORD = /[a-z0-9]+/g;
const ASCII = /^[ -~]*$/;
const ASCII_APOSTROPHES = /['`]/g;
/** Matches everything between two words, except a single space. */
const BETWEEN_ASCII_WORDS = /[^a-z0-9]{2,}|[^a-z0-9 ]/g;

/**
 * Matches invisible characters: zero-width spaces and joiners, direction marks, byte order marks, variation selectors,
 * soft hyphens, fillers and the like (Unicode `Default_Ignorable_Code_Point`), format characters, and control
 * characters other than white space.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?![\s\u0085])\p{Cc}/gu;

/** Removes invisible characters from a headline. */
function visible(headline: string): string {
  return ASCII.test(headline) ? headline : headline.replace(INVISIBLE, '');
}

/**
 * Returns the words of a headline in a form for comparison: in lower case and Unicode NFKC, without accents on Latin
 * letters, apostrophes, punctuation and invisible characters. Only the first 1,000 visible characters count.
 */
export function headlineWords(headline: string): string[] {
  const short = visible(headline.slice(0, 4000)).slice(0, 1000);
  const isAscii = ASCII.test(short);
  return (
    (isAscii ? short : unaccented(short))
      .replace(/['’ʼ`´]/g, '')
      .toLowerCase()
      .match(isAscii ? ASCII_WORD : WORD) ?? []
  );
}

/**
 * Converts a text to Unicode NFKC without the accents of Latin letters. Keeps the marks of other scripts, because they
 * often make a different letter.
 */
function unaccented(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC');
}

/**
 * Returns the key that finds related pages: pages with the same headline have the same key.
 *
 * @returns the words of `headlineWords`, joined by spaces. `undefined` if unrelated pages may have the same words,
 *   because there are fewer than `MIN_KEY_WORDS` or they begin with words that outlets reuse ("Live updates")
 */
export function headlineKey(headline: string): string | undefined {
  if (ASCII.test(headline)) return asciiHeadlineKey(headline);
  const words = headlineWords(headline);
  return words.length >= MIN_KEY_WORDS && !REUSED_HEADLINE.test(visible(headline).trim())
    ? words.join(' ')
    : undefined;
}

/** Returns the key of an ASCII headline. Makes no list of the words, which saves more than half of the time. */
function asciiHeadlineKey(headline: string): string | undefined {
  const words = headline
    .slice(0, 1000)
    .toLowerCase()
    .replace(ASCII_APOSTROPHES, '')
    .replace(BETWEEN_ASCII_WORDS, ' ')
    .trim();
  return hasKeyWords(words) && !REUSED_HEADLINE.test(headline.trim()) ? words : undefined;
}

/** Whether a text has enough words for a key. Single spaces separate the words. */
function hasKeyWords(words: string): boolean {
  let at = 0;
  for (let count = 1; count < MIN_KEY_WORDS; count++) {
    at = words.indexOf(' ', at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/**
 * Compares the headlines of a page with a recorded headline. `different` means that they share less than a quarter of
 * their significant words. This limit is low, because editors rewrite headlines freely, and `different` would make a
 * correct match uncertain.
 *
 * @param headlines all headlines and titles of the page; they may contain the site's name
 * @param recorded the headline that the publication recorded
 * @returns `unknown` if either side has fewer than three words
 */
export function headlineAgreement(
  headlines: readonly string[],
  recorded: string | undefined,
): HeadlineAgreement {
  if (!recorded) return 'unknown';
  const recordedWords = headlineWords(recorded);
  const candidates = headlines.map(headlineWords).filter((words) => words.length >= 3);
  if (recordedWords.length < 3 || candidates.length === 0) return 'unknown';
  if (candidates.some((words) => contains(words, recordedWords) || contains(recordedWords, words)))
    return 'same';
  return Math.max(...candidates.map((words) => overlap(words, recordedWords))) >= 0.25
    ? 'edited'
    : 'different';
}

/**
 * Whether `words` equals `part`. If `part` has four or more words, `words` may have other words around them, such as
 * the name of the outlet.
 */
function contains(words: readonly string[], part: readonly string[]): boolean {
  if (words.join(' ') === part.join(' ')) return true;
  return part.length >= 4 && ` ${words.join(' ')} `.includes(` ${part.join(' ')} `);
}

/**
 * Returns the number of shared words, divided by the number of words of the shorter headline (0–1); 1 if a headline has
 * no word that counts. Words of up to three letters do not count, because most of them are function words. Words with
 * digits, and the characters of scripts without spaces, always count.
 */
function overlap(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [new Set(a.filter(isDistinctive)), new Set(b.filter(isDistinctive))];
  const smaller = Math.min(first.size, second.size);
  if (smaller === 0) return 1;
  return [...first].filter((word) => second.has(word)).length / smaller;
}

function isDistinctive(word: string): boolean {
  return word.length > 3 || UNSPACED.test(word) || /\p{N}/u.test(word);
}
