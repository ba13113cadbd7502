import { urlKey } from '../address/url-keys.ts';
import { type AnalysisText, readAnalysis } from '../analysis/analysis.ts';
import { PUBLICATION_ORIGIN } from '../browser/publication-address.ts';
import { db } from '../db/database.ts';
import { isDatabaseFailure } from '../db/failures.ts';
import type { SyncFailure } from '../db/index-records.ts';
import { indexState } from '../db/index-state.ts';
import { siteTextKeys } from '../db/site-state.ts';
import { readItems } from '../db/stored-blocks.ts';
import { unpackJson } from '../index/byte-packing.ts';
import type { Card } from '../index/card.ts';
import {
  cardVersion,
  isCurrentVersion,
  isEarlierVersion,
  isUndatedVersion,
  versionOfFetched,
} from '../index/version.ts';
import { FetchFailure, failureOf, parseJson } from './fetch-file.ts';
import { deletionsSoFar, fetchedText, keepFetchedText } from './fetched-texts.ts';
import { siteParsers } from './load-site-parsers.ts';
import { publicationFile } from './publication-file.ts';

/** Number of texts in a block of `textBlocks`. To read one text, the whole block must be parsed. */
export const TEXTS_PER_BLOCK = 8;
/** A larger document or page of one analysis is refused (bytes). Most documents and pages have about ten kilobytes. */
const MAX_DOCUMENT_BYTES = 5_000_000;
/**
 * Marks a text that the first releases stored without a version. Such a text counts as having the version of the card
 * in the index.
 */
const UNKNOWN_VERSION = '#';

/** The text of an analysis, or the reason why it is not available now. */
export type TextResult =
  | { readonly state: 'ready'; readonly text: AnalysisText }
  /**
   * The publication has updated the analysis since `date`. `failure` is the reason why the newer text could not be
   * fetched. It is absent if the publication still serves the old text.
   */
  | {
      readonly state: 'outdated';
      readonly text: AnalysisText;
      /** `cardVersion` of the earlier card, to which the text belongs. */
      readonly version: string;
      readonly date: string;
      readonly failure?: SyncFailure;
    }
  | { readonly state: 'failed'; readonly failure: SyncFailure };

/** A text, and the version to which it belongs. */
export interface VersionedText {
  readonly text: AnalysisText;
  /** `cardVersion` of the card to which the text belongs. */
  readonly version: string;
}

/** A `TextResult` with the version of a text that is `ready`. */
type VersionedResult =
  | Exclude<TextResult, { readonly state: 'ready' }>
  | ({ readonly state: 'ready' } & VersionedText);

/**
 * Returns the text of an analysis, if this device has it in the card's version or a later version. The text may have
 * been fetched ahead, read with its page, fetched when the reader opened the analysis, or saved.
 */
export async function textOnDevice(card: Card): Promise<AnalysisText | undefined> {
  return (await versionOnDevice(card))?.text;
}

/** Returns the same text as `textOnDevice`, with its version. The version may be later than the card's. */
export async function versionOnDevice(card: Card): Promise<VersionedText | undefined> {
  for await (const found of textsOnDevice(card)) if (isCurrentVersion(found.version, card)) return found;
  return undefined;
}

/**
 * Returns the text of an analysis. If it is not on this device, fetches it from the card's `document` or, without one,
 * from the page of the analysis. Such a request tells the publication which analysis is read, and nothing else. If the
 * text of the card's version cannot be fetched, returns an older text as `outdated`.
 *
 * @param remember whether a fetched text may be kept until the browser closes; `false` in private windows
 */
export async function loadText(
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
    if (!isCurrentVersion(fetched.version, card)) return outdated(fetched, card);
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

/** Reads from the database, or from elsewhere if the database fails. */
async function unlessClosed<T>(inDatabase: () => Promise<T>, elsewhere: () => Promise<T>): Promise<T> {
  try {
    return await inDatabase();
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    return elsewhere();
  }
}

/** Returns the text of an analysis in `storage.session`, if it is of the card's version or a later version. */
export async function fetchedTextOf(card: Card): Promise<AnalysisText | undefined> {
  return (await currentFetched(card))?.text;
}

async function currentFetched(card: Card): Promise<VersionedText | undefined> {
  const fetched = await fetchedText(card.id);
  return fetched && isCurrentVersion(fetched.version, card) ? fetched : undefined;
}

function outdated({ text, version }: VersionedText, card: Card): TextResult & { readonly state: 'outdated' } {
  return { state: 'outdated', text, version, date: dateOf(version, card) };
}

/** Returns the date of a version. If the version is a hash, returns the published date. */
function dateOf(version: string, card: Card): string {
  return isUndatedVersion(version) ? card.published : version;
}

/** Returns the newest text of any version of an analysis on this device. */
async function newestOnDevice(card: Card): Promise<VersionedText | undefined> {
  let newest: VersionedText | undefined;
  for await (const found of textsOnDevice(card)) {
    if (!newest || isEarlierVersion(dateOf(newest.version, card), dateOf(found.version, card)))
      newest = found;
  }
  return newest;
}

/** Returns all texts of an analysis on this device, of any version. */
async function* textsOnDevice(card: Card): AsyncGenerator<VersionedText> {
  yield* keptTexts(card);
  const places = [
    () => db.siteTexts.bulkGet(siteTextKeys(card)),
    async () => [await fetchedText(card.id)],
    async () => [await db.savedTexts.get(card.id)],
  ];
  for (const place of places) {
    // Leave out the record's key: callers copy all fields, and in some tables the key is not the analysis id.
    for (const found of await place()) if (found) yield { text: found.text, version: found.version };
  }
}

/**
 * Returns the texts that were fetched ahead with their month: from the month's present texts file, and from the month's
 * former texts file.
 */
async function* keptTexts(card: Card): AsyncGenerator<VersionedText> {
  // A segment has the cards of one calendar month. The published date counts as the publication wrote it, without a
  // conversion to another time zone.
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

/** Whether a fetched document is the analysis of the card, and not another analysis that now has this address. */
function isOneAnalysis(fetched: Card, { id, url }: Card): boolean {
  return fetched.id === id || urlKey(fetched.url) === urlKey(url);
}

/**
 * Fetches the text of an analysis from its document or, without one, from its page.
 *
 * @throws {FetchFailure} `incomplete` if the document contains no analysis or another analysis, or the page has no
 *   text; `not-json` if the document is not valid JSON; the reasons of `publicationFile` if the request fails
 */
async function fetchText(card: Card, get: typeof fetch): Promise<VersionedText> {
  if (card.document) {
    const file = await publicationFile(card.document, {
      origin: PUBLICATION_ORIGIN,
      maxBytes: MAX_DOCUMENT_BYTES,
      get,
    });
    const analysis = file === 'unchanged' ? '' : readAnalysis(parseJson(file), file.url);
    if (typeof analysis === 'string' || !isOneAnalysis(analysis.card, card))
      throw new FetchFailure('incomplete', card.document);
    const { sections, attribution } = analysis;
    return { text: { sections, attribution }, version: versionOfFetched(analysis.card.updated, card) };
  }
  const file = await publicationFile(card.url, {
    origin: PUBLICATION_ORIGIN,
    maxBytes: MAX_DOCUMENT_BYTES,
    get,
  });
  const { readTextFile } = await siteParsers();
  const page = file === 'unchanged' ? undefined : readTextFile(file);
  if (!page) throw new FetchFailure('incomplete', card.url);
  const { sections, attribution } = page;
  return { text: { sections, attribution }, version: versionOfFetched(page.updated, card) };
}
