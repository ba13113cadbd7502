import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { buildIndex } from '../../../lib/build-index/build-index.ts';
import { checkIndex } from '../../../lib/build-index/check.ts';
import { findingSentence } from '../../../lib/build-index/check-report.ts';
import { NOW, type PlainSite, serveFolder, startPlainSite, temporaryFolder } from './plain-site.ts';

/** Builds an index of the sample's plain site with the tool, and serves it on loopback. Tests then damage its files. */

export const INDEX = '/.well-known/civic-lens/';
export const JSON_TYPE = 'application/json';

export let site: PlainSite;
/** The folder in which the tool wrote the index. */
export let out: string;
/** The undamaged files, as the tool wrote them. */
export let good: PlainSite['files'];

/** Builds and serves the index before all tests of a file, and restores its files after each test. */
export function withGoodIndex(): void {
  beforeAll(async () => {
    site = await startPlainSite();
    out = temporaryFolder();
    await buildIndex({ site: site.address, out, pace: 0, now: NOW, texts: true });
    serveFolder(site, out);
    for (const [path, file] of site.files) {
      const isHashed = /\.[0-9a-f]{8}\.json$/.test(path);
      if (isHashed)
        site.files.set(path, { ...file, headers: { 'cache-control': 'max-age=31536000, immutable' } });
    }
    good = new Map(site.files);
  });
  afterAll(() => {
    site.close();
    rmSync(out, { recursive: true });
  });
  afterEach(() => {
    site.hasValidators = true;
    site.instead.clear();
    site.files.clear();
    for (const [path, file] of good) site.files.set(path, file);
  });
}

/** Checks the index and returns the findings of one kind as sentences. */
export const check = async (kind: 'error' | 'advice' = 'error', documents = 100): Promise<string[]> =>
  (await checkIndex(site.address, { documents })).findings
    .filter((finding) => finding.kind === kind)
    .map((finding) =>
      findingSentence(finding)
        .replaceAll(site.address, '/')
        .replaceAll(/(?<=\d{4}-\d{2}\.)[0-9a-f]{8}/g, '…'),
    );

/** A card in a file, valid or not. */
export interface WrittenCard {
  [field: string]: unknown;
  sources: unknown[];
}

interface WrittenFile {
  url: string;
  [field: string]: unknown;
}

interface WrittenEntry extends WrittenFile {
  texts: WrittenFile;
}

export interface WrittenManifest {
  [field: string]: unknown;
  publication: Record<string, unknown>;
  lenses: [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>];
  segments: [WrittenEntry, WrittenEntry, WrittenEntry, ...WrittenEntry[]];
}

export interface WrittenSegment {
  cards: [WrittenCard, WrittenCard, ...WrittenCard[]];
}
export interface WrittenTexts {
  documents: [{ card: WrittenCard }, ...unknown[]];
}

/** Changes the served manifest. */
export function manifest(change: (manifest: WrittenManifest) => void): void {
  const value = JSON.parse(String(site.files.get(`${INDEX}index.json`)?.body)) as WrittenManifest;
  change(value);
  site.files.set(`${INDEX}index.json`, { type: JSON_TYPE, body: JSON.stringify(value) });
}

/**
 * Changes the newest segment or the newest texts, and their hash in the manifest, so that only the content is wrong.
 */
function content<Written>(kind: 'segments' | 'texts', change: (file: Written) => void): void {
  manifest(({ segments: [segment] }) => {
    const entry = kind === 'segments' ? segment : segment.texts;
    const file = site.files.get(INDEX + entry.url);
    const value = JSON.parse(String(file?.body)) as Written;
    change(value);
    const body = JSON.stringify(value);
    const sha256 = createHash('sha256').update(body).digest('hex');
    const url = entry.url.replace(/\.[0-9a-f]{8}\./, `.${sha256.slice(0, 8)}.`);
    site.files.set(INDEX + url, { ...file, type: JSON_TYPE, body });
    Object.assign(entry, { url, sha256, bytes: Buffer.byteLength(body) });
  });
}

export const segment = (change: (segment: WrittenSegment) => void): void => content('segments', change);
export const texts = (change: (texts: Partial<WrittenTexts>) => void): void => content('texts', change);
export const card = (change: (card: WrittenCard) => void): void => segment(({ cards }) => change(cards[0]));
export const newest = 'card 1 (ferry-talks-merrow-strait)';
