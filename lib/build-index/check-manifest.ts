import { safeLink } from '../address/safe-link.ts';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import {
  type IndexFile,
  MAX_FILE_BYTES,
  MAX_LENSES,
  MAX_SEGMENTS,
  type SegmentEntry,
} from '../index/manifest.ts';
import {
  asCount,
  asDate,
  asList,
  asObject,
  asSha256,
  asText,
  type JsonObject,
} from '../input/json-values.ts';
import type { Findings } from './findings.ts';

/** The usable parts of a manifest. */
export interface CheckedManifest {
  /** Ids of the lenses. */
  readonly lenses: ReadonlySet<string>;
  /** The valid entries, with absolute addresses. */
  readonly segments: readonly SegmentEntry[];
}

const FILE = 'index.json';

/**
 * Checks all fields of a manifest, even after an invalid one. (Clients stop at the first invalid required field.)
 *
 * @param base address of the manifest
 * @param site address of the publication, with "/" at the end
 * @returns the usable parts; `undefined` if this is not an index of version 1
 */
export function checkManifest(
  raw: unknown,
  base: string,
  site: string,
  findings: Findings,
): CheckedManifest | undefined {
  const manifest = asObject(raw);
  if (manifest?.format !== 'civic-lens-index') {
    findings.error(FILE, 'is not an index: “format” must be “civic-lens-index”');
    return undefined;
  }
  if (manifest.version !== 1) {
    findings.error(
      FILE,
      `has version ${JSON.stringify(manifest.version)}; readers know only version 1 and refuse others`,
    );
    return undefined;
  }
  if (!asDate(manifest.generated))
    findings.error(FILE, '“generated” is not a date (2026-07-02T12:00:00Z); readers refuse the whole index');
  checkPublication(asObject(manifest.publication), base, site, findings);
  return {
    lenses: checkLenses(manifest.lenses, base, findings),
    segments: checkSegments(manifest, base, findings),
  };
}

function checkPublication(
  about: JsonObject | undefined,
  base: string,
  site: string,
  findings: Findings,
): void {
  const error = (says: string): void => findings.error(FILE, says, 'publication');
  if (!asText(about?.name, 200)) error('has no name; readers refuse the whole index');
  const url = safeLink(about?.url, base)?.replace(/\/?$/, '/');
  if (typeof about?.url !== 'string' || !url) error('has no address; readers refuse the whole index');
  else if (!isSameOriginOrTwin(url, site))
    error(`names the address ${url}, but the index belongs to ${site}`);
  for (const field of ['subscribe', 'issues'] as const)
    if (hasValue(about?.[field]) && !safeLink(about?.[field], base))
      error(`“${field}” is not a usable address`);
  if (hasValue(about?.language) && !isLanguage(about?.language))
    error('“language” is not a language tag (BCP 47)');
}

function checkLenses(raw: unknown, base: string, findings: Findings): ReadonlySet<string> {
  const ids = new Set<string>();
  if (hasValue(raw) && !Array.isArray(raw)) findings.error(FILE, '“lenses” is not a list');
  const error = (says: string): void => findings.error(FILE, says);
  listWithin(MAX_LENSES, raw, 'lenses', error).forEach((value, n) => {
    const lens = asObject(value);
    const id = asText(lens?.id, 200);
    const where = `lens ${n + 1}${id ? ` (${id})` : ''}`;
    if (!id || !asText(lens?.name, 200)) {
      findings.error(FILE, 'has no id or no name and is skipped', where);
      return;
    }
    if (ids.has(id)) findings.error(FILE, 'has the id of another lens', where);
    if (hasValue(lens?.url) && !safeLink(lens?.url, base))
      findings.error(FILE, '“url” is not a usable address', where);
    ids.add(id);
  });
  return ids;
}

function checkSegments(manifest: JsonObject, base: string, findings: Findings): SegmentEntry[] {
  if (!Array.isArray(manifest.segments)) findings.error(FILE, '“segments” is not a list: the index is empty');
  const months = new Map<string, number>();
  const error = (says: string): void => findings.error(FILE, says);
  const entries = listWithin(MAX_SEGMENTS, manifest.segments, 'segments', error);
  return entries.flatMap((value, n): SegmentEntry[] => {
    const where = `segment ${n + 1}`;
    const entry = asObject(value);
    const file = checkFileEntry(entry, base, where, findings);
    const [from, to] = [asDate(entry?.from), asDate(entry?.to)];
    const count = asCount(entry?.count, 0, 1_000_000);
    if (!from || !to)
      findings.error(
        FILE,
        '“from” and “to” must be days (2026-07-01); readers refuse the whole index',
        where,
      );
    else if (from.slice(0, 7) !== to.slice(0, 7) || from > to)
      findings.error(FILE, `is from ${from} to ${to}, which is not within one calendar month`, where);
    else {
      const other = months.get(from.slice(0, 7));
      if (other !== undefined) findings.error(FILE, `has the same month as segment ${other + 1}`, where);
      months.set(from.slice(0, 7), n);
    }
    if (count === undefined)
      findings.error(FILE, '“count” is not a number of cards; readers refuse the whole index', where);
    const texts = hasValue(entry?.texts)
      ? checkFileEntry(asObject(entry?.texts), base, `${where}, texts`, findings)
      : undefined;
    if (!file || !from || !to || count === undefined) return [];
    return [texts ? { ...file, from, to, count, texts } : { ...file, from, to, count }];
  });
}

function checkFileEntry(
  file: JsonObject | undefined,
  base: string,
  where: string,
  findings: Findings,
): IndexFile | undefined {
  const url = file?.url === undefined ? undefined : safeLink(file.url, base);
  const bytes = asCount(file?.bytes, 0, MAX_FILE_BYTES);
  const sha256 = asSha256(file?.sha256);
  const refused = 'readers refuse the whole index';
  if (!url) findings.error(FILE, `has no address; ${refused}`, where);
  else if (!isSameOriginOrTwin(url, base))
    findings.error(FILE, `is on another site, ${new URL(url).origin}; ${refused}`, where);
  if (bytes === undefined)
    findings.error(FILE, `“bytes” is not a length up to ${MAX_FILE_BYTES}; ${refused}`, where);
  if (!sha256) findings.error(FILE, `“sha256” is not a hash of 64 lower-case hex digits; ${refused}`, where);
  const isUsable = url !== undefined && isSameOriginOrTwin(url, base);
  return isUsable && bytes !== undefined && sha256 ? { url, bytes, sha256 } : undefined;
}

/**
 * Returns the elements of a list up to the limit that clients apply, and reports a longer list.
 *
 * @param name name of the elements, in the plural
 */
export function listWithin(
  limit: number,
  list: unknown,
  name: string,
  error: (says: string) => void,
): readonly unknown[] {
  if (Array.isArray(list) && list.length > limit)
    error(`has ${list.length} ${name}; readers ignore all after the first ${limit}`);
  return asList(list, limit);
}

/** Whether a field has a value. Clients treat `null` as missing. */
export function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isLanguage(tag: unknown): boolean {
  try {
    return typeof tag === 'string' && new Intl.Locale(tag).language.length <= 3;
  } catch {
    return false;
  }
}
