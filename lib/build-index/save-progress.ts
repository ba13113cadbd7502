import { join } from 'node:path';
import { documentJson, documentPath } from './analysis-files.ts';
import { CACHE_FILE, cacheJson } from './cache.ts';
import type { KnownPage } from './crawl.ts';
import { INDEX_FOLDER } from './existing-index.ts';
import { writeIfOther } from './write-index.ts';

/** Number of pages to collect before writing them. */
const SAVED_TOGETHER = 100;
/**
 * The list of all pages is written again once it lacks this share of the pages that this run has read. Writing the list
 * for each page would take quadratic time.
 */
const PART_OF_LIST = 0.1;

/**
 * Saves the pages while a crawl reads them, so that the next run can use them if this run is interrupted. Writes each
 * document once, and the list of pages repeatedly. Does not write the manifest.
 */
export class ProgressSaver {
  read = 0;
  readonly #out: string;
  readonly #site: string;
  readonly #write: typeof writeIfOther;
  #unsaved: string[] = [];
  #unlisted = 0;

  constructor(out: string, site: string, write: typeof writeIfOther = writeIfOther) {
    this.#out = out;
    this.#site = site;
    this.#write = write;
  }

  /**
   * Adds a page that was read.
   *
   * @returns whether anything was written
   */
  async add(pages: ReadonlyMap<string, KnownPage>, url: string): Promise<boolean> {
    this.read++;
    this.#unsaved.push(url);
    if (this.#unsaved.length < SAVED_TOGETHER) return false;
    for (const address of this.#unsaved) {
      const analysis = pages.get(address)?.analysis;
      if (!analysis) continue;
      const path = join(this.#out, INDEX_FOLDER, documentPath(analysis.card.id));
      await this.#write(path, `${JSON.stringify(documentJson(analysis))}\n`);
    }
    this.#unlisted += this.#unsaved.length;
    this.#unsaved = [];
    if (this.#unlisted < this.read * PART_OF_LIST) return true;
    await this.#write(join(this.#out, CACHE_FILE), cacheJson(this.#site, pages));
    this.#unlisted = 0;
    return true;
  }
}
