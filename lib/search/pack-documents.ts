import { runInSlices, type Steps } from '../db/run-in-slices.ts';
import type { PackedBlock } from '../index/byte-packing.ts';
import type { Hit } from './search-index.ts';
import type { SearchDocument } from './segments/fields.ts';
import { SegmentBuilder } from './segments/segment-builder.ts';
import type { ReadDocuments } from './stored-index.ts';
import type { WordCodes } from './words/word-codes.ts';

/**
 * Number of documents to read at once. Decoding them blocks the search worker, so a larger number would delay answers.
 */
const READ_TOGETHER = 50;

/** Packs documents into one or several segments. */
export class DocumentPacker {
  readonly #blocks: PackedBlock[] = [];
  readonly #pause: () => PromiseLike<void>;
  readonly #wordCodes: WordCodes;
  #builder: SegmentBuilder;

  /**
   * @param pause waits until other work has run
   * @param wordCodes the table with the words of earlier documents. Only one packer may use the table at a time
   */
  constructor(pause: () => PromiseLike<void>, wordCodes: WordCodes) {
    this.#pause = pause;
    this.#wordCodes = wordCodes;
    this.#builder = this.#newBuilder();
  }

  #newBuilder(): SegmentBuilder {
    if (this.#wordCodes.isFull) this.#wordCodes.clear();
    return new SegmentBuilder(this.#wordCodes);
  }

  async add(documents: readonly SearchDocument[]): Promise<void> {
    await runInSlices(this.#adding(documents), this.#pause);
  }

  *#adding(documents: readonly SearchDocument[]): Steps<void> {
    for (const document of documents) {
      const isFull = this.#builder.isFull || (this.#wordCodes.isTooLarge && this.#builder.size > 0);
      if (isFull) yield* this.#packing();
      this.#builder.add(document);
      yield;
    }
  }

  *#packing(): Steps<void> {
    this.#blocks.push(yield* this.#builder.pack());
    this.#builder = this.#newBuilder();
  }

  /** Returns the segments; an empty list if no document was added. */
  async finish(): Promise<readonly PackedBlock[]> {
    if (this.#builder.size > 0) await runInSlices(this.#packing(), this.#pause);
    return this.#blocks;
  }
}

/** Documents that were packed into segments. */
export interface PackedDocuments {
  readonly blocks: readonly PackedBlock[];
  /** Ids of documents that no longer exist. */
  readonly missing: readonly string[];
}

/**
 * Reads documents and packs them. Only a few documents are in memory at once. While some documents are packed, the
 * database reads the next documents.
 */
export async function packedDocuments(
  hits: readonly Hit[],
  read: ReadDocuments,
  pause: () => PromiseLike<void>,
  wordCodes: WordCodes,
): Promise<PackedDocuments> {
  const packer = new DocumentPacker(pause, wordCodes);
  const missing = new Set(hits.map(({ id }) => id));
  const readAt = (at: number): Promise<readonly SearchDocument[]> => {
    const reading = Promise.resolve(at < hits.length ? read(hits.slice(at, at + READ_TOGETHER)) : []);
    // If the read fails, the loop throws when it awaits the documents. Until then, this handler prevents the report of
    // an unhandled rejection.
    reading.catch(() => undefined);
    return reading;
  };
  let next = readAt(0);
  for (let at = 0; at < hits.length; at += READ_TOGETHER) {
    const documents = await next;
    next = readAt(at + READ_TOGETHER);
    for (const { id } of documents) missing.delete(id);
    await packer.add(documents);
  }
  return { blocks: await packer.finish(), missing: [...missing] };
}
