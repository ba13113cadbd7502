import { type AnalysisText, readAnalysis } from '../analysis/analysis.ts';
import { PUBLICATION_ORIGIN } from '../browser/publication.ts';
import { db } from '../db/database.ts';
import { isOfDatabase } from '../db/failures.ts';
import type { SyncFailure } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { siteTextKeys } from '../db/site-pages.ts';
import { readItems } from '../db/stored-blocks.ts';
import { unpackJson } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import { cardVersion, isCurrent, isEarlier, isUndated, versionOfFetched } from '../index/version.ts';
import { FetchFailure, failureOf, parseJson } from './fetch-file.ts';
import { deletionsSoFar, fetchedText, keepFetchedText } from './fetched-texts.ts';
import { pageReaders } from './load-page-readers.ts';
import { publicationFile } from './publication-file.ts';

/** Texts in a block of `textBlocks`: reading one parses its neighbours. */
export const TEXTS_PER_BLOCK = 8;
/** A document or page of one analysis is some ten kilobytes (bytes). */
const LARGEST_DOCUMENT = 5_000_000;
/**
 * Texts kept ahead by the first releases have no version. They belong to the cards that the index named beside them.
 */
const UNKNOWN_VERSION = '#';

/** The text of an analysis, or why it cannot be shown now. */
export type TextResult =
  | { readonly state: 'ready'; readonly text: AnalysisText }
  /**
   * The publication has changed the analysis since `date`; `failure` is why there is no newer text, absent where the
   * publication still serves the old one.
   */
  | {
      readonly state: 'outdated';
      readonly text: AnalysisText;
      readonly date: string;
      readonly failure?: SyncFailure;
    }
  | { readonly state: 'failed'; readonly failure: SyncFailure };

/** A text with the version that it belongs to. */
export interface VersionedText {
  readonly text: AnalysisText;
  /** `cardVersion` of the card that it came with. */
  readonly version: string;
}

/** A `TextResult` that says which version the text is of. */
type VersionedResult =
  | Exclude<TextResult, { readonly state: 'ready' }>
  | ({ readonly state: 'ready' } & VersionedText);

/**
 * The text of an analysis, where the text of this very version is on this device: kept ahead, read with its page,
 * fetched before, or saved.
 */
export async function textOnDevice(card: Card): Promise<AnalysisText | undefined> {
  return (await versionOnDevice(card))?.text;
}

/** The same with its version, which may be later than the card's. */
export async function versionOnDevice(card: Card): Promise<VersionedText | undefined> {
  for await (const found of textsOnDevice(card)) if (isCurrent(found.version, card)) return found;
  return undefined;
}

/**
 * The text of an analysis: from this device, else from its `document`, else from its page. A fetch tells the
 * publication which analysis is read, and nothing else. Where the new text of a corrected analysis cannot be had, the
 * old one is returned as `outdated`.
 *
 * @param remember whether a fetched text may be kept until the browser ends; not in private windows
 */
export async function textOf(
  card: Card,
  remember: boolean,
  get: typeof fetch = fetch,
): Promise<VersionedResult> {
  const since = deletionsSoFar();
  const known = await unlessClosed(
    () => versionOnDevice(card),
    () => currentFetched(card),
  );
  if (known) return { state: 'ready', ...known };
  try {
    const fetched = await fetchText(card, get);
    if (!isCurrent(fetched.version, card)) return outdated(fetched, card);
    if (remember) await keepFetchedText(card.id, fetched, since);
    return { state: 'ready', ...fetched };
  } catch (error) {
    const failure = failureOf(error, Date.now());
    const old = await unlessClosed(
      () => newestOnDevice(card),
      () => fetchedText(card.id),
    );
    return old ? { ...outdated(old, card), failure } : { state: 'failed', failure };
  }
}

/** What the database has, or something else while it cannot be opened. */
async function unlessClosed<T>(inDatabase: () => Promise<T>, elsewhere: () => Promise<T>): Promise<T> {
  try {
    return await inDatabase();
  } catch (error) {
    if (!isOfDatabase(error)) throw error;
    return elsewhere();
  }
}

/** The text of this very version that was fetched before. */
export async function fetchedOf(card: Card): Promise<AnalysisText | undefined> {
  return (await currentFetched(card))?.text;
}

async function currentFetched(card: Card): Promise<VersionedText | undefined> {
  const fetched = await fetchedText(card.id);
  return fetched && isCurrent(fetched.version, card) ? fetched : undefined;
}

function outdated({ text, version }: VersionedText, card: Card): TextResult & { readonly state: 'outdated' } {
  return { state: 'outdated', text, date: dateOf(version, card) };
}

/** A version without date was never updated: it is of the day when the analysis was published. */
function dateOf(version: string, card: Card): string {
  return isUndated(version) ? card.published : version;
}

/** The newest text of any version of an analysis on this device. */
async function newestOnDevice(card: Card): Promise<VersionedText | undefined> {
  let newest: VersionedText | undefined;
  for await (const found of textsOnDevice(card)) {
    if (!newest || isEarlier(dateOf(newest.version, card), dateOf(found.version, card))) newest = found;
  }
  return newest;
}

/** All texts of an analysis on this device, whatever their version; where most are found comes first. */
async function* textsOnDevice(card: Card): AsyncGenerator<VersionedText> {
  yield* keptTexts(card);
  for (const found of await db.siteTexts.bulkGet(siteTextKeys(card))) if (found) yield found;
  const places = [() => fetchedText(card.id), () => db.savedTexts.get(card.id)];
  for (const place of places) {
    const found = await place();
    if (found) yield found;
  }
}

/**
 * Texts that were kept ahead with their month: with the month as it is now, and as it was before its new texts could
 * be had.
 */
async function* keptTexts(card: Card): AsyncGenerator<VersionedText> {
  // A segment is one calendar month by published date as written.
  const day = card.published.slice(0, 10);
  const segments = (await indexState())?.segments.filter(({ from, to }) => from <= day && day <= to) ?? [];
  for (const { texts, formerTexts } of segments) {
    const now = texts && (await keptText(card.id, texts.sha256));
    if (now) yield now.version === UNKNOWN_VERSION ? { ...now, version: cardVersion(card) } : now;
    const before = formerTexts && (await keptText(card.id, formerTexts));
    if (before) yield before;
  }
}

async function keptText(id: string, sha256: string): Promise<VersionedText | undefined> {
  const month = await db.texts.get(sha256);
  const position = month?.ids.indexOf(id) ?? -1;
  if (!month || position < 0) return undefined;
  const [text] = await readItems(
    db.textBlocks,
    sha256,
    [position],
    TEXTS_PER_BLOCK,
    unpackJson<AnalysisText>,
  );
  return text && { text, version: month.versions?.[position] ?? UNKNOWN_VERSION };
}

/** @throws {FetchFailure} */
async function fetchText(card: Card, get: typeof fetch): Promise<VersionedText> {
  if (card.document) {
    const file = await publicationFile(card.document, {
      origin: PUBLICATION_ORIGIN,
      most: LARGEST_DOCUMENT,
      get,
    });
    const analysis = file === 'unchanged' ? '' : readAnalysis(parseJson(file), file.url);
    if (typeof analysis === 'string') throw new FetchFailure('incomplete', card.document);
    const { sections, attribution } = analysis;
    return { text: { sections, attribution }, version: versionOfFetched(analysis.card.updated, card) };
  }
  const file = await publicationFile(card.url, { origin: PUBLICATION_ORIGIN, most: LARGEST_DOCUMENT, get });
  const { readTextFile } = await pageReaders();
  const page = file === 'unchanged' ? undefined : readTextFile(file);
  if (!page) throw new FetchFailure('incomplete', card.url);
  const { sections, attribution } = page;
  return { text: { sections, attribution }, version: versionOfFetched(page.updated, card) };
}
