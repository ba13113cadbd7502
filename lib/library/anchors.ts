import search from 'approx-string-match';
import type { AnalysisText } from '../analysis/analysis.ts';
import { sectionText } from '../analysis/section-text.ts';
import type { Highlight } from '../db/records.ts';
import { ENDS_CLAUSE, ENDS_SENTENCE, FIRST_END, LAST_END } from './sentence-ends.ts';
import { type Span, weightOf, wholeWords } from './words-in-scripts.ts';

/**
 * Finds the passages of highlights in a text. The offsets of a passage are valid in the version in which the reader
 * marked it. In another version, this code looks for the words of the passage, as in the quote selector of the Web
 * Annotation Data Model (https://www.w3.org/TR/annotation-model/#text-quote-selector). Unless the passage is long and
 * occurs only once, the words around it must confirm the place: a missing highlight is better than a wrong highlight.
 */

/** The place of a passage: its first and last section (-1 is the summary), and the offsets in their plain texts. */
export type PassagePlace = Pick<Highlight, 'section' | 'start' | 'endSection' | 'end'>;

/** The summary and the plain texts of the sections, as one text. */
export interface MarkableText {
  /** The texts, joined by line feeds. */
  readonly whole: string;
  /** The offsets in `whole` at which the summary and each section start. The summary is first. */
  readonly starts: readonly number[];
}

/** Number of characters before and after a passage that are stored with it. */
const CONTEXT = 32;
/** Maximum number of characters in which a passage may differ from the marked words. */
const MAX_ERRORS = 256;
/** A passage shorter than this may differ in at most a quarter of its characters, a longer passage in half of them. */
const SHORT = 32;
/** If this many characters beside a passage occur only once in the text, they confirm its place. */
const PROOF = 12;
/** A whole sentence of at least this weight (`weightOf`) is unlikely to occur twice. */
const LONG_SENTENCE = 30;
/** A passage of at least this weight (`weightOf`) is unlikely to occur twice, even if it is not a whole sentence. */
const LONG_PASSAGE = 80;
/** If the surrounding words match on one side only, a passage may differ in at most this share of its characters. */
const MAX_UNSURE_ERRORS = 0.13;
/** Maximum number of occurrences of the same words that are compared. */
const MAX_CANDIDATES = 200;

/** Joins a summary and the plain texts of sections. */
export function textOfParts(summary: string | undefined, sections: readonly string[]): MarkableText {
  const parts = [summary ?? '', ...sections];
  const starts: number[] = [];
  let at = 0;
  for (const part of parts) {
    starts.push(at);
    at += part.length + 1;
  }
  return { whole: parts.join('\n'), starts };
}

/** Returns the text of an analysis that readers can mark. */
export function textOfAnalysis(summary: string | undefined, { sections }: AnalysisText): MarkableText {
  return textOfParts(
    summary,
    sections.map(({ blocks }) => sectionText(blocks)),
  );
}

/** Returns the words of a passage, and up to 32 characters before and after it. */
export function quoteOf(
  text: MarkableText,
  place: PassagePlace,
): Pick<Highlight, 'exact' | 'prefix' | 'suffix'> {
  const { start, end } = spanOf(text, place);
  return {
    exact: text.whole.slice(start, end),
    prefix: text.whole.slice(Math.max(0, start - CONTEXT), start),
    suffix: text.whole.slice(end, end + CONTEXT),
  };
}

/**
 * Finds the passage of a highlight in a text.
 *
 * @returns `undefined` if the text no longer contains the passage, or if its place is not certain
 */
export function findPassage(highlight: Highlight, text: MarkableText): PassagePlace | undefined {
  const { section, start, endSection, end } = highlight;
  const own = { section, start, endSection, end };
  const span = spanOf(text, own);
  if (isAt(span, highlight, text)) return own;
  const found = findQuote(highlight, text, span.start);
  return found && passagePlace(text, found);
}

/** Whether the words of a quote are at a place, between the stored words before and after the quote. */
function isAt({ start, end }: Span, { exact, prefix, suffix }: Quote, { whole }: MarkableText): boolean {
  const isWhole = end - start === exact.length && start >= prefix.length;
  return isWhole && whole.startsWith(prefix + exact + suffix, start - prefix.length);
}

/** Converts the place of a passage to offsets in `text.whole`. */
export function spanOf({ starts }: MarkableText, { section, start, endSection, end }: PassagePlace): Span {
  return { start: (starts[section + 1] ?? 0) + start, end: (starts[endSection + 1] ?? 0) + end };
}

/** Converts offsets in `text.whole` to sections and offsets. */
export function passagePlace({ starts }: MarkableText, { start, end }: Span): PassagePlace {
  const first = starts.findLastIndex((at) => at <= start);
  const last = starts.findLastIndex((at) => at < end);
  return {
    section: first - 1,
    start: start - (starts[first] ?? 0),
    endSection: last - 1,
    end: end - (starts[last] ?? 0),
  };
}

type Quote = Pick<Highlight, 'exact' | 'prefix' | 'suffix'>;

/** A place that may contain the marked passage. */
interface Candidate extends Span {
  readonly errors: number;
  readonly before: Side;
  readonly after: Side;
}

/** The agreement between the text on one side of a place and the words stored for that side. */
interface Side {
  /** Number of characters that agree. */
  readonly agreed: number;
  /** The weight (`weightOf`) of the agreeing characters that belong to the sentence of the passage. */
  readonly weight: number;
  /** Whether all characters of the passage's sentence that are stored for this side agree. */
  readonly isWhole: boolean;
  /** Whether `isWhole` is true, and the stored characters reach beyond the passage's sentence. */
  readonly isComplete: boolean;
  /**
   * Whether all agreeing characters together occur only once in the text, and those of the neighbouring sentence have
   * at least the weight `PROOF`.
   */
  readonly hasNeighbour: boolean;
  /**
   * Whether `hasNeighbour` is true, or all stored characters agree, have at least the weight `PROOF`, and occur only
   * once in the text.
   */
  readonly isProof: boolean;
}

/**
 * Finds a quote by its words, in another version of the text.
 *
 * @param near offset of the passage in the version in which it was marked
 * @returns `undefined` if no place is certain
 */
function findQuote(stored: Quote, { whole }: MarkableText, near: number): Span | undefined {
  // Read line feeds as spaces, so that a passage is found even if its paragraph was split or joined.
  const text = spaced(whole);
  const quote = { exact: spaced(stored.exact), prefix: spaced(stored.prefix), suffix: spaced(stored.suffix) };
  if (quote.exact.trim() === '') return undefined;
  const same = occurrences(text, quote.exact).map((start) =>
    candidateAt(text, quote, { start, end: start + quote.exact.length }),
  );
  const [only, ...others] = same;
  if (only && others.length === 0 && identifiesItself(only, quote.exact)) return only;
  const ofWholeSentence = same.filter(isOfWholeSentence);
  if (ofWholeSentence.length === 1 && ofWholeSentence.every((one) => identifiesItself(one, quote.exact)))
    return ofWholeSentence[0];
  return best(same.filter(isCertain), near) ?? best(changedPassages(text, quote), near);
}

function spaced(text: string): string {
  return text.replaceAll('\n', ' ');
}

/** Whether a passage has enough words to be identified by them alone, even if it was moved. */
function identifiesItself({ before, after }: Candidate, exact: string): boolean {
  if (weightOf(exact) >= LONG_PASSAGE) return true;
  const isSentence = before.isWhole && (after.isWhole || ENDS_SENTENCE.test(exact.trimEnd()));
  return isSentence && weightOf(exact) + before.weight + after.weight >= LONG_SENTENCE;
}

/** Whether all characters of the passage's sentence before and after the passage were stored, and agree. */
function isOfWholeSentence({ before, after }: Candidate): boolean {
  return before.isComplete && after.isComplete;
}

/**
 * Whether the words beside a place prove that the passage belongs there. Sentences that differ in a few words may have
 * the same words beside a passage. So either the whole sentence or the neighbouring sentence must agree.
 */
function isCertain(candidate: Candidate): boolean {
  const { before, after } = candidate;
  return hasNeighbour(candidate) || (before.isWhole && after.isWhole && (before.isProof || after.isProof));
}

function hasNeighbour({ before, after }: Candidate): boolean {
  return before.hasNeighbour || after.hasNeighbour;
}

/**
 * Returns the best candidate. Prefers a candidate whose own sentence agrees. Among equal candidates, prefers more
 * matching characters beside the place, then fewer errors, then a smaller distance from `near`.
 */
function best(candidates: readonly Candidate[], near: number): Span | undefined {
  const isWhole = ({ before, after }: Candidate): number => Number(before.isWhole && after.isWhole);
  const context = ({ before, after }: Candidate): number => before.agreed + after.agreed;
  const distance = ({ start }: Candidate): number => Math.abs(start - near);
  const [first] = candidates.toSorted(
    (a, b) =>
      isWhole(b) - isWhole(a) || context(b) - context(a) || a.errors - b.errors || distance(a) - distance(b),
  );
  return first;
}

/** Returns the offsets at which words occur in a text. */
function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  let at = text.indexOf(words);
  while (at >= 0 && found.length < MAX_CANDIDATES) {
    found.push(at);
    at = text.indexOf(words, at + 1);
  }
  return found;
}

function candidateAt(text: string, quote: Quote, { start, end }: Span, errors = 0): Candidate {
  const { exact, prefix, suffix } = quote;
  let before = 0;
  while (before < prefix.length && text[start - 1 - before] === prefix.at(-1 - before)) before++;
  let after = 0;
  while (after < suffix.length && text[end + after] === suffix[after]) after++;
  const begin = LAST_END.exec(prefix);
  const beginning = begin ? prefix.length - begin.index - begin[0].length : prefix.length;
  const isEnd = ENDS_CLAUSE.test(exact + suffix.slice(0, 1));
  const ending = isEnd ? 0 : (FIRST_END.exec(suffix)?.index ?? suffix.length);
  const side = (words: string, length: number, ofSentence: number, isBefore: boolean): Side => {
    const own = Math.min(words.length, ofSentence);
    const neighbour = isBefore ? words.slice(0, words.length - own) : words.slice(own);
    const isUnique = weightOf(words) >= PROOF && text.indexOf(words) === text.lastIndexOf(words);
    const hasNeighbour = isUnique && weightOf(neighbour) >= PROOF;
    return {
      agreed: words.length,
      weight: weightOf(words) - weightOf(neighbour),
      isWhole: words.length >= ofSentence,
      isComplete: words.length >= ofSentence && ofSentence < length,
      hasNeighbour,
      isProof: hasNeighbour || (isUnique && words.length === length),
    };
  };
  return {
    start,
    end,
    errors,
    before: side(text.slice(start - before, start), prefix.length, beginning, true),
    after: side(text.slice(end, end + after), suffix.length, ending, false),
  };
}

/**
 * Returns passages that differ from the marked words. Such a passage is between the words that are stored for its two
 * sides, or next to the words of one side.
 */
function changedPassages(text: string, quote: Quote): Candidate[] {
  const { exact, prefix, suffix } = quote;
  const limit = Math.min(MAX_ERRORS, Math.floor(exact.length / (exact.length < SHORT ? 4 : 2)));
  const unsure = Math.floor(Math.min(limit, exact.length * MAX_UNSURE_ERRORS));
  const before = prefix.slice(-PROOF);
  const after = suffix.slice(0, PROOF);
  const starts = before.length < PROOF ? [] : occurrences(text, before).map((at) => at + PROOF);
  const ends = after.length < PROOF ? [] : occurrences(text, after);
  const reach = exact.length + limit;
  const candidate = ({ start, end }: Span, errors: number): Candidate =>
    candidateAt(text, quote, wholeWords(text, { start, end }), errors);

  const between = starts.flatMap((start) => {
    const end = ends.find((one) => one > start && one - start <= reach);
    const [found] = end === undefined ? [] : search(text.slice(start, end), exact, limit);
    if (end === undefined || !found) return [];
    // If at least `PROOF` characters come before or after the found words, leave these characters out: they were
    // inserted.
    const from = found.start < PROOF ? start : start + found.start;
    const to = end - start - found.end < PROOF ? end : start + found.end;
    return [candidate({ start: from, end: to }, found.errors)];
  });
  const certain = between.filter(hasNeighbour);
  if (certain.length > 0) return certain;

  const following = starts.flatMap((start) =>
    search(text.slice(start, start + reach), exact, unsure)
      .filter((found) => found.start <= 1)
      .map((found) => candidate({ start, end: start + found.end }, found.errors)),
  );
  const preceding = ends.flatMap((end) => {
    const from = Math.max(0, end - reach);
    return search(text.slice(from, end), exact, unsure)
      .filter((found) => end - from - found.end <= 1)
      .map((found) => candidate({ start: from + found.start, end }, found.errors));
  });
  // Found words that include the words stored for a side are the neighbouring sentence, not the passage.
  const isNeighbour = ({ start, end }: Span): boolean =>
    [before, after].some((words) => words !== '' && text.slice(start, end).includes(words));
  return [...following, ...preceding].filter((one) => hasNeighbour(one) && !isNeighbour(one));
}
