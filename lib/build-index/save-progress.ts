import { join } from 'node:path';
import { documentJson, documentPath } from './analysis-files.ts';
import { CACHE_FILE, cacheJson } from './cache.ts';
import type { KnownPage } from './crawl.ts';
import { INDEX_FOLDER } from './existing-index.ts';
import { writeIfOther } from './write-index.ts';

/**
 * Pages between two times that what was read is put on disk: a run that is broken off has not read them for nothing.
 */
const SAVED_TOGETHER = 100;
/**
 * The list of all pages is written again when so large a part of it is new: written each time, it would cost the
 * square of the pages.
 */
const PART_OF_LIST = 0.1;

/**
 * Puts what a crawl read on disk while it runs, without a manifest that names it: each document once, and the list of
 * pages at times.
 */
export class Progress {
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

  /** @returns whether something was put on disk */
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
