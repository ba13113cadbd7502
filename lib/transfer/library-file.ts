import type { Correction } from '../db/correction-records.ts';
import type { Followed, Label, SavedFilter } from '../db/records.ts';
import type { StoryAnswer, WaitingPage } from '../db/remembered-page-records.ts';
import { readLens } from '../index/manifest.ts';
import { asCount, asDate, asObject, asText, readEach } from '../input/json-values.ts';
import {
  asLabelName,
  asName,
  asString,
  type Fault,
  MAX_LABELS,
  readTime,
  writeTime,
} from './fields-in-library-file.ts';

/**
 * The records of an exported library, version 1. The records of analyses are in `analysis-in-file.ts`. For each kind of
 * record, one function writes a record and one function reads it. Each function names every field, so that the bytes of
 * a file do not depend on the order of fields in the stored records.
 */

export const LIBRARY_FORMAT = 'civic-lens-library';
export const LIBRARY_VERSION = 1;

export function writeLabel({ name, glyph }: Label): object {
  return { name, glyph };
}

export function readLabel(raw: unknown): Label | Fault {
  const label = asObject(raw);
  const name = asLabelName(label ? label.name : raw);
  if (name === undefined) return 'no-name';
  const glyph = typeof label?.glyph === 'string' ? label.glyph.slice(0, 16) : '';
  return glyph ? { name, glyph } : { name };
}

export function writeFilter({ id, name, address }: SavedFilter): object {
  return { id, name, address };
}

export function readFilter(raw: unknown): SavedFilter | Fault {
  const filter = asObject(raw);
  const [id, name] = [asName(filter?.id), asLabelName(filter?.name)];
  const { address } = filter ?? {};
  if (!name) return 'no-name';
  return id && typeof address === 'string' && address.length < 10_000 ? { id, name, address } : 'incomplete';
}

export function writeFollowed({ kind, id, name, url, followedAt }: Followed): object {
  return { kind, id, name, url, followedAt: writeTime(followedAt) };
}

export function readFollowed(raw: unknown, now: number): Followed | Fault {
  const item = asObject(raw);
  const kind = (['lens', 'topic', 'outlet'] as const).find((known) => known === item?.kind);
  const [id, name] = [asText(item?.id, 300), asText(item?.name, 300)];
  if (!name) return 'no-name';
  if (!kind || !id) return 'incomplete';
  const url = readLens({ id, name, url: item?.url })?.url;
  const followedAt = readTime(item?.followedAt) ?? now;
  return { key: `${kind}:${id}`, kind, id, name, ...(url ? { url } : {}), followedAt };
}

export function writeWaiting({ id, address, keys, headlines, askedAt, imported }: WaitingPage): object {
  return {
    id,
    address,
    keys: keys.map(({ key, by, offSite }) => ({ key, by, offSite })),
    headlines,
    askedAt: writeTime(askedAt),
    ...(imported ? { imported: writeImported(imported) } : {}),
  };
}

function writeImported({ file, savedAt, state, labels, note }: NonNullable<WaitingPage['imported']>): object {
  return {
    file,
    ...(savedAt === undefined ? {} : { savedAt: writeTime(savedAt) }),
    state,
    labels,
    note,
  };
}

const ORIGINS = ['address', 'wrapped', 'canonical', 'og:url', 'json-ld', 'amphtml'] as const;

export function readWaiting(raw: unknown, now: number): WaitingPage | Fault {
  const item = asObject(raw);
  const { address } = item ?? {};
  if (typeof address !== 'string' || !/^https?:/i.test(address) || !URL.canParse(address))
    return 'no-address';
  const id = asName(item?.id);
  const keys = readEach(item?.keys, 50, (value) => {
    const written = asObject(value);
    const by = ORIGINS.find((known) => known === written?.by);
    const { key } = written ?? {};
    return by && typeof key === 'string' && key !== '' && key.length <= 4096
      ? { key, by, offSite: written?.offSite === true }
      : undefined;
  });
  if (!id || keys.length === 0) return 'incomplete';
  const headlines = readEach(item?.headlines, 20, (text) => (typeof text === 'string' ? text : undefined));
  const imported = readImported(item?.imported);
  return {
    ...{ id, address, keys, headlines },
    askedAt: readTime(item?.askedAt) ?? now,
    ...(imported ? { imported } : {}),
  };
}

function readImported(raw: unknown): WaitingPage['imported'] {
  const item = asObject(raw);
  if (!item) return undefined;
  const savedAt = readTime(item.savedAt);
  const state = (['read', 'archived'] as const).find((known) => known === item.state);
  const note = asString(item.note);
  return {
    file: asString(item.file),
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(state ? { state } : {}),
    labels: [...new Set(readEach(item.labels, MAX_LABELS, asLabelName))],
    ...(note === '' ? {} : { note }),
  };
}

export function writeAnswer({ id, page, headline, analysis, same, answeredAt }: StoryAnswer): object {
  return { id, page, headline, analysis, same, answeredAt: writeTime(answeredAt) };
}

export function readAnswer(raw: unknown, now: number): StoryAnswer | Fault {
  const item = asObject(raw);
  const [id, analysis] = [asName(item?.id), asName(item?.analysis)];
  const { page, same, headline } = item ?? {};
  if (!id || !analysis || typeof page !== 'string' || page === '' || typeof same !== 'boolean')
    return 'incomplete';
  return {
    id,
    page,
    ...(typeof headline === 'string' ? { headline } : {}),
    analysis,
    same,
    answeredAt: readTime(item?.answeredAt) ?? now,
  };
}

export function writeCorrection(correction: Correction): object {
  const { key, id, kind, headline, published, from, to, ...rest } = correction;
  const { seenAt, toldAt, listedAgainAt, decision, words } = rest;
  return {
    ...{ key, id, kind, headline, published, from, to },
    seenAt: writeTime(seenAt),
    ...(toldAt === undefined ? {} : { toldAt: writeTime(toldAt) }),
    ...(listedAgainAt === undefined ? {} : { listedAgainAt: writeTime(listedAgainAt) }),
    decision,
    ...(words ? { words: numbersOf(words) } : {}),
  };
}

export function readCorrection(raw: unknown, now: number): Correction | Fault {
  const item = asObject(raw);
  const [key, id, headline] = [asName(item?.key), asName(item?.id), asText(item?.headline, 1000)];
  const kind = (['corrected', 'withdrawn'] as const).find((known) => known === item?.kind);
  const decision = (['taken', 'kept'] as const).find((known) => known === item?.decision);
  const [published, from, to] = [asDate(item?.published), asName(item?.from), asName(item?.to)];
  if (!key || !id || !headline || !kind || !published || !from) return 'incomplete';
  const [toldAt, listedAgainAt] = [readTime(item?.toldAt), readTime(item?.listedAgainAt)];
  const words = readWords(item?.words);
  return {
    ...{ key, id, kind, headline, published, from },
    ...(to === undefined ? {} : { to }),
    seenAt: readTime(item?.seenAt) ?? now,
    ...(toldAt === undefined ? {} : { toldAt }),
    ...(listedAgainAt === undefined ? {} : { listedAgainAt }),
    ...(decision ? { decision } : {}),
    ...(words ? { words } : {}),
  };
}

function readWords(raw: unknown): Correction['words'] {
  const item = asObject(raw);
  const [added, removed, sentences] = [item?.added, item?.removed, item?.sentences].map((number) =>
    asCount(number, 0, 1e7),
  );
  if (added === undefined || removed === undefined) return undefined;
  return numbersOf({ added, removed, sentences });
}

/** Returns the numbers in the order of the file, without absent numbers. */
function numbersOf({
  added,
  removed,
  sentences,
}: {
  readonly added: number;
  readonly removed: number;
  readonly sentences?: number | undefined;
}): NonNullable<Correction['words']> {
  return { added, removed, ...(sentences === undefined ? {} : { sentences }) };
}
