import { safeLink } from '../address/safe-link.ts';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { asCount, asDate, asList, asObject, asSha256, asText, readEach } from '../input/json-values.ts';

/** Limit for the size of each file of an index, in bytes. */
export const MAX_FILE_BYTES = 50_000_000;

/** Maximum number of lenses in a manifest. The extension ignores further lenses. */
export const MAX_LENSES = 200;

/** Maximum number of segments in a manifest, enough for a hundred years. The extension ignores further segments. */
export const MAX_SEGMENTS = 1200;

/** A lens: one of the perspectives from which the publication analyses articles. */
export interface Lens {
  readonly id: string;
  readonly name: string;
  /** The lens's page at the publication. */
  readonly url?: string;
  readonly description?: string;
  /** The feed to which the lens's page links. Known only for plain sites. */
  readonly feed?: string;
}

/** The site that publishes analyses, as its manifest describes it. */
export interface Publication {
  readonly name: string;
  /** Home page; ends in "/". */
  readonly url: string;
  /** BCP 47 tag of the language of the analyses. */
  readonly language?: string;
  /** Address of the page for subscribing. */
  readonly subscribe?: string;
  /** Address of the list of all issues. */
  readonly issues?: string;
}

/** A file that the manifest lists. */
export interface IndexFile {
  /** Absolute address, on the origin of the manifest or on its `www.` twin. */
  readonly url: string;
  /** Length of the decoded body (bytes). */
  readonly bytes: number;
  /** SHA-256 of the decoded body, lower-case hexadecimal. */
  readonly sha256: string;
}

/** A segment: a file with the cards of one calendar month. */
export interface SegmentEntry extends IndexFile {
  /** First day of the month, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day of the month, `YYYY-MM-DD`. */
  readonly to: string;
  /** Number of cards. */
  readonly count: number;
  /** All documents of the month, if the publication offers them as one file. */
  readonly texts?: IndexFile;
}

/** The manifest of a companion index, version 1. */
export interface Manifest {
  /** The date of the newest card when the index was built: a date or an RFC 3339 date-time. */
  readonly generated: string;
  readonly publication: Publication;
  readonly lenses: readonly Lens[];
  /** Newest month first. */
  readonly segments: readonly SegmentEntry[];
}

/** The reason why a manifest was refused. */
export type ManifestRefusal = 'not-an-index' | 'unknown-version' | 'other-origin' | 'incomplete' | 'damaged';

/**
 * Returns the address of the manifest of a publication's companion index.
 *
 * @param publication home page of the publication; ends in "/"
 */
export function manifestAddress(publication: string): string {
  return new URL('.well-known/civic-lens/index.json', publication).href;
}

/**
 * Reads the manifest of a companion index. Ignores segments after the first `MAX_SEGMENTS`, lenses after the first
 * `MAX_LENSES`, and lenses that cannot be read. Refuses the whole manifest if a single segment cannot be read.
 *
 * @param raw parsed JSON
 * @param base the address of the manifest. Every file must have the same origin, with or without `www.`.
 * @returns the manifest, or the reason why it was refused
 */
export function readManifest(raw: unknown, base: string): Manifest | ManifestRefusal {
  const manifest = asObject(raw);
  if (manifest?.format !== 'civic-lens-index') return 'not-an-index';
  if (manifest.version !== 1) return 'unknown-version';
  const publication = readPublication(manifest.publication, base);
  const generated = asDate(manifest.generated);
  if (!publication || !generated) return 'incomplete';

  // A manifest without this list is damaged. An index without cards has an empty list.
  if (!Array.isArray(manifest.segments)) return 'damaged';
  const segments: SegmentEntry[] = [];
  for (const entry of asList(manifest.segments, MAX_SEGMENTS)) {
    const segment = readSegmentEntry(entry, base);
    if (typeof segment === 'string') return segment;
    segments.push(segment);
  }
  return {
    generated,
    publication,
    lenses: readEach(manifest.lenses, MAX_LENSES, (lens) => readLens(lens, base)),
    segments: segments.sort((a, b) => (a.from < b.from ? 1 : -1)),
  };
}

/** Reads the description of a publication. Returns `undefined` if the name or the address is missing. */
export function readPublication(raw: unknown, base?: string): Publication | undefined {
  const about = asObject(raw);
  const name = asText(about?.name, 200);
  const url = safeLink(about?.url, base)?.replace(/\/?$/, '/');
  if (!name || !url) return undefined;
  return {
    name,
    url,
    language: languageTag(about?.language),
    subscribe: safeLink(about?.subscribe, base),
    issues: safeLink(about?.issues, base),
  };
}

/** Reads a lens. Returns `undefined` if the id or the name is missing. */
export function readLens(raw: unknown, base?: string): Lens | undefined {
  const lens = asObject(raw);
  const id = asText(lens?.id, 200);
  const name = asText(lens?.name, 200);
  if (!id || !name) return undefined;
  return { id, name, url: safeLink(lens?.url, base), description: asText(lens?.description, 1000) };
}

function readSegmentEntry(raw: unknown, base: string): SegmentEntry | ManifestRefusal {
  const entry = asObject(raw);
  const file = readFileEntry(entry, base);
  if (typeof file === 'string') return file;
  const from = asDate(entry?.from);
  const to = asDate(entry?.to);
  const count = asCount(entry?.count, 0, 1_000_000);
  if (!from || !to || count === undefined) return 'incomplete';
  const texts =
    entry?.texts === undefined || entry.texts === null ? undefined : readFileEntry(entry.texts, base);
  if (typeof texts === 'string') return texts;
  return texts ? { ...file, from, to, count, texts } : { ...file, from, to, count };
}

function readFileEntry(raw: unknown, base: string): IndexFile | ManifestRefusal {
  const file = asObject(raw);
  const url = safeLink(file?.url, base);
  const bytes = asCount(file?.bytes, 0, MAX_FILE_BYTES);
  const sha256 = asSha256(file?.sha256);
  if (!url || bytes === undefined || !sha256) return 'incomplete';
  return isSameOriginOrTwin(url, base) ? { url, bytes, sha256 } : 'other-origin';
}

/**
 * Reads a BCP 47 tag. Returns `undefined` if `Intl.Locale` rejects it, or if its language has more than three letters.
 */
function languageTag(value: unknown): string | undefined {
  const tag = asText(value, 35);
  try {
    return tag === undefined || new Intl.Locale(tag).language.length > 3 ? undefined : tag;
  } catch {
    return undefined;
  }
}
