import { commitIndex, type NextIndex } from '../db/index-commit.ts';
import type { IndexedSegment, IndexState } from '../db/index-records.ts';
import { type Basis, basisOfCommit, changeSync, indexState, syncState } from '../db/index-state.ts';
import { countCards, stagedSegments, stageSegments } from '../db/segments.ts';
import {
  type IndexFile,
  LARGEST_FILE,
  type Manifest,
  manifestAddress,
  readManifest,
  type SegmentEntry,
} from '../index/manifest.ts';
import { type PackedSegment, packSegment } from '../index/segment.ts';
import type { SiteFile } from '../publication/site/site-file.ts';
import { FetchFailure, failureOf, parseJson, sha256 } from './fetch-file.ts';
import { isFailureOfSite, isOfSite, publicationFile } from './publication-file.ts';
import { clearRefusal, recordRefusal, refusedFile } from './refused-files.ts';

/** A manifest has some hundred bytes a month. */
const LARGEST_MANIFEST = 5_000_000;

/** After this many failures of the whole site in a row, the sync requests no further file. */
export const MOST_REFUSALS = 3;

/** Segments written in one transaction: fewer are slower, more are lost when the worker is killed. */
const STAGED_TOGETHER = 12;

/** What bringing the index up to date did. */
export interface IndexSync {
  /** Whether any card may have changed. */
  readonly changed: boolean;
  readonly index: IndexState;
  /** Why some segment is still the old one or missing, though the rest is new. */
  readonly failure?: ReturnType<typeof failureOf>;
}

/**
 * Brings the index up to date from the publication's companion index (version 1). Costs one conditional request when
 * nothing changed, else the changed segments. A segment that cannot be had or has a wrong hash leaves the old one of
 * its month in place; the manifest's validators are then not kept, so that the next sync asks again. Segments already
 * fetched by a sync that was killed are used.
 *
 * @param publication address of the publication, ending in "/"
 * @throws {FetchFailure} where the manifest cannot be had or is refused; the old index then stays untouched
 */
export async function syncCompanionIndex(
  publication: string,
  now: number,
  get: typeof fetch = fetch,
): Promise<IndexSync> {
  const basis = await basisOfCommit();
  const current = await indexState();
  const { origin } = new URL(publication);
  const file = await publicationFile(manifestAddress(publication), {
    origin,
    most: LARGEST_MANIFEST,
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
  // An index that was announced but of which nothing could be had must not pass for an empty one.
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

/** A segment that is named twice counts once, with its texts where one of the two names them. */
function eachOnce(segments: readonly SegmentEntry[]): SegmentEntry[] {
  const byHash = new Map<string, SegmentEntry>();
  for (const segment of segments) if (!byHash.get(segment.sha256)?.texts) byHash.set(segment.sha256, segment);
  return [...byHash.values()];
}

/**
 * An index of nothing is more likely a mistake of the publisher than the end of all analyses: believed after so long
 * (ms).
 */
const BELIEVE_EMPTY_AFTER = 3 * 24 * 3_600_000;

async function checkNotEmpty(
  segments: readonly IndexedSegment[],
  current: IndexState | undefined,
  address: string,
  now: number,
): Promise<void> {
  const { emptySince } = await syncState();
  const isEmpty = (await countCards(segments.map(({ sha256 }) => sha256))) === 0;
  if (!isEmpty || !current || current.cardCount === 0) {
    if (emptySince !== undefined) await changeSync({ emptySince: undefined });
    return;
  }
  const since = emptySince !== undefined && emptySince <= now ? emptySince : now;
  if (now - since >= BELIEVE_EMPTY_AFTER) return;
  await changeSync({ emptySince: since });
  throw new FetchFailure('empty', address);
}

/** From which day on every analysis is here, where months that the manifest names are not. */
function completeness(
  segments: readonly IndexedSegment[],
  named: readonly SegmentEntry[],
): Pick<NextIndex, 'incomplete' | 'knownBackTo'> {
  // If a month has changed, its old state may lack the newest analyses, so only the same hash counts.
  const isHere = ({ sha256 }: SegmentEntry): boolean => segments.some((segment) => segment.sha256 === sha256);
  const [last] = named
    .filter((entry) => !isHere(entry))
    .map(({ to }) => to)
    .sort()
    .reverse();
  if (last === undefined) return segments.length < named.length ? { incomplete: true } : {};
  const next = new Date(Date.parse(last) + 24 * 3_600_000).toISOString().slice(0, 10);
  return named.some(({ from }) => from >= next)
    ? { incomplete: true, knownBackTo: next }
    : { incomplete: true };
}

async function currentSegments(
  manifest: Manifest,
  current: IndexState | undefined,
  basis: Basis,
  origin: string,
  get: typeof fetch,
): Promise<{ segments: IndexedSegment[]; failure?: { error: unknown } }> {
  const staged = await stagedSegments();
  const segments: IndexedSegment[] = [];
  let failure: { error: unknown } | undefined;
  let refusals = 0;
  let packed: PackedSegment[] = [];
  let staging = Promise.resolve();
  // Stage segments in batches while the rest downloads, so that a killed sync can resume.
  const stage = async (): Promise<void> => {
    await staging;
    staging = stageSegments(packed, basis);
    packed = [];
  };
  const files = fetchAhead(
    manifest.segments.filter(({ sha256 }) => !staged.has(sha256)),
    origin,
    get,
  );
  for (const entry of manifest.segments) {
    try {
      if (!staged.has(entry.sha256)) {
        // The site does not answer now, so the remaining months are not requested.
        if (failure && refusals >= MOST_REFUSALS) throw failure.error;
        packed.push(packFile((await files.next()).value, entry));
        refusals = 0;
      }
      segments.push(indexedSegment(entry));
    } catch (error) {
      failure ??= { error };
      if (isFailureOfSite(error)) refusals++;
      const old = current?.segments.find((segment) => segment.from === entry.from && segment.to === entry.to);
      if (old) segments.push(old);
    }
    if (packed.length >= STAGED_TOGETHER) await stage();
  }
  await stage();
  await staging;
  return failure ? { segments, failure } : { segments };
}

/** Some files in their order, or why they cannot be had: while one is worked on, the next is fetched and checked. */
async function* fetchAhead(
  entries: readonly IndexFile[],
  origin: string,
  get: typeof fetch,
): AsyncGenerator<SiteFile | { readonly error: unknown }, undefined> {
  const fetched = async (entry: IndexFile | undefined): Promise<SiteFile | { error: unknown } | undefined> =>
    entry && fetchChecked(entry, origin, get).catch((error: unknown) => ({ error }));
  let next = fetched(entries[0]);
  for (let n = 1; n <= entries.length; n++) {
    const file = await next;
    next = fetched(entries[n]);
    if (file) yield file;
  }
}

function packFile(
  file: SiteFile | { readonly error: unknown } | undefined,
  { sha256, count }: SegmentEntry,
): PackedSegment {
  if (!file || 'error' in file) throw file?.error;
  const packed = packSegment(parseJson(file), file.url, sha256);
  if (!packed) throw new FetchFailure('not-an-index', file.url);
  const { directory } = packed;
  // Single cards may be bad. Where all are, or none is there of those that were announced, the month is.
  if (directory.count === 0 && (count > 0 || directory.skipped.count > 0))
    throw new FetchFailure('damaged', file.url);
  return packed;
}

function indexedSegment({ sha256, from, to, texts }: SegmentEntry): IndexedSegment {
  return texts ? { sha256, from, to, texts } : { sha256, from, to };
}

/**
 * A file that the manifest names, with the length and hash that it names. One that could not be used twice is not
 * fetched at each check, but after a day, and later after a week.
 *
 * @throws {FetchFailure} `wrong-hash` where it is another content, and all that `publicationFile` throws
 */
export async function fetchChecked(entry: IndexFile, origin: string, get: typeof fetch): Promise<SiteFile> {
  const { sha256 } = entry;
  const refused = await refusedFile(sha256, Date.now());
  if (refused) throw new FetchFailure(refused.reason, entry.url, refused.status);
  try {
    const file = await fetchWhole(entry, origin, get);
    await clearRefusal(sha256);
    return file;
  } catch (error) {
    if (error instanceof FetchFailure && !isOfSite(error))
      await recordRefusal({ sha256, reason: error.reason, status: error.status }, Date.now());
    throw error;
  }
}

async function fetchWhole(entry: IndexFile, origin: string, get: typeof fetch): Promise<SiteFile> {
  // A byte more than announced is enough to know that this is another content.
  const file = await publicationFile(entry.url, {
    origin,
    most: Math.min(entry.bytes, LARGEST_FILE) + 1,
    get,
  });
  if (file === 'unchanged' || file.body.length !== entry.bytes || (await sha256(file.body)) !== entry.sha256)
    throw new FetchFailure('wrong-hash', entry.url);
  return file;
}
