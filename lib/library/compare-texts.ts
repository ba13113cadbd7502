import { diffArrays } from 'diff';
import type { Section } from '../analysis/analysis.ts';
import { sectionText } from '../analysis/section-text.ts';
import { splitTokens, splitWords, wordCount } from './diff-tokens.ts';

/** A run of words that is in both texts, or in only one of them. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** The comparison of one section: whether it is the same, changed, added, removed or moved, and its text. */
export interface SectionChange {
  readonly heading: string;
  /** The heading in the old text; set only if it differs from `heading`. */
  readonly formerHeading?: string;
  /** `moved` means that the words are the same, but the section is at another position. */
  readonly kind: 'same' | 'changed' | 'added' | 'removed' | 'moved';
  /** Set if a changed section is also at another position. */
  readonly isMoved?: true;
  /** The text of the section, with line feeds between paragraphs. */
  readonly parts: readonly DiffPart[];
}

export interface TextChanges {
  /**
   * The sections of the new text in their order. Each removed section follows the section that preceded it in the old
   * text.
   */
  readonly sections: readonly SectionChange[];
  /** Numbers of words that were added and removed. */
  readonly added: number;
  readonly removed: number;
  /** Number of words in the new text. */
  readonly total: number;
}

/**
 * If a comparison finds more added and removed words and spaces than this in a section, the whole section counts as
 * replaced, because the comparison would take too long.
 */
const MAX_DIFFERENCES = 1_500;
/**
 * If a comparison would replace a larger share of the shorter text's words and spaces, the whole text counts as
 * replaced: the reader could not follow a comparison that keeps only a few old words. Spaces are about half of these
 * tokens and rarely differ, so 0.4 means that about four in five words are replaced.
 */
const MAX_SHARE = 0.4;
/**
 * `MAX_SHARE` does not apply if the shorter text has at most this many words and spaces, like most headlines and
 * paragraphs.
 */
const SHORT = 100;

/** Sections in the same place with different headings are paired if they share at least this part of their words. */
const SAME_SECTION = 0.5;

/**
 * Compares two versions of an analysis section by section, and the texts of paired sections word by word. Sections are
 * paired if they have the same heading, or if they stand in the same place and share at least half of their words.
 */
export function compareTexts(before: readonly Section[], after: readonly Section[]): TextChanges {
  const pairs = pairSections(before, after);
  const moved = movedSections(before, pairs);
  const sections = pairs.map(({ old, next }): SectionChange => {
    const parts = compareWords(old ? sectionText(old.blocks) : '', next ? sectionText(next.blocks) : '');
    const heading = (next ?? old)?.heading ?? '';
    if (!next) return { heading, kind: 'removed', parts };
    if (!old) return { heading, kind: 'added', parts };
    const change = {
      kind: 'changed',
      ...(moved.has(next) ? { isMoved: true as const } : {}),
      parts,
    } as const;
    if (old.heading !== heading) return { heading, formerHeading: old.heading, ...change };
    if (parts.some(({ kind }) => kind !== 'same')) return { heading, ...change };
    return { heading, kind: moved.has(next) ? 'moved' : 'same', parts };
  });
  const count = (wanted: DiffPart['kind']): number =>
    sections.flatMap(({ parts }) => parts.filter(({ kind }) => kind === wanted)).reduce(addWords, 0);
  const added = count('added');
  return { sections, added, removed: count('removed'), total: added + count('same') };
}

function addWords(sum: number, { text }: DiffPart): number {
  return sum + wordCount(text);
}

interface Pair {
  readonly old: Section | undefined;
  readonly next: Section | undefined;
}

/**
 * Pairs sections with the same heading. If several sections have the same heading, pairs the first of each text, then
 * the second of each text, and so on. Then pairs sections with different headings if they stand in the same place and
 * share enough words (`SAME_SECTION`).
 */
function pairSections(before: readonly Section[], after: readonly Section[]): Pair[] {
  const left = [...before];
  const partner = new Map<Section, Section>();
  const pair = (next: Section, isSame: (old: Section) => boolean): void => {
    const at = left.findIndex(isSame);
    if (at >= 0) partner.set(next, left.splice(at, 1)[0] as Section);
  };
  for (const next of after) pair(next, ({ heading }) => heading === next.heading);
  for (const [n, next] of after.entries()) {
    if (partner.has(next)) continue;
    const previous = after[n - 1];
    const place = previous === undefined ? 0 : before.indexOf(partner.get(previous) as Section) + 1;
    pair(next, (old) => before.indexOf(old) === place && shareWords(old, next) >= SAME_SECTION);
  }
  const pairs: Pair[] = after.map((next) => ({ old: partner.get(next), next }));
  for (const old of left) {
    const previous = before[before.indexOf(old) - 1];
    const at = pairs.findIndex((pair) => pair.old === previous && previous !== undefined);
    pairs.splice(at + 1, 0, { old, next: undefined });
  }
  return pairs;
}

/** Returns the share of the longer section's words that the other section contains too. */
function shareWords(a: Section, b: Section): number {
  const [own, other] = [a, b].map(({ blocks }) => splitWords(sectionText(blocks))) as [string[], string[]];
  const left = new Map<string, number>();
  for (const word of own) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of other) {
    const number = left.get(word) ?? 0;
    if (number === 0) continue;
    left.set(word, number - 1);
    shared++;
  }
  return shared / Math.max(1, own.length, other.length);
}

/**
 * Returns the sections of the new text that were moved. Of the sections in both texts, the largest group that is still
 * in the old order counts as not moved.
 */
function movedSections(before: readonly Section[], pairs: readonly Pair[]): ReadonlySet<Section> {
  const kept = pairs.flatMap(({ old, next }) => (old && next ? [{ old, next }] : []));
  const inOrder = longestRise(kept.map(({ old }) => before.indexOf(old)));
  return new Set(kept.flatMap(({ next }, n) => (inOrder.has(n) ? [] : [next])));
}

/** Returns the indexes of a longest subsequence of increasing numbers. */
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const best = numbers.map((): { readonly length: number; readonly before: number } => ({
    length: 1,
    before: -1,
  }));
  for (const [n, number] of numbers.entries())
    for (let m = 0; m < n; m++)
      if ((numbers[m] as number) < number && (best[m]?.length ?? 0) + 1 > (best[n]?.length ?? 0))
        best[n] = { length: (best[m]?.length ?? 0) + 1, before: m };
  let at = best.reduce((top, { length }, n) => (length > (best[top]?.length ?? 0) ? n : top), 0);
  const found = new Set<number>();
  while (at >= 0 && at < best.length) {
    found.add(at);
    at = best[at]?.before ?? -1;
  }
  return found;
}

/** Returns the differences between two texts, word by word. All parts that are not `removed` form the new text. */
export function compareWords(before: string, after: string): DiffPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const [old, next] = [splitTokens(before), splitTokens(after)];
  const found = diffArrays(old, next, { maxEditLength: maxDifferences(old.length, next.length) });
  if (!found)
    return [
      ...(before === '' ? [] : [{ kind: 'removed', text: before } as const]),
      ...(after === '' ? [] : [{ kind: 'added', text: after } as const]),
    ];
  return found.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

/**
 * Returns the number of added and removed tokens after which the comparison of two texts stops, at most
 * `MAX_DIFFERENCES`. If one text is longer, its additional tokens raise this number.
 *
 * @param old number of tokens in the old text
 * @param next number of tokens in the new text
 */
function maxDifferences(old: number, next: number): number {
  const shorter = Math.min(old, next);
  if (shorter <= SHORT) return MAX_DIFFERENCES;
  return Math.min(MAX_DIFFERENCES, Math.abs(old - next) + MAX_SHARE * 2 * shorter);
}
