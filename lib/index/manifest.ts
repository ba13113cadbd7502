import { safeLink } from '../address/safe-link.ts';
import { isOneOrigin } from '../address/twin-host.ts';
import { asCount, asDate, asList, asObject, asSha256, asText } from '../input/json-values.ts';

/** No file of an index may be larger, whatever it says (bytes). */
export const LARGEST_FILE = 50_000_000;

/** One of the publication's perspectives. */
export interface Lens {
  readonly id: string;
  readonly name: string;
  /** The lens's page at the publication. */
  readonly url?: string;
  readonly description?: string;
}

/** The site that publishes analyses, as it describes itself. */
export interface Publication {
  readonly name: string;
  /** Home page; ends in "/". */
  readonly url: string;
  /** BCP 47 tag of the language that analyses are written in. */
  readonly language?: string;
  /** Where readers subscribe. */
  readonly subscribe?: string;
  /** The list of all issues. */
  readonly issues?: string;
}

/** A file that the manifest names. */
export interface IndexFile {
  readonly url: string;
  /** Length of the decoded body. */
  readonly bytes: number;
  /** Lower-case hex of the decoded body. */
  readonly sha256: string;
}

/** The cards of one calendar month. */
export interface SegmentEntry extends IndexFile {
  /** First and last day that its cards may have been published, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** All documents of the month, where the publication offers them. */
  readonly texts?: IndexFile;
}

/** A companion index, version 1. */
export interface Manifest {
  readonly generated: string;
  readonly publication: Publication;
  readonly lenses: readonly Lens[];
  readonly segments: readonly SegmentEntry[];
}

/** Why a manifest was refused. */
export type ManifestRefusal = 'not-an-index' | 'unknown-version' | 'other-origin' | 'incomplete' | 'damaged';

/** Where a publication's companion index stands. `publication` ends in "/". */
export function manifestAddress(publication: string): string {
  return new URL('.well-known/civic-lens/index.json', publication).href;
}

/**
 * Reads the manifest of a companion index.
 *
 * @param raw parsed JSON
 * @param base the address that the manifest was read from; every file must be of its origin
 * @returns the manifest, or the reason of the refusal
 */
export function readManifest(raw: unknown, base: string): Manifest | ManifestRefusal {
  const manifest = asObject(raw);
  if (manifest?.format !== 'civic-lens-index') return 'not-an-index';
  if (manifest.version !== 1) return 'unknown-version';
  const about = asObject(manifest.publication);
  const name = asText(about?.name, 200);
  const url = safeLink(about?.url, base)?.replace(/\/?$/, '/');
  const generated = asDate(manifest.generated);
  if (!name || !url || !generated) return 'incomplete';

  // A manifest without this list is no manifest of nothing: half of it is missing.
  if (!Array.isArray(manifest.segments)) return 'damaged';
  const segments: SegmentEntry[] = [];
  for (const entry of asList(manifest.segments, 1200)) {
    const segment = readSegmentEntry(entry, base);
    if (typeof segment === 'string') return segment;
    segments.push(segment);
  }
  return {
    generated,
    publication: {
      name,
      url,
      language: languageTag(about?.language),
      subscribe: safeLink(about?.subscribe, base),
      issues: safeLink(about?.issues, base),
    },
    lenses: asList(manifest.lenses, 200).flatMap((lens) => readLens(lens, base)),
    segments: segments.sort((a, b) => (a.from < b.from ? 1 : -1)),
  };
}

function readLens(raw: unknown, base: string): Lens[] {
  const lens = asObject(raw);
  const id = asText(lens?.id, 200);
  const name = asText(lens?.name, 200);
  if (!id || !name) return [];
  return [
    {
      id,
      name,
      url: safeLink(lens?.url, base),
      description: asText(lens?.description, 1000),
    },
  ];
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
  const bytes = asCount(file?.bytes, 0, LARGEST_FILE);
  const sha256 = asSha256(file?.sha256);
  if (!url || bytes === undefined || !sha256) return 'incomplete';
  return isOneOrigin(url, base) ? { url, bytes, sha256 } : 'other-origin';
}

/** A BCP 47 tag that `Intl` accepts; it throws at others. */
function languageTag(value: unknown): string | undefined {
  const tag = asText(value, 35);
  try {
    return tag === undefined || new Intl.Locale(tag).language.length > 3 ? undefined : tag;
  } catch {
    return undefined;
  }
}
