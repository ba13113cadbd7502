/** How the headline of a page stands to the headline that the publication recorded for its source article. */
export type HeadlineAgreement = 'same' | 'edited' | 'different' | 'unknown';

/** Headlines under which a new story stands every day. */
const STANDING =
  /^(?:live(?: (?:updates?|blog|coverage|news))?|breaking(?: news)?|news in brief|today'?s? (?:headlines|news|papers)|morning briefing|weather(?: forecast)?|daily digest|letters to the editor|editorial|opinion|photos of the day|week in pictures|what to watch|horoscopes?|obituar(?:y|ies)|crossword)\b/i;

/** Letters that stand for whole words: Chinese, Japanese, Thai and the like are written without spaces. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = new RegExp(`${UNSPACED.source}|(?:(?!${UNSPACED.source})[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** What is left of unspaced scripts, marks and accents in plain ASCII. */
const ASCII_WORD = /[a-z0-9]+/g;

/**
 * Characters that nobody sees: zero-width spaces and joiners, marks of direction, byte order marks, variation
 * selectors, soft hyphens, fillers and the like (Unicode `Default_Ignorable_Code_Point`), format characters, and
 * control characters other than white space.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?![\s\u0085])\p{Cc}/gu;

/** A headline without the characters that nobody sees. */
function visible(headline: string): string {
  return /^[ -~]*$/.test(headline) ? headline : headline.replace(INVISIBLE, '');
}

/**
 * The words of a headline: compatibility forms, accents, case, quotes and punctuation folded, and only what can be
 * seen.
 */
export function headlineWords(headline: string): string[] {
  const short = visible(headline.slice(0, 4000)).slice(0, 1000);
  const isAscii = /^[ -~]*$/.test(short);
  return (
    (isAscii ? short : unaccented(short))
      .replace(/['’ʼ`´]/g, '')
      .toLowerCase()
      .match(isAscii ? ASCII_WORD : WORD) ?? []
  );
}

/** Compatibility forms and the accents of Latin letters folded; marks that make another letter of a letter stay. */
function unaccented(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC');
}

/**
 * What a headline is looked up by, so that two pages that carry the same one can be told related.
 *
 * @returns the folded words, or `undefined` where too many unrelated pages might share them: fewer than six words, or a
 *   standing headline ("Live updates …")
 */
export function headlineKey(headline: string): string | undefined {
  const words = headlineWords(headline);
  return words.length >= 6 && !STANDING.test(visible(headline).trim()) ? words.join(' ') : undefined;
}

/**
 * Compares what a page calls itself with a recorded headline. `different` is said only of headlines that share next to
 * nothing: editors rewrite headlines freely, and a match is worth more than a suspicion.
 *
 * @param own everything that the page calls itself, site names and all
 */
export function headlineAgreement(own: readonly string[], recorded: string | undefined): HeadlineAgreement {
  if (!recorded) return 'unknown';
  const wanted = headlineWords(recorded);
  const told = own.map(headlineWords).filter((words) => words.length >= 3);
  if (wanted.length < 3 || told.length === 0) return 'unknown';
  if (told.some((words) => contains(words, wanted) || contains(wanted, words))) return 'same';
  return Math.max(...told.map((words) => overlap(words, wanted))) >= 0.25 ? 'edited' : 'different';
}

/** Whether the one headline is the other with something before or behind it ("… | The Outlet"). */
function contains(words: readonly string[], part: readonly string[]): boolean {
  if (words.join(' ') === part.join(' ')) return true;
  return part.length >= 4 && ` ${words.join(' ')} `.includes(` ${part.join(' ')} `);
}

/**
 * Shared words in proportion to the shorter of the two headlines, 0–1; the commonest function words of headlines do
 * not count.
 */
function overlap(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [new Set(a.filter(isTelling)), new Set(b.filter(isTelling))];
  const smaller = Math.min(first.size, second.size);
  if (smaller === 0) return 1;
  return [...first].filter((word) => second.has(word)).length / smaller;
}

function isTelling(word: string): boolean {
  return word.length > 3 || UNSPACED.test(word) || /\p{N}/u.test(word);
}
