import { isSameOriginOrTwin } from '../address/www-twin.ts';
import type { Card } from '../index/card.ts';
import { type IndexFile, manifestAddress, type SegmentEntry } from '../index/manifest.ts';
import { parseJson } from '../sync/fetch-file.ts';
import { sha256 } from './analysis-files.ts';
import { type CardSurroundings, checkDocument, checkSegment, checkTexts } from './check-cards.ts';
import { HeaderCheck } from './check-headers.ts';
import { checkManifest } from './check-manifest.ts';
import { reasonOf } from './error-messages.ts';
import { type Finding, Findings } from './findings.ts';
import { folderIndex, type IndexedFile, type IndexSource, servedIndex } from './index-source.ts';
import type { SiteClientOptions } from './site-client.ts';

export interface CheckOptions extends Partial<Pick<SiteClientOptions, 'get' | 'wait' | 'pace'>> {
  /** Maximum number of documents to request, spread evenly over the index; default 20. */
  readonly documents?: number;
}

/** The result of a check, with the number of checked items of each kind. */
export interface IndexCheck {
  /** Address of the manifest. */
  readonly manifest: string;
  readonly findings: readonly Finding[];
  readonly segments: number;
  readonly cards: number;
  readonly texts: number;
  readonly documents: number;
}

/**
 * Checks a companion index against the format: the manifest, all segments and texts, and some of the documents.
 *
 * @param target address of a publication, with "/" at the end, or a folder
 */
export async function checkIndex(target: string, options: CheckOptions = {}): Promise<IndexCheck> {
  const { documents: maxDocuments = 20, ...clientOptions } = options;
  const source = /^https?:/.test(target) ? servedIndex(target, clientOptions) : await folderIndex(target);
  const check = new Check(source);
  await check.run(maxDocuments);
  const { findings, segments, cards, texts, documents } = check;
  return { manifest: check.base, findings: findings.all, segments, cards: cards.length, texts, documents };
}

/** A card with the path of its segment. */
interface Placed {
  readonly card: Card;
  readonly segment: string;
}

/** A check in progress. */
class Check {
  readonly base: string;
  readonly findings = new Findings();
  readonly cards: Placed[] = [];
  segments = 0;
  texts = 0;
  documents = 0;
  readonly #source: IndexSource;
  readonly #headers: HeaderCheck;

  constructor(source: IndexSource) {
    this.#source = source;
    this.base = manifestAddress(source.site);
    this.#headers = new HeaderCheck(source.site, this.findings);
  }

  async run(maxDocuments: number): Promise<void> {
    const manifest = await this.#manifest();
    if (!manifest) return;
    const around: CardSurroundings = { site: this.#source.site, lenses: manifest.lenses, ids: new Map() };
    for (const entry of manifest.segments) await this.#segment(entry, around);
    await this.#documents(maxDocuments);
    this.#headers.reportAll();
  }

  async #manifest(): Promise<ReturnType<typeof checkManifest>> {
    const file = await this.#file(this.base);
    const raw = file && this.#json(file);
    if (!file || raw === undefined) return undefined;
    if (file.headers) {
      this.#headers.manifest(file.headers);
      if (file.etag !== undefined || file.lastModified !== undefined) await this.#conditional(file);
    }
    return checkManifest(raw, file.url, this.#source.site, this.findings);
  }

  /** Checks the answer to a conditional request for the manifest. */
  async #conditional(manifest: IndexedFile): Promise<void> {
    try {
      if (await this.#source.isUnchanged(this.base, manifest)) return;
      this.findings.advice(
        'index.json',
        'does not answer 304 to a conditional request: each check by a reader transfers the whole file',
      );
    } catch (error) {
      this.findings.error('index.json', reasonOf(error), 'conditional request');
    }
  }

  async #segment(entry: SegmentEntry, around: CardSurroundings): Promise<void> {
    const path = this.#path(entry.url);
    const file = await this.#announced(entry);
    const raw = file && this.#json(file);
    if (!file || raw === undefined) return;
    this.segments++;
    const cards = checkSegment(raw, path, file.url, entry, around, this.findings);
    for (const card of cards) this.cards.push({ card, segment: path });
    const texts = entry.texts && (await this.#announced(entry.texts));
    const rawTexts = texts && this.#json(texts);
    if (texts && rawTexts !== undefined)
      this.texts += checkTexts(rawTexts, this.#path(texts.url), texts.url, cards, path, this.findings);
  }

  /** Checks at most `limit` documents, spread evenly over the cards in the order of the manifest. */
  async #documents(limit: number): Promise<void> {
    const { site } = this.#source;
    const named = this.cards.filter(({ card }) => card.document && isSameOriginOrTwin(card.document, site));
    const step = Math.max(1, named.length / Math.max(1, limit));
    for (let n = 0; n < named.length && this.documents < limit; n = Math.ceil(n + step)) {
      const { card, segment } = named[n] ?? {};
      if (!card?.document || !segment) break;
      this.documents++;
      const file = await this.#file(card.document);
      const raw = file && this.#json(file);
      if (file && raw !== undefined)
        checkDocument(raw, this.#path(file.url), file.url, card, segment, this.findings);
    }
  }

  /**
   * Fetches a file that the manifest names. Returns it even if its hash is wrong, so that the check finds its other
   * problems too.
   */
  async #announced(entry: IndexFile): Promise<IndexedFile | undefined> {
    const file = await this.#file(entry.url);
    if (!file) return undefined;
    const path = this.#path(entry.url);
    const refused = 'readers refuse it and keep their old data';
    if (file.body.length !== entry.bytes)
      this.findings.error(
        path,
        `has ${file.body.length} bytes, the manifest says ${entry.bytes}; ${refused}`,
      );
    else if (sha256(file.body) !== entry.sha256)
      this.findings.error(path, `has another SHA-256 than the manifest says; ${refused}`);
    if (!path.includes(entry.sha256.slice(0, 6)))
      this.findings.advice(path, 'has no part of its hash in its name: caches cannot keep it permanently');
    if (file.headers) this.#headers.hashed(path, file.headers, file.body.length);
    return file;
  }

  async #file(address: string): Promise<IndexedFile | undefined> {
    try {
      return await this.#source.file(address);
    } catch (error) {
      this.findings.error(this.#path(address), reasonOf(error));
      return undefined;
    }
  }

  #json(file: IndexedFile): unknown {
    try {
      return parseJson(file);
    } catch {
      const start = new TextDecoder().decode(file.body.subarray(0, 200));
      const isPage = /^\s*<(?:!doctype|html)/i.test(start);
      this.findings.error(this.#path(file.url), isPage ? 'is a web page, not JSON' : 'is not JSON');
      return undefined;
    }
  }

  /**
   * Returns the name of a file for the report: its path in the index's folder, or its address if the file is outside
   * the folder.
   */
  #path(address: string): string {
    const folder = new URL('.', this.base).href;
    return address.startsWith(folder) ? address.slice(folder.length) : address;
  }
}
