import { searchPlan, type WordLookup } from './query/plan.ts';
import type { Query } from './query/query.ts';
import { PhraseFinder, type TextSpan, WordFinder } from './query/word-finder.ts';
import type { SpellingCorrection } from './search.ts';

/**
 * Returns the matching parts of a text, in order and without overlaps. Whole words are marked, because a mark on a part
 * of a word would separate the joined letters of Arabic and Hindi.
 */
export type Marker = (text: string) => TextSpan[];

/** Maximum number of words to mark in a text, and of places to mark for each phrase. */
const MAX_PLACES = 2000;

/**
 * Returns a function that finds the matches of a query in texts.
 *
 * @param corrections the corrections in the answer to the query
 */
export function markerOf(query: Query, corrections: readonly SpellingCorrection[] = []): Marker {
  const wanted = searchPlan(query).filter(({ isNegated }) => !isNegated);
  const phrases = wanted.filter(({ isPhrase }) => isPhrase).flatMap(({ alternatives }) => alternatives);
  const words = wanted
    .filter(({ isPhrase }) => !isPhrase)
    .flatMap(({ alternatives }) => alternatives.flat())
    .flatMap((lookup) => [lookup, ...correctedLookups(lookup, corrections)]);
  const finders = [new WordFinder(words), ...phrases.map((lookups) => new PhraseFinder(lookups))];
  return (text) => {
    const places: TextSpan[] = [];
    for (const finder of finders) {
      const limit = places.length + MAX_PLACES;
      finder.eachPlace(text, (place) => places.push(place) >= limit);
    }
    return joined(places);
  };
}

function correctedLookups(lookup: WordLookup, corrections: readonly SpellingCorrection[]): WordLookup[] {
  return corrections.flatMap(({ word, instead }) =>
    lookup.forms.includes(word) ? [{ ...lookup, forms: instead }] : [],
  );
}

/** Returns the places in order. Joins places that touch or overlap. */
function joined(places: readonly TextSpan[]): TextSpan[] {
  const apart: TextSpan[] = [];
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && place.start <= last.end)
      apart[apart.length - 1] = { ...last, end: Math.max(last.end, place.end) };
    else apart.push(place);
  }
  return apart;
}

/** A part of a text for a row of the list, with its matches. */
export interface Excerpt {
  readonly text: string;
  readonly places: readonly TextSpan[];
  /** Whether text before or after the excerpt is left out. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** The largest share of an excerpt that may stand before its first match. */
const SHARE_BEFORE = 0.25;

/**
 * Returns the part of a text that has the most matches.
 *
 * @param texts the function uses the first text with a match
 * @param length approximate length of the excerpt (UTF-16 code units)
 * @returns `undefined` if no text has a match
 */
export function excerptOf(texts: readonly string[], mark: Marker, length: number): Excerpt | undefined {
  for (const text of texts) {
    const places = mark(text);
    const first = places[densest(places, length)];
    if (!first) continue;
    const start = wordStart(text, Math.max(0, first.start - Math.floor(length * SHARE_BEFORE)), first.start);
    const end = wordEnd(text, Math.min(text.length, Math.max(start + length, first.end)));
    const inside = places
      .filter((place) => place.start >= start && place.end <= end)
      .map((place) => ({ start: place.start - start, end: place.end - start }));
    return {
      text: text.slice(start, end),
      places: inside,
      isCutBefore: start > 0,
      isCutAfter: end < text.length,
    };
  }
  return undefined;
}

/**
 * Chooses the first match of an excerpt of `length`, so that the excerpt contains the most matches. Returns the
 * position of this match in `places`.
 */
function densest(places: readonly TextSpan[], length: number): number {
  let [best, most, last] = [0, 0, 0];
  for (let first = 0; first < places.length; first++) {
    const limit = (places[first]?.start ?? 0) + length * (1 - SHARE_BEFORE);
    while (last < places.length && (places[last]?.end ?? 0) <= limit) last++;
    if (last - first > most) [best, most] = [first, last - first];
  }
  return best;
}

/**
 * The largest distance by which an end of an excerpt is moved, so that the end does not cut a word (UTF-16 code units).
 */
const MAX_SHIFT = 20;

/**
 * Returns the start of a word that begins before `limit`, and less than `MAX_SHIFT` after `from`. Without such a word,
 * returns `from`, moved back to the start of its character.
 */
function wordStart(text: string, from: number, limit: number): number {
  if (from === 0) return 0;
  const space = text.slice(from - 1, Math.min(limit, from + MAX_SHIFT)).search(/\s\S/);
  if (space >= 0) return from + space;
  return atCharacter(text, from);
}

function wordEnd(text: string, to: number): number {
  if (to === text.length) return to;
  const part = text.slice(to - MAX_SHIFT, to + 1);
  const space = Math.max(part.lastIndexOf(' '), part.lastIndexOf('\n'));
  return space > 0 ? to - MAX_SHIFT + space : atCharacter(text, to);
}

/** Moves an offset back to the start of its character. */
function atCharacter(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && offset - at < MAX_SHIFT && /^[\p{M}\u{dc00}-\u{dfff}]/u.test(text.slice(at, at + 1))) at--;
  return at;
}
