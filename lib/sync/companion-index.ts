import { commitIndex, type NextIndex } from '../db/index-commit.ts';
import type { IndexedSegment, IndexState } from '../db/index-records.ts';
import { type CommitBasis, changeSync, indexAndBasis, syncState } from '../db/index-state.ts';
import { countCards, stagedSegments, stageSegments } from '../db/segments.ts';
import { gapsOfMonths } from '../index/index-completeness.ts';
import { type Manifest, manifestAddress, readManifest, type SegmentEntry } from '../index/manifest.ts';
import { type PackedSegment, packSegment } from '../index/segment.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure, failureOf, parseJson } from './fetch-file.ts';
import { type Fetched, fetchAhead, useFile } from './fetch-index-files.ts';
import { isEndedWork } from './index-lock.ts';
import { isSiteWideError, publicationFile } from './publication-file.ts';
import { refusedFiles } from './refused-files.ts';

/** A larger manifest is refused (bytes). A manifest has a few hundred bytes for each month. */
const MAX_MANIFEST_BYTES = 5_000_000;

/**
 * After this many failures of the whole site in a row, a sync requests no further segments. The same limit applies to
 * the texts files.
 */
export const MAX_SITE_FAILURES = 3;

/**
 * Largest number of segments to write in one transaction. A smaller number is slower. With a larger number, more work
 * is lost if the background is killed.
 */
const STAGED_TOGETHER = 12;

/** The result of updating the index. */
export interface IndexSync {
  /** Whether any card may have changed. */
  readonly changed: boolean;
  readonly index: IndexState;
  /**
   * The reason why a segment, or the feed or a sitemap of a plain site, could not be read; absent if nothing failed.
   */
  readonly failure?: ReturnType<typeof failureOf>;
}

/**
 * Updates the index from the publication's companion index, version 1 (see `lib/build-index/README.md`). If nothing
 * changed, this takes one conditional request. If the manifest changed, the changed segments are fetched, too. If a
 * segment cannot be fetched or used, the old segments of its month stay. The manifest's validators are then not stored,
 * so that the next sync fetches the manifest again. Segments that a killed sync has staged are not fetched again.
 *
 * @param publication address of the publication, ending in "/"
 * @param now milliseconds since the epoch
 * @throws {FetchFailure} if the manifest cannot be fetched or used, failures leave no segment for the new index, or the
 *   new index is suddenly empty. The old index then stays
 * @throws {StaleCommit | EndedWork} if the index is replaced or the reader deletes everything meanwhile
 */
export async function syncCompanionIndex(
  publication: string,
  now: number,
  get: typeof fetch = fetch,
): Promise<IndexSync> {
  const { index: current, basis } = await indexAndBasis();
  const { origin } = new URL(publication);
  const file = await publicationFile(manifestAddress(publication), {
    origin,
    maxBytes: MAX_MANIFEST_BYTES,
    etag: current?.etag,
    lastModified: current?.lastModified,
    get,
  });
  if (file === 'unchanged' && current) return { changed: false, index: current };
  if (file === 'unchanged') throw new FetchFailure('incomplete', manifestAddress(publication));
  const read = readManifest(parseJson(file), file.url);
  if (typeof read === 'string') throw new FetchFailure(read, file.url);
  const manifest = { ...read, segments: eachOnce(read.segments) };

  const { segments, failure } = await currentSegments(manifest, current, basis, origin, get);
  // If no segment could be fetched, throw: an empty index would mean that the publication has no analyses.
  if (segments.length === 0 && failure) throw failure.error;
  await checkNotEmpty(segments, current, file.url, now);
  const validators = failure ? {} : { etag: file.etag, lastModified: file.lastModified };
  const next: NextIndex = {
    origin: 'companion',
    generated: manifest.generated,
    publication: manifest.publication,
    lenses: manifest.lenses,
    segments,
    ...completeness(segments, manifest.segments),
    ...validators,
  };
  const index = await commitIndex(next, Date.now(), basis);
  const changed = index.generation !== current?.generation;
  return { changed, index, ...(failure ? { failure: failureOf(failure.error, now) } : {}) };
}

/** Returns the segments without duplicates. If two entries describe the same segment, keeps the entry with texts. */
function eachOnce(segments: readonly SegmentEntry[]): SegmentEntry[] {
  const byHash = new Map<string, SegmentEntry>();
  for (const segment of segments) if (!byHash.get(segment.sha256)?.texts) byHash.set(segment.sha256, segment);
  return [...byHash.values()];
}

/** An empty index is probably a mistake of the publisher. It is accepted once it has been empty for this long (ms). */
const ACCEPT_EMPTY_AFTER_MS = 3 * 24 * 3_600_000;

/**
 * @throws {FetchFailure} `empty` if an index without cards would replace an index with cards, unless the publication's
 *   index has been empty for three days
 */
async function checkNotEmpty(
  segments: readonly IndexedSegment[],
  current: IndexState | undefined,
  address: string,
  now: number,
): Promise<void> {
  const [{ emptySince }, count] = await Promise.all([
    syncState(),
    countCards(segments.map(({ sha256 }) => sha256)),
  ]);
  const isEmpty = count === 0;
  if (!isEmpty || !current || current.cardCount === 0) {
    if (emptySince !== undefined) await changeSync({ emptySince: undefined });
    return;
  }
  const since = emptySince !== undefined && emptySince <= now ? emptySince : now;
  if (now - since >= ACCEPT_EMPTY_AFTER_MS) return;
  await changeSync({ emptySince: since });
  throw new FetchFailure('empty', address);
}

/** Returns whether the index lacks months that the manifest names, and the day from which on it has every analysis. */
function completeness(
  segments: readonly IndexedSegment[],
  named: readonly SegmentEntry[],
): Pick<NextIndex, 'incomplete' | 'knownBackTo'> {
  // Compare hashes: if a month has changed, its old segment may lack the newest analyses.
  const isHere = ({ sha256 }: SegmentEntry): boolean => segments.some((segment) => segment.sha256 === sha256);
  return gapsOfMonths(
    named.filter((entry) => !isHere(entry)),
    named,
  );
}

/**
 * Fetches and stages the segments that are not on this device. Returns the segments of the new index, and the first
 * failure. If a month cannot be fetched, its old segments stay. After `MAX_SITE_FAILURES` failures of the site without
 * a success between them, requests no further months, except the one that is already being fetched.
 *
 * @throws {EndedWork | StaleCommit} if the sync must end
 */
async function currentSegments(
  manifest: Manifest,
  current: IndexState | undefined,
  basis: CommitBasis,
  origin: string,
  get: typeof fetch,
): Promise<{ segments: IndexedSegment[]; failure?: { error: unknown } }> {
  const [staged, refused] = await Promise.all([stagedSegments(), refusedFiles()]);
  const replaced = replacedSegments(current, manifest);
  const segments: IndexedSegment[] = [];
  let failure: { error: unknown } | undefined;
  let refusals = 0;
  let packed: PackedSegment[] = [];
  let staging = Promise.resolve();
  // Stage segments in batches while the rest downloads, so that a killed sync can resume.
  const stage = async (): Promise<void> => {
    await staging;
    staging = stageSegments(packed, basis);
    // A failure is thrown where `staging` is awaited. Until then, the browser must not report it as an unhandled
    // rejection.
    staging.catch(() => {});
    packed = [];
  };
  const missing = manifest.segments.filter(({ sha256 }) => !staged.has(sha256));
  let left = missing.length;
  const files = fetchAhead(missing, origin, get, refused);
  const ensurePacked = async (entry: SegmentEntry): Promise<void> => {
    if (staged.has(entry.sha256)) return;
    left--;
    // The site does not answer now, so the remaining months are not requested.
    if (failure && refusals >= MAX_SITE_FAILURES) throw failure.error;
    const file = fetchedFile((await files.next()).value);
    packed.push(await useFile(entry, refused, () => packFile(file, entry)));
    refusals = 0;
  };
  for (const entry of manifest.segments) {
    try {
      await ensurePacked(entry);
      segments.push(indexedSegment(entry));
    } catch (error) {
      if (isEndedWork(error)) {
        await staging;
        throw error;
      }
      failure ??= { error };
      if (isSiteWideError(error)) refusals++;
      segments.push(...(replaced.get(monthOf(entry)) ?? []));
      replaced.delete(monthOf(entry));
    }
    // The last batches become smaller, so that the commit does not wait long for the last batch.
    if (packed.length >= Math.max(1, Math.min(STAGED_TOGETHER, left))) await stage();
  }
  await staging;
  return failure ? { segments, failure } : { segments };
}

/**
 * Returns the segments of the current index that the manifest no longer names, grouped by month. A month may have
 * several files. If one of its new files cannot be used, all of its old files stay, because any old file may contain
 * the cards of the unusable file.
 */
function replacedSegments(
  current: IndexState | undefined,
  manifest: Manifest,
): Map<string, readonly IndexedSegment[]> {
  const named = new Set(manifest.segments.map(({ sha256 }) => sha256));
  return Map.groupBy(current?.segments.filter(({ sha256 }) => !named.has(sha256)) ?? [], monthOf);
}

function monthOf({ from, to }: Pick<IndexedSegment, 'from' | 'to'>): string {
  return `${from}/${to}`;
}

/** @throws the error if the file could not be fetched */
function fetchedFile(file: Fetched | undefined): SiteFile {
  if (!file || 'error' in file) throw file?.error;
  return file;
}

/** @throws {FetchFailure} `not-json`, `not-an-index` or `damaged` if the file is no usable segment */
function packFile(file: SiteFile, { sha256, count }: SegmentEntry): PackedSegment {
  const packed = packSegment(parseJson(file), file.url, sha256);
  if (!packed) throw new FetchFailure('not-an-index', file.url);
  const { directory } = packed;
  // A few bad cards are skipped. If all cards are bad or missing, the whole segment is damaged.
  if (directory.count === 0 && (count > 0 || directory.skipped.count > 0))
    throw new FetchFailure('damaged', file.url);
  return packed;
}

function indexedSegment({ sha256, from, to, texts }: SegmentEntry): IndexedSegment {
  return texts ? { sha256, from, to, texts } : { sha256, from, to };
}
