import { type Analysis, type AnalysisText, readAnalysis } from '../analysis/analysis.ts';
import type { KeepTexts } from '../browser/settings.ts';
import { db } from '../db/database.ts';
import { cardsById } from '../db/index-queries.ts';
import type { IndexedSegment, IndexState } from '../db/index-records.ts';
import { indexState, StaleCommit } from '../db/index-state.ts';
import { countCards } from '../db/segments.ts';
import { keepBlocksOf, keepOnly, storedBlocks } from '../db/stored-blocks.ts';
import { packBlocks, packJson } from '../index/byte-packing.ts';
import type { IndexFile } from '../index/manifest.ts';
import { versionOfFetched } from '../index/version.ts';
import { asObject } from '../input/json-values.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { MAX_SITE_FAILURES } from './companion-index.ts';
import { FetchFailure, parseJson } from './fetch-file.ts';
import { fetchChecked, useFile } from './fetch-index-files.ts';
import { isEndedWork } from './index-lock.ts';
import { isSiteWideError } from './publication-file.ts';
import { refusedFiles } from './refused-files.ts';
import { TEXTS_PER_BLOCK } from './texts.ts';

/** Maximum number of texts that are read from a month's file. */
const MAX_TEXTS = 100_000;

/** Returns the texts files of the newest months of the index. `keep` determines the number of months. */
export function wantedTexts(segments: readonly IndexedSegment[], keep: KeepTexts): IndexFile[] {
  return wantedMonths(segments, keep).flatMap(({ texts }) => texts ?? []);
}

/** Returns the segments of the wanted months, newest first. A month may have several segments. */
function wantedMonths(segments: readonly IndexedSegment[], keep: KeepTexts): IndexedSegment[] {
  const newestFirst = [...segments].sort((a, b) => (a.from < b.from ? 1 : -1));
  const months = [...new Set(newestFirst.map(({ from }) => from.slice(0, 7)))];
  const wanted = months.slice(0, { none: 0, newest: 2, all: months.length }[keep]);
  return newestFirst.filter(({ from }) => wanted.includes(from.slice(0, 7)));
}

/**
 * Fetches the texts files of whole months ahead, so that opening an analysis makes no request. Deletes the texts of
 * months that the reader does not want to keep.
 *
 * @returns the first error; `undefined` if all months could be fetched. After an error, the other months are still
 *   fetched, unless the whole site has failed `MAX_SITE_FAILURES` times in a row
 * @throws {StaleCommit | EndedWork} if the reader deletes everything meanwhile
 */
export async function keepTexts(
  index: IndexState,
  keep: KeepTexts,
  origin: string,
  get: typeof fetch = fetch,
): Promise<unknown> {
  const wanted = wantedTexts(index.segments, keep);
  const present = new Set(await db.texts.toCollection().primaryKeys());
  let failure: unknown;
  let refusals = 0;
  for (const file of wanted) {
    try {
      if (present.has(file.sha256)) continue;
      await fetchMonth(file, origin, get);
      refusals = 0;
    } catch (error) {
      if (isEndedWork(error)) throw error;
      failure ??= error;
      refusals = isSiteWideError(error) ? refusals + 1 : 0;
      if (refusals >= MAX_SITE_FAILURES) break;
    }
  }
  await dropOtherTexts(keep);
  return failure;
}

/**
 * Returns the hashes of the texts files to keep for these months. Former texts are kept until the new texts have
 * arrived.
 */
async function hashesToKeep(months: readonly IndexedSegment[]): Promise<string[]> {
  const present = new Set(await db.texts.toCollection().primaryKeys());
  return months.flatMap(({ texts, formerTexts }) => {
    if (texts && present.has(texts.sha256)) return texts.sha256;
    return formerTexts ?? [];
  });
}

async function fetchMonth(file: IndexFile, origin: string, get: typeof fetch): Promise<void> {
  const refused = await refusedFiles();
  const fetched = await fetchChecked(file, origin, get, refused);
  const texts = await useFile(file, refused, async () => {
    const found = readTexts(fetched);
    // A file without texts is probably a mistake of the publisher. The former texts of the month stay.
    if (found.size === 0 && (await hasCards(file))) throw new FetchFailure('damaged', file.url);
    return found;
  });
  const ids = [...texts.keys()];
  // Most documents do not say when they were updated. The text of such a document gets the version of the card in the
  // index.
  const cards = await cardsById(ids);
  const all = [...texts.values()];
  const versions = all.map(({ card }) => versionOfFetched(card.updated, cards.get(card.id) ?? card));
  await db.transaction('rw', db.state, db.texts, db.textBlocks, async () => {
    await checkNamed(file.sha256);
    await db.texts.put({ sha256: file.sha256, ids, versions });
    const bodies = all.map(({ sections, attribution }): AnalysisText => ({ sections, attribution }));
    const blocks = packBlocks(bodies, TEXTS_PER_BLOCK, packJson);
    await db.textBlocks.bulkPut(storedBlocks(file.sha256, blocks));
  });
}

/**
 * Returns the texts in a month's file, by analysis id. Leaves out documents that cannot be read.
 *
 * @throws {FetchFailure} `not-json` or `not-an-index` if the file is no list of documents
 */
function readTexts(file: SiteFile): Map<string, Analysis> {
  const documents = asObject(parseJson(file))?.documents;
  if (!Array.isArray(documents)) throw new FetchFailure('not-an-index', file.url);
  const texts = new Map<string, Analysis>();
  for (const document of documents.slice(0, MAX_TEXTS)) {
    const analysis = readAnalysis(document, file.url);
    if (typeof analysis === 'string') continue;
    texts.set(analysis.card.id, analysis);
  }
  return texts;
}

/** Whether the segment of a texts file has cards. */
async function hasCards(file: IndexFile): Promise<boolean> {
  const { segments = [] } = (await indexState()) ?? {};
  const named = segments.filter(({ texts }) => texts?.sha256 === file.sha256);
  return (await countCards(named.map(({ sha256 }) => sha256))) > 0;
}

/** @throws {StaleCommit} if the index does not name the texts file with this hash */
async function checkNamed(sha256: string): Promise<void> {
  const { segments = [] } = (await indexState()) ?? {};
  if (!segments.some(({ texts }) => texts?.sha256 === sha256))
    throw new StaleCommit('The index no longer names these texts.');
}

/** Deletes the texts that the current index does not name, or that the reader does not want. */
async function dropOtherTexts(keep: KeepTexts): Promise<void> {
  await db.transaction('rw', db.state, db.texts, db.textBlocks, async () => {
    const { segments = [] } = (await indexState()) ?? {};
    const wanted = await hashesToKeep(wantedMonths(segments, keep));
    await keepOnly(db.texts, wanted);
    await keepBlocksOf(db.textBlocks, wanted);
  });
}
