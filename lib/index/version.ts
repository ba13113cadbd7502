import { hash32 } from './byte-packing.ts';
import { type Card, timeOf } from './card.ts';

/**
 * Names the version of an analysis, so that a text can be stored with the version that it belongs to: `updated`, else
 * a hash of what the authors of the analysis wrote in its card. A correction without a new date nearly always changes
 * one of these fields. Lens, topics and addresses are left out: a publication that renames its topics or moves its
 * files has corrected nothing, and would make every text on the device look old.
 */
export function cardVersion(card: Card): string {
  if (card.updated !== undefined) return card.updated;
  const { headline, summary, type, published, readMinutes, outlet, sourceHeadline, sources } = card;
  const written = [headline, summary, type, published, readMinutes, outlet, sourceHeadline];
  return `#${hash32(JSON.stringify([...written, sources.map(({ url }) => url)])).toString(36)}`;
}

/** The day that a text is from, in words for the reader: when its version was updated or published. */
export function versionDate(card: Card): string {
  return card.updated ?? card.published;
}

/**
 * Whether a text may stand under a card: it belongs to the card's version, or to a later one.
 *
 * @param version `cardVersion` of the card that the text came with
 */
export function isCurrent(version: string, card: Card): boolean {
  if (version === cardVersion(card)) return true;
  if (isUndated(version)) return false;
  return card.updated === undefined || !isEarlier(version, card.updated);
}

/**
 * Whether one version is certainly later than another. A version without a date is later only if the index has it.
 *
 * @param listed the card that the index has now
 */
export function isLater(version: string, than: string, listed: Card | undefined): boolean {
  if (version === than) return false;
  const current = listed && cardVersion(listed);
  if (isUndated(version)) return version === current;
  return isUndated(than) ? than !== current : isEarlier(than, version);
}

/**
 * The version of a text that was fetched just now: the card's, unless the text says itself that it is older or newer.
 * A cache may still hold the old text, and the index may not have the newest card yet. A card without date says
 * nothing: many sites date each page anew.
 *
 * @param updated the date that the text says that it was updated
 */
export function versionOfFetched(updated: string | undefined, card: Card): string {
  if (updated === undefined || card.updated === undefined) return cardVersion(card);
  const isAnother = isEarlier(updated, card.updated) || isEarlier(card.updated, updated);
  return isAnother ? updated : cardVersion(card);
}

/** Whether a version is a hash: its card had no `updated`. */
export function isUndated(version: string): boolean {
  return version.startsWith('#');
}

const HOUR = 3_600_000;

/**
 * Whether one date is certainly before another. A date without a time beside one with a time may be of any time zone:
 * it is the 20th somewhere from 14 hours before midnight UTC until 38 hours after (UTC+14 to UTC−14).
 */
export function isEarlier(a: string, b: string): boolean {
  if (hasTime(a) === hasTime(b)) return timeOf(a) < timeOf(b);
  return timeOf(a) + (hasTime(a) ? 0 : 38 * HOUR) < timeOf(b) - (hasTime(b) ? 0 : 14 * HOUR);
}

function hasTime(date: string): boolean {
  return date.length > 'YYYY-MM-DD'.length;
}
