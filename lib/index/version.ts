import { hash32 } from './byte-packing.ts';
import { CARD_FIELDS, type Card, timeOfDate } from './card.ts';

const VERSIONED = CARD_FIELDS.flatMap(({ name, isVersioned }) => (isVersioned ? [name] : []));

/**
 * Returns the version of an analysis. Texts are stored with their version. The version is `updated`. If the card has no
 * `updated`, the version is "#" and a hash of the source addresses and of the fields that `CARD_FIELDS` marks as
 * versioned. A correction of such a card nearly always changes a part that is hashed. The hash omits lens, topics and
 * the addresses of the analysis: with these, every text on the device would look outdated after the publication has
 * renamed topics or moved files.
 */
export function cardVersion(card: Card): string {
  if (card.updated !== undefined) return card.updated;
  const written = VERSIONED.map((name) => card[name]);
  return `#${hash32(JSON.stringify([...written, card.sources.map(({ url }) => url)])).toString(36)}`;
}

/**
 * Whether a text may be shown with a card: it belongs to the card's version, or to a version with a date that is not
 * certainly earlier than `updated` of the card, if the card has this field.
 *
 * @param version version of the text
 */
export function isCurrentVersion(version: string, card: Card): boolean {
  if (version === cardVersion(card)) return true;
  if (isUndatedVersion(version)) return false;
  return card.updated === undefined || !isEarlierVersion(version, card.updated);
}

/**
 * Whether `version` is certainly later than `other`. A version without a date counts as the latest if it is the version
 * of `listed`, and otherwise as the earliest.
 *
 * @param listed the card that the index contains now
 */
export function isLaterVersion(version: string, other: string, listed: Card | undefined): boolean {
  if (version === other) return false;
  const current = listed && cardVersion(listed);
  if (isUndatedVersion(version)) return version === current;
  return isUndatedVersion(other) ? other !== current : isEarlierVersion(other, version);
}

/**
 * Returns the version of a text that was just fetched. It is the card's version, unless the date in the text is
 * certainly earlier or later: a cache may return the old text, and the index may not contain the newest card yet. If
 * the card has no `updated`, the date in the text is ignored, because many sites change the dates of all their pages.
 *
 * @param updated the date of the last change according to the text
 */
export function versionOfFetched(updated: string | undefined, card: Card): string {
  if (updated === undefined || card.updated === undefined) return cardVersion(card);
  const isAnother = isEarlierVersion(updated, card.updated) || isEarlierVersion(card.updated, updated);
  return isAnother ? updated : cardVersion(card);
}

/** Whether a version is a hash, because its card had no `updated`. */
export function isUndatedVersion(version: string): boolean {
  return version.startsWith('#');
}

const HOUR = 3_600_000;

/**
 * Whether date `a` is certainly before date `b`. If only one date has a time, the other date is a day in an unknown
 * time zone: a day lasts from 14 hours before its midnight in UTC until 38 hours after it (UTC+14 to UTC−14).
 */
export function isEarlierVersion(a: string, b: string): boolean {
  if (hasTime(a) === hasTime(b)) return timeOfDate(a) < timeOfDate(b);
  return timeOfDate(a) + (hasTime(a) ? 0 : 38 * HOUR) < timeOfDate(b) - (hasTime(b) ? 0 : 14 * HOUR);
}

function hasTime(date: string): boolean {
  return date.length > 'YYYY-MM-DD'.length;
}
