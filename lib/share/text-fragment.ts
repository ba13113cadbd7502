/**
 * Links to words on a page with text fragments (https://wicg.github.io/scroll-to-text-fragment/). A browser without
 * support for text fragments opens the page at its top.
 */

/** A passage of a text. */
export interface TextPassage {
  /** The blocks of the text, joined by "\n". No block contains "\n". */
  readonly text: string;
  /** The passage, as offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** The text that a browser searches for: `[prefix-,]start[,end][,-suffix]`. Each part lies within one block. */
interface Directive {
  readonly prefix?: string;
  readonly start: string;
  readonly end?: string;
  readonly suffix?: string;
}

/**
 * For a passage that is longer than this (UTF-16 code units) or spans several blocks, the address contains only the
 * first and last words of the passage.
 */
const MAX_WHOLE_LENGTH = 200;
/**
 * The numbers of words to try at the two ends of a long passage (`END_WORDS`), and around a passage (`CONTEXT_WORDS`).
 */
const END_WORDS = [4, 6, 9, 14, 20, 40];
const CONTEXT_WORDS = [0, 2, 4, 8, 16];

/**
 * Returns an address that shows a passage when it is opened. Browsers show the first match, so the address contains as
 * many words around the passage as are needed to make the passage the first match. If the text repeats even these
 * words, the address may lead to an earlier place with the same words.
 *
 * @param address address of the page; may have a fragment
 * @param language BCP 47 tag of the text, needed to find words in languages without spaces
 * @returns the address unchanged if the passage has no words
 */
export function textFragmentLink(address: string, passage: TextPassage, language?: string): string {
  const directive = directiveFor(passage, language);
  if (!directive) return address;
  const { prefix, start, end, suffix } = directive;
  const parts = [
    ...(prefix ? [`${encoded(prefix)}-`] : []),
    encoded(start),
    ...(end ? [encoded(end)] : []),
    ...(suffix ? [`-${encoded(suffix)}`] : []),
  ];
  return `${address}${address.includes('#') ? '' : '#'}:~:text=${parts.join(',')}`;
}

/**
 * Encodes words for a text directive, in which `-`, `,` and `&` are syntax. `encodeURIComponent` leaves the hyphen as
 * it is.
 */
function encoded(words: string): string {
  return encodeURIComponent(words.toWellFormed()).replaceAll('-', '%2D');
}

interface Word {
  readonly start: number;
  readonly end: number;
}

function directiveFor(
  { text, start, end }: TextPassage,
  language: string | undefined,
): Directive | undefined {
  const words = wordsOf(text, language);
  // Browsers find whole words only, so the passage grows to whole words.
  const first = words.findIndex((word) => word.end > start);
  const last = words.findLastIndex((word) => word.start < end);
  const [from, to] = [words[first], words[last]];
  if (!from || !to || last < first) return undefined;
  const before = blockAt(text, from.start);
  const after = blockAt(text, to.end);
  const isFirstInBlock = (words[first - 1]?.end ?? -1) <= before.start;
  const isLastInBlock = (words[last + 1]?.start ?? text.length + 1) >= after.end;
  // If the passage starts with the first word of a block, include the punctuation before this word. If it ends with the
  // last word of a block, include the punctuation after this word.
  const target = {
    start: isFirstInBlock ? before.start : from.start,
    end: isLastInBlock ? after.end : to.end,
  };
  const inside = words.slice(first, last + 1);
  const counts = endCounts(text.slice(target.start, target.end), inside.length);
  const folded = fold(text);
  let directive: Directive | undefined;
  for (const around of CONTEXT_WORDS) {
    const context = {
      prefix: prefixOf(text, words.slice(Math.max(0, first - around), first), target.start),
      suffix: suffixOf(text, words.slice(last + 1, last + 1 + around), target.end),
    };
    for (const count of counts) {
      directive = { ...context, ...endsOf(text, inside, target, count) };
      const found = findDirective(folded, folding(directive));
      if (found?.start === target.start && found.end === target.end) return directive;
    }
  }
  return directive;
}

/** Returns the numbers of words to try at each end of a passage; 0 for the whole passage. */
function endCounts(passage: string, words: number): readonly number[] {
  if (passage.includes('\n')) return END_WORDS;
  if (passage.length <= MAX_WHOLE_LENGTH || words < 2) return [0];
  return [...END_WORDS.filter((count) => count * 2 <= words), Math.floor(words / 2)];
}

/**
 * Returns the first `count` words of a passage as `start`, and the last `count` words as `end`. Shortens `start` to the
 * block in which the passage begins, and `end` to the block in which it ends. If `count` is 0, returns the whole
 * passage as `start`.
 */
function endsOf(
  text: string,
  words: readonly Word[],
  target: Word,
  count: number,
): Pick<Directive, 'start' | 'end'> {
  if (count === 0) return { start: text.slice(target.start, target.end) };
  const firstBlockEnd = blockAt(text, target.start).end;
  const lastBlockStart = blockAt(text, target.end).start;
  const opening = words.slice(0, count).findLast(({ end }) => end <= firstBlockEnd);
  const closing = words.slice(-count).find(({ start }) => start >= lastBlockStart);
  return {
    start: text.slice(target.start, opening?.end ?? firstBlockEnd),
    end: text.slice(closing?.start ?? lastBlockStart, target.end),
  };
}

/**
 * Returns the words before a passage, with the punctuation between them. Leaves out words that are in another block
 * than the last of these words.
 *
 * @param words the words before the passage
 * @param start offset of the passage
 */
function prefixOf(text: string, words: readonly Word[], start: number): string | undefined {
  const nearest = words.at(-1);
  if (!nearest) return undefined;
  const block = blockAt(text, nearest.end);
  const first = words.find((word) => word.start >= block.start);
  return first && text.slice(first.start, Math.min(start, block.end)).trimEnd();
}

/**
 * Returns the words after a passage, with the punctuation between them. Leaves out words that are in another block than
 * the first of these words.
 *
 * @param words the words after the passage
 * @param end offset of the end of the passage
 */
function suffixOf(text: string, words: readonly Word[], end: number): string | undefined {
  const [nearest] = words;
  if (!nearest) return undefined;
  const block = blockAt(text, nearest.start);
  const last = words.findLast((word) => word.end <= block.end);
  return last && text.slice(Math.max(end, block.start), last.end).trimStart();
}

/** Returns the block around an offset, without white space at its ends. */
function blockAt(text: string, offset: number): Word {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const block = text.slice(start, next < 0 ? text.length : next);
  const trimmed = start + block.length - block.trimStart().length;
  return { start: trimmed, end: trimmed + block.trim().length };
}

function wordsOf(text: string, language: string | undefined): Word[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return [...segmenter.segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}

/**
 * Finds the first match of a directive as browsers do
 * (https://wicg.github.io/scroll-to-text-fragment/#find-a-range-from-a-text-directive). Unlike browsers, also matches
 * parts of words, so that no browser finds an earlier match.
 */
function findDirective(text: string, { prefix, start, end, suffix }: Directive): Word | undefined {
  const isFollowed = (at: number): boolean =>
    suffix === undefined || text.startsWith(suffix, skipSpace(text, at));
  for (let from = 0; ; ) {
    const at = text.indexOf(prefix ?? start, from);
    if (at < 0) return undefined;
    from = at + 1;
    const opening = prefix === undefined ? at : skipSpace(text, at + prefix.length);
    if (!text.startsWith(start, opening)) continue;
    let closing = opening + start.length;
    if (end === undefined && isFollowed(closing)) return { start: opening, end: closing };
    while (end !== undefined) {
      const next = text.indexOf(end, closing);
      if (next < 0) return undefined;
      if (isFollowed(next + end.length)) return { start: opening, end: next + end.length };
      closing = next + 1;
    }
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

function folding({ prefix, start, end, suffix }: Directive): Directive {
  return {
    start: fold(start),
    ...(prefix ? { prefix: fold(prefix) } : {}),
    ...(end ? { end: fold(end) } : {}),
    ...(suffix ? { suffix: fold(suffix) } : {}),
  };
}

/** Returns the text without case and accents, which browsers ignore when they search. Keeps all offsets. */
function fold(text: string): string {
  return text.replace(/[A-Z\u0080-\u30ff]/g, (unit) => {
    const [base = unit] = unit.normalize('NFD');
    const lower = base.toLowerCase();
    return lower.length === 1 ? lower : unit;
  });
}
