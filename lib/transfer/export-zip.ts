import { deflateSync, Zip, ZipPassThrough } from 'fflate';
import type { AnalysisInFile } from './analysis-in-file.ts';
import { markdownFile, markdownName } from './export-markdown.ts';
import type { FileWords } from './file-words.ts';

/** Compression level, 0–9. A higher level takes longer, and hardly reduces the size of such texts. */
const LEVEL = 4;

/**
 * A file that is compressed in one call. `ZipDeflate` of fflate allocates buffers for each file, and takes twice as
 * long.
 */
class SmallFile extends ZipPassThrough {
  /** The code of the method "deflate" in a ZIP archive (APPNOTE 4.4.5). */
  override compression = 8;

  protected override process(chunk: Uint8Array, final: boolean): void {
    this.ondata(null, deflateSync(chunk, { level: LEVEL }), final);
  }
}

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
      const file = new SmallFile(markdownName(kept.saved.id));
      file.mtime = zipTime(kept.saved.savedAt);
      zip.add(file);
      file.push(encoder.encode(markdownFile(kept, words)), true);
      if (failure) throw failure;
      yield* pieces.splice(0);
    }
  }
  zip.end();
  if (failure) throw failure;
  yield* pieces;
}

/** fflate writes years from 1980 to 2099, in local time. */
function zipTime(time: number): Date {
  const [first, last] = [Date.UTC(1980, 0, 2), Date.UTC(2099, 11, 30)];
  return new Date(Math.min(Math.max(time, first), last));
}
