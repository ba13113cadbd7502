import type { PackedBlock } from '../index/byte-packing.ts';
import type { Hit } from './search-index.ts';
import type { SearchDocument } from './segments/fields.ts';
import { SegmentBuilder } from './segments/segment-builder.ts';
import { runInSlices, type Steps } from './segments/slices.ts';
import type { ReadDocuments } from './stored-index.ts';

/** Number of documents to read at once. Reading blocks the worker, so a larger number would delay answers. */
const READ_TOGETHER = 50;

/** Packs documents into one or several segments. */
export class DocumentPacker {
  readonly #blocks: PackedBlock[] = [];
  readonly #pause: () => PromiseLike<void>;
  #builder = new SegmentBuilder();

  /** @param pause waits until other work has run */
  constructor(pause: () => PromiseLike<void>) {
    this.#pause = pause;
  }

  async add(documents: readonly SearchDocument[]): Promise<void> {
    await runInSlices(this.#adding(documents), this.#pause);
  }

  *#adding(documents: readonly SearchDocument[]): Steps<void> {
    for (const document of documents) {
      if (this.#builder.isFull) yield* this.#packing();
      this.#builder.add(document);
      yield;
    }
  }

  *#packing(): Steps<void> {
    this.#blocks.push(yield* this.#builder.pack());
    this.#builder = new SegmentBuilder();
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

/** Reads documents and packs them. Only a few documents are in memory at once. */
export async function packedDocuments(
  hits: readonly Hit[],
  read: ReadDocuments,
  pause: () => PromiseLike<void>,
): Promise<PackedDocuments> {
  const packer = new DocumentPacker(pause);
  const missing = new Set(hits.map(({ id }) => id));
  for (let at = 0; at < hits.length; at += READ_TOGETHER) {
    const documents = await read(hits.slice(at, at + READ_TOGETHER));
    for (const { id } of documents) missing.delete(id);
    await packer.add(documents);
  }
  return { blocks: await packer.finish(), missing: [...missing] };
}
