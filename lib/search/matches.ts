import { PhraseFinder, type Place, WordFinder } from './query/places.ts';
import { type Lookup, wantedBy } from './query/plan.ts';
import type { Query } from './query/query.ts';
import type { Correction } from './search.ts';

/**
 * Returns the parts of a text that match, in order and apart from each other. Words are marked whole: marking a part of
 * one would break the letters of Arabic and Hindi apart.
 */
export type Marker = (text: string) => Place[];

/** So many words of a text are marked, and so many places of each phrase. */
const MAX_PLACES = 2000;

/**
 * Returns a function that finds the matches of a query in texts.
 *
 * @param corrections of the answer to the query
 */
export function markerOf(query: Query, corrections: readonly Correction[] = []): Marker {
  const wanted = wantedBy(query).filter(({ isNegated }) => !isNegated);
  const phrases = wanted.filter(({ isPhrase }) => isPhrase).flatMap(({ alternatives }) => alternatives);
  const words = wanted
    .filter(({ isPhrase }) => !isPhrase)
    .flatMap(({ alternatives }) => alternatives.flat())
    .flatMap((lookup) => [lookup, ...correctedLookups(lookup, corrections)]);
  const finders = [new WordFinder(words), ...phrases.map((lookups) => new PhraseFinder(lookups))];
  return (text) => {
    const places: Place[] = [];
    for (const finder of finders) {
      const limit = places.length + MAX_PLACES;
      finder.eachPlace(text, (place) => places.push(place) >= limit);
    }
    return joined(places);
  };
}

function correctedLookups(lookup: Lookup, corrections: readonly Correction[]): Lookup[] {
  return corrections.flatMap(({ word, instead }) =>
    lookup.forms.includes(word) ? [{ ...lookup, forms: instead }] : [],
  );
}

/** The places in order. Those that touch or overlap become one. */
function joined(places: readonly Place[]): Place[] {
  const apart: Place[] = [];
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1);
    if (last && place.start <= last.end)
      apart[apart.length - 1] = { ...last, end: Math.max(last.end, place.end) };
    else apart.push(place);
  }
  return apart;
}

/** A part of a text for a row of the list, and the matches in it. */
export interface Excerpt {
  readonly text: string;
  readonly places: readonly Place[];
  /** Whether the text goes on before or after the excerpt. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** How much of an excerpt may stand before its first match. */
const SHARE_BEFORE = 0.25;

/**
 * Returns the part of a text in which most matches stand together.
 *
 * @param texts the first one with a match is used
 * @param length about how long the excerpt is, in UTF-16 code units
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

/** The match after which most others follow within `length`. */
function densest(places: readonly Place[], length: number): number {
  let [best, most, last] = [0, 0, 0];
  for (let first = 0; first < places.length; first++) {
    const limit = (places[first]?.start ?? 0) + length * (1 - SHARE_BEFORE);
    while (last < places.length && (places[last]?.end ?? 0) <= limit) last++;
    if (last - first > most) [best, most] = [first, last - first];
  }
  return best;
}

/** How far an excerpt may move to begin and end between words. */
const MAX_SHIFT = 20;

/** The start of the next word, or an offset that is not within a character. */
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

/** Moves an offset back to the start of the character that it is in. */
function atCharacter(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && offset - at < MAX_SHIFT && /^[\p{M}\u{dc00}-\u{dfff}]/u.test(text.slice(at, at + 1))) at--;
  return at;
}
