import { Zip, ZipPassThrough } from 'fflate';
import type { AnalysisInFile } from './analysis-in-file.ts';
import { markdownFile, markdownName } from './export-markdown.ts';
import type { FileWords } from './file-words.ts';

/**
 * A file that the browser compresses. fflate would allocate a fifth of a megabyte of buffers for each file, and the
 * browser would release unused buffers only after they take tens of megabytes.
 */
class CompressedFile extends ZipPassThrough {
  /** The code of the method "deflate" in a ZIP archive (APPNOTE 4.4.5). */
  override compression = 8;
  /** Fulfilled when the whole file is in the archive. */
  written = Promise.resolve();

  protected override process(content: Uint8Array<ArrayBuffer>): void {
    this.written = this.#compress(content);
  }

  async #compress(content: Uint8Array<ArrayBuffer>): Promise<void> {
    const { readable, writable } = new CompressionStream('deflate-raw');
    const writer = writable.getWriter();
    await Promise.all([this.#addAll(readable.getReader()), writer.write(content), writer.close()]);
    // Chromium keeps the content of a stream until its next full garbage collection. Transfer the buffer to release the
    // memory now.
    content.buffer.transfer(0);
  }

  async #addAll(compressed: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<void> {
    for (let part = await compressed.read(); !part.done; part = await compressed.read())
      this.ondata(null, part.value, false);
    this.ondata(null, NOTHING, true);
  }
}

const NOTHING = new Uint8Array();

/** Returns a ZIP archive with a Markdown file for each analysis, in pieces. */
export async function* analysesAsMarkdownZip(
  blocks: AsyncIterable<readonly AnalysisInFile[]>,
  words: FileWords,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, piece) => {
    failure ??= error;
    pieces.push(piece as Uint8Array<ArrayBuffer>);
  });
  const encoder = new TextEncoder();
  for await (const block of blocks) {
    for (const kept of block) {
      const file = new CompressedFile(markdownName(kept.saved.id));
      file.mtime = zipTime(kept.saved.savedAt);
      zip.add(file);
      file.push(encoder.encode(markdownFile(kept, words)), true);
      // Compress one file after the other: each open stream needs a quarter of a megabyte.
      await file.written;
      if (failure) throw failure;
      yield* pieces.splice(0);
    }
  }
  zip.end();
  if (failure) throw failure;
  yield* pieces;
}

/** Returns a time that fflate can write: it refuses years before 1980 and after 2099, in local time. */
function zipTime(time: number): Date {
  const [first, last] = [Date.UTC(1980, 0, 2), Date.UTC(2099, 11, 30)];
  return new Date(Math.min(Math.max(time, first), last));
}
