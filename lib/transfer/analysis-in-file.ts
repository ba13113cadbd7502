import { safeLink } from '../address/safe-link.ts';
import { type AnalysisText, readText } from '../analysis/analysis.ts';
import { sectionText } from '../analysis/section-text.ts';
import type { EarlierText } from '../db/correction-records.ts';
import type { Highlight, SavedAnalysis, SavedText, TextPlace } from '../db/records.ts';
import { CARD_FIELDS, type Card, readCard } from '../index/card.ts';
import { type Lens, type Publication, readLens, readPublication } from '../index/manifest.ts';
import { cardVersion } from '../index/version.ts';
import { asCount, asList, asObject, asText, type JsonObject, readEach } from '../input/json-values.ts';
import {
  asLabelName,
  asString,
  type Fault,
  MAX_LABELS,
  readTime,
  writeTime,
} from './fields-in-library-file.ts';

/** A saved or removed analysis with its text. */
export interface AnalysisInFile {
  readonly saved: SavedAnalysis;
  /** Absent if the text is not fetched yet, or was released. */
  readonly text?: SavedText;
  /** Earlier versions, in the order in which they were replaced. */
  readonly earlier?: readonly EarlierText[];
  /** When the reader removed the analysis (ms since the epoch); absent while it is saved. */
  readonly removedAt?: number;
}

/** The fields of a saved analysis that are written to the file. The compiler reports a field that is missing here. */
type Written =
  | 'id'
  | 'savedAt'
  | 'card'
  | 'lens'
  | 'publication'
  | 'state'
  | 'textState'
  | 'position'
  | 'readAt'
  | 'labels'
  | 'note'
  | 'notedAt'
  | 'highlights'
  | 'unlistedSince'
  | 'withdrawnAt'
  | 'withdrawalToldAt';
true satisfies Exclude<keyof SavedAnalysis, Written> extends never ? true : never;

export function writeAnalysis({ saved, text, earlier = [], removedAt }: AnalysisInFile): object {
  const { card, lens, position, unlistedSince, withdrawnAt, withdrawalToldAt } = saved;
  const isOtherVersion = text !== undefined && text.version !== cardVersion(card);
  const withdrawal = { unlistedSince, withdrawnAt, toldAt: withdrawalToldAt };
  return {
    card: writeCard(card),
    ...(lens ? { lens: writeLens(lens) } : {}),
    publication: writePublication(saved.publication),
    document: (text && readText(text.text, saved.publication.url)) ?? null,
    textState: text || saved.textState !== 'kept' ? saved.textState : 'pending',
    ...(isOtherVersion ? { textVersion: text.version } : {}),
    savedAt: writeTime(saved.savedAt),
    ...(removedAt === undefined ? {} : { removedAt: writeTime(removedAt) }),
    reading: {
      state: saved.state,
      position: position ? { section: position.section, offset: position.offset } : null,
      readAt: saved.readAt === undefined ? null : writeTime(saved.readAt),
    },
    labels: saved.labels ?? [],
    note: saved.note ?? '',
    ...(saved.notedAt === undefined ? {} : { notedAt: writeTime(saved.notedAt) }),
    highlights: (saved.highlights ?? []).map(writeHighlight),
    versions: earlier.map((version) => writeVersion(version, saved.publication.url)),
    ...(Object.values(withdrawal).some((time) => time !== undefined)
      ? {
          withdrawal: Object.fromEntries(
            Object.entries(withdrawal).flatMap(([name, time]) =>
              time === undefined ? [] : [[name, writeTime(time)]],
            ),
          ),
        }
      : {}),
  };
}

function writeCard(card: Card): object {
  return Object.fromEntries(CARD_FIELDS.map(({ name }) => [name, writeCardField(card, name)]));
}

function writeCardField(card: Card, name: keyof Card): unknown {
  if (name === 'sources') return card.sources.map(({ url, outlet }) => ({ url, outlet }));
  if (name === 'topics') return card.topics.map(({ name, url }) => ({ name, url }));
  return card[name];
}

function writeVersion({ version, text, card, keptAt }: EarlierText, base: string): object {
  const document = readText(text, base) ?? null;
  const updated = card.updated ?? null;
  return { updated, version, keptAt: writeTime(keptAt), card: writeCard(card), document };
}

function readVersion(raw: unknown, base: string): EarlierText | undefined {
  const item = asObject(raw);
  const card = readCard(item?.card, base);
  const text = readText(item?.document, base);
  if (typeof card === 'string' || !text) return undefined;
  const version = asText(item?.version, 100) ?? cardVersion(card);
  return { id: card.id, version, text, card, keptAt: readTime(item?.keptAt) ?? 0 };
}

function writeLens({ id, name, url, description, feed }: Lens): object {
  return { id, name, url, description, feed };
}

/**
 * Reads a lens with the address of its feed. `readLens` does not read that address, because a manifest does not contain
 * it.
 */
function readLensWithFeed(raw: unknown, base: string): Lens | undefined {
  const lens = readLens(raw, base);
  const feed = safeLink(asObject(raw)?.feed, base);
  return lens && feed !== undefined ? { ...lens, feed } : lens;
}

function writePublication({ name, url, language, subscribe, issues }: Publication): object {
  return { name, url, language, subscribe, issues };
}

function writeHighlight(highlight: Highlight): object {
  const { id, section, start, endSection, end, version, exact, prefix, suffix, comment } = highlight;
  const createdAt = writeTime(highlight.createdAt);
  return { id, section, start, endSection, end, version, exact, prefix, suffix, comment, createdAt };
}

/** An analysis from a file, and the parts of it that could not be read. */
export interface ReadKeptAnalysis {
  readonly kept: AnalysisInFile;
  readonly faults: readonly Fault[];
}

/**
 * Reads a saved or removed analysis.
 *
 * @param now used as the time of saving if the file does not contain that time (ms since the epoch)
 */
export function readKeptAnalysis(raw: unknown, now: number): ReadKeptAnalysis | Fault {
  const item = asObject(raw);
  if (!item) return 'incomplete';
  const publication = readPublication(item.publication);
  if (!publication) return 'no-publication';
  const card = readCard(item.card, publication.url);
  if (typeof card === 'string') return 'no-card';
  const { id } = card;
  const document = readText(item.document, publication.url);
  const version = asText(item.textVersion, 100) ?? cardVersion(card);
  const removedAt = readTime(item.removedAt);
  const notedAt = readTime(item.notedAt);
  const labels = [...new Set(readEach(item.labels, MAX_LABELS, asLabelName))];
  const listed = asList(item.highlights, 100_000);
  const highlights = readEach(listed, listed.length, readHighlight);
  const lens = readLensWithFeed(item.lens, publication.url);
  const versions = asList(item.versions, 1000);
  const earlier = readEach(versions, versions.length, (version) => readVersion(version, publication.url));
  const saved: SavedAnalysis = {
    id,
    savedAt: readTime(item.savedAt) ?? now,
    card,
    ...(lens ? { lens } : {}),
    publication,
    ...readReading(asObject(item.reading) ?? {}, document),
    textState: readTextState(item.textState, document),
    ...(labels.length > 0 ? { labels } : {}),
    ...(typeof item.note === 'string' && item.note !== '' ? { note: item.note } : {}),
    ...(notedAt === undefined ? {} : { notedAt }),
    ...(highlights.length > 0 ? { highlights } : {}),
    ...readWithdrawal(asObject(item.withdrawal) ?? {}),
  };
  return {
    kept: {
      saved,
      ...(document ? { text: { id, version, text: document } } : {}),
      ...(earlier.length > 0 ? { earlier: earlier.filter((version) => version.id === id) } : {}),
      ...(removedAt === undefined ? {} : { removedAt }),
    },
    faults: [
      ...(highlights.length < listed.length ? (['bad-highlight'] as const) : []),
      ...(earlier.length < versions.length ? (['bad-version'] as const) : []),
    ],
  };
}

function readTextState(raw: unknown, text: AnalysisText | undefined): SavedAnalysis['textState'] {
  if (raw === 'kept' && text) return 'kept';
  return raw === 'released' && !text ? 'released' : 'pending';
}

const STATES = ['unread', 'reading', 'read', 'archived'] as const;

type Reading = Pick<SavedAnalysis, 'state' | 'position' | 'readAt'>;

function readReading(reading: JsonObject, text: AnalysisText | undefined): Reading {
  const readAt = readTime(reading.readAt);
  const position = readPosition(reading.position, text);
  const state = STATES.find((known) => known === reading.state) ?? (readAt === undefined ? 'unread' : 'read');
  return {
    state,
    ...(position ? { position } : {}),
    ...(readAt === undefined ? {} : { readAt }),
  };
}

/** Reads a place in the text. A number is the share of the text that was read, as other programs write it. */
function readPosition(raw: unknown, text: AnalysisText | undefined): TextPlace | undefined {
  if (typeof raw === 'number') return text && raw > 0 && raw <= 1 ? placeAt(raw, text) : undefined;
  const place = asObject(raw);
  const section = asCount(place?.section, -1, 1000);
  const offset = asCount(place?.offset, 0, 10_000_000);
  return section === undefined || offset === undefined ? undefined : { section, offset };
}

function placeAt(share: number, { sections }: AnalysisText): TextPlace | undefined {
  const lengths = sections.map(({ blocks }) => sectionText(blocks).length);
  let left = Math.floor(share * lengths.reduce((sum, length) => sum + length, 0));
  for (const [section, length] of lengths.entries()) {
    if (left <= length) return { section, offset: left };
    left -= length;
  }
  return undefined;
}

function readHighlight(raw: unknown): Highlight | undefined {
  const item = asObject(raw);
  const [section, endSection] = [asCount(item?.section, -1, 1000), asCount(item?.endSection, -1, 1000)];
  const [start, end] = [asCount(item?.start, 0, 10_000_000), asCount(item?.end, 0, 10_000_000)];
  const { id, exact, version } = item ?? {};
  if (section === undefined || endSection === undefined || start === undefined || end === undefined)
    return undefined;
  if (typeof id !== 'string' || id === '' || typeof exact !== 'string' || exact === '') return undefined;
  return {
    id,
    section,
    start,
    endSection,
    end,
    version: asString(version),
    exact,
    prefix: asString(item?.prefix),
    suffix: asString(item?.suffix),
    comment: asString(item?.comment),
    createdAt: readTime(item?.createdAt) ?? 0,
  };
}

type Withdrawal = Pick<SavedAnalysis, 'unlistedSince' | 'withdrawnAt' | 'withdrawalToldAt'>;

function readWithdrawal(withdrawal: JsonObject): Withdrawal {
  const unlistedSince = readTime(withdrawal.unlistedSince);
  const withdrawnAt = readTime(withdrawal.withdrawnAt);
  const toldAt = readTime(withdrawal.toldAt);
  return {
    ...(unlistedSince === undefined ? {} : { unlistedSince }),
    ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
    ...(toldAt === undefined ? {} : { withdrawalToldAt: toldAt }),
  };
}
