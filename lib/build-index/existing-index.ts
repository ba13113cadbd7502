import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCard } from '../index/card.ts';
import {
  type IndexFile,
  type Lens,
  type Manifest,
  manifestAddress,
  readManifest,
  type SegmentEntry,
} from '../index/manifest.ts';
import { asList, asObject } from '../input/json-values.ts';
import { analysisFromDocument, documentPath, type IndexedAnalysis } from './analysis-files.ts';
import { filePathIn } from './file-path.ts';

/** Path of the index's folder in the root folder of the site. */
export const INDEX_FOLDER = '.well-known/civic-lens';

/** The index of an earlier run. */
export interface ExistingIndex {
  /** The manifest; absent if there is none, or if it is invalid. */
  readonly manifest?: Manifest;
  /** The analyses whose documents exist. */
  readonly analyses: readonly IndexedAnalysis[];
  /** The manifest's entries for segments, with addresses relative to the index's folder. */
  readonly segments: readonly SegmentEntry[];
  /** Paths of all files that the manifest and the cards name, relative to the index's folder. */
  readonly named: ReadonlySet<string>;
}

/** Thrown if the folder contains an index that must not be overwritten. The message tells the publisher why. */
export class FolderRefused extends Error {}

/**
 * Reads the index in a folder.
 *
 * @param out folder that is the root of the site
 * @param site address of the publication, with "/" at the end
 * @throws {FolderRefused} if the folder contains the index of another publication, or an index of an unknown version
 */
export async function existingIndex(out: string, site: string): Promise<ExistingIndex> {
  const folder = join(out, INDEX_FOLDER);
  const raw = await jsonFile(join(folder, 'index.json'));
  if (raw === undefined) return { analyses: [], segments: [], named: new Set() };
  const manifest = readManifest(raw, manifestAddress(site));
  if (typeof manifest === 'string') {
    if (manifest === 'unknown-version')
      throw new FolderRefused(`${folder} holds an index of a version that this tool does not know`);
    return { analyses: [], segments: [], named: new Set() };
  }
  if (manifest.publication.url !== site)
    throw new FolderRefused(
      `${folder} holds the index of ${manifest.publication.url}: choose another folder, or empty it`,
    );
  const lenses = new Map(manifest.lenses.map((lens) => [lens.id, lens]));
  const analyses: IndexedAnalysis[] = [];
  const segments = manifest.segments.map((segment) => relativeEntry(segment, site));
  const named = new Set(['index.json']);
  for (const { url, texts } of segments) {
    named.add(url);
    if (texts) named.add(texts.url);
    for (const value of asList(asObject(await namedFile(folder, url))?.cards, 100_000)) {
      const card = readCard(value, new URL(url, manifestAddress(site)).href);
      if (typeof card === 'string') continue;
      if (card.document !== undefined) named.add(relativePath(card.document, site));
      const lens =
        card.lens === undefined ? undefined : (lenses.get(card.lens) ?? { id: card.lens, name: card.lens });
      const analysis = await readDocument(out, card.id, lens, site);
      // An interrupted run may have written another page's document under this id, so compare the addresses.
      if (analysis?.card.url === card.url) analyses.push(analysis);
    }
  }
  return { manifest, analyses, segments, named };
}

/** Reads a file that the manifest names; `undefined` if its path leads out of the folder. */
async function namedFile(folder: string, url: string): Promise<unknown> {
  const path = filePathIn(folder, url);
  return path === undefined ? undefined : jsonFile(path);
}

/** Reads an analysis from the document of an earlier run; `undefined` if there is no valid document with this id. */
export async function readDocument(
  out: string,
  id: string,
  lens: Lens | undefined,
  site: string,
): Promise<IndexedAnalysis | undefined> {
  const analysis = analysisFromDocument(
    await jsonFile(join(out, INDEX_FOLDER, documentPath(id))),
    lens,
    site,
  );
  return typeof analysis === 'string' || analysis.card.id !== id ? undefined : analysis;
}

/** Reads a JSON file; `undefined` if it does not exist or is invalid. The next build then writes it again. */
export async function jsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!isMissing && !(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Returns an entry with relative addresses, and with its fields in the order in which the manifest file has them. */
function relativeEntry({ from, to, count, texts, ...file }: SegmentEntry, site: string): SegmentEntry {
  const { url, bytes, sha256 } = relativeFile(file, site);
  const entry = { url, from, to, count, bytes, sha256 };
  return texts ? { ...entry, texts: relativeFile(texts, site) } : entry;
}

function relativeFile({ url, bytes, sha256 }: IndexFile, site: string): IndexFile {
  return { url: relativePath(url, site), bytes, sha256 };
}

function relativePath(address: string, site: string): string {
  const folder = new URL('.', manifestAddress(site)).href;
  return address.startsWith(folder) ? decodeURI(address.slice(folder.length)) : address;
}
