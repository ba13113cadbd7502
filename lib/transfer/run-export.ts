import type { AnalysisInFile } from './analysis-in-file.ts';
import { analysesAsCsv, highlightsAsCsv } from './export-csv.ts';
import { analysesAsBookmarks, analysesAsHtml } from './export-html.ts';
import { lensFeedsAsOpml } from './export-opml.ts';
import type { FileWords } from './file-words.ts';
import {
  analysisBlocks,
  exportedAnalyses,
  exportedRecords,
  type TransferProgress,
} from './records-to-export.ts';
import { libraryFile } from './write-library.ts';

/** The forms in which the reader can export the library. */
export const EXPORT_FORMS = ['json', 'markdown', 'csv', 'highlights', 'bookmarks', 'opml', 'html'] as const;
export type ExportForm = (typeof EXPORT_FORMS)[number];

/** A file that the reader can store. */
export interface ExportedFile {
  readonly name: string;
  readonly content: Blob;
}

const FILES: Readonly<Record<ExportForm, readonly [name: string, ending: string, type: string]>> = {
  json: ['civic-lens-library', 'json', 'application/json'],
  markdown: ['civic-lens-markdown', 'zip', 'application/zip'],
  csv: ['civic-lens-analyses', 'csv', 'text/csv'],
  highlights: ['civic-lens-highlights', 'csv', 'text/csv'],
  bookmarks: ['civic-lens-bookmarks', 'html', 'text/html'],
  opml: ['civic-lens-feeds', 'opml', 'text/x-opml'],
  html: ['civic-lens-library', 'html', 'text/html'],
};

/** Longest time for which the page may be busy before it reacts to input, for example to *Cancel* (ms). */
const MAX_BUSY_MS = 30;

/**
 * Once this many characters or bytes are collected, they are moved into a `Blob`, whose content is outside the memory
 * of scripts.
 */
const MAX_COLLECTED = 1_000_000;

/**
 * Writes the library, or some of its analyses, into a file.
 *
 * @param ids ids of the analyses to export; all analyses if not given
 * @param passages the highlights and notes to export: for a highlight its id, for a note "note " and the id of its
 *   analysis. All if not given. The forms `json`, `opml` and `html` ignore this argument
 * @throws the reason of the signal if it is aborted
 */
export async function exportFile(
  form: ExportForm,
  words: FileWords,
  ids?: readonly string[],
  progress: TransferProgress = {},
  now = Date.now(),
  passages?: ReadonlySet<string>,
): Promise<ExportedFile> {
  const [name, ending, type] = FILES[form];
  const parts: Blob[] = [];
  let pieces: (string | Uint8Array<ArrayBuffer>)[] = [];
  let collected = 0;
  let since = performance.now();
  for await (const piece of piecesOf(form, words, ids, progress, now, passages)) {
    pieces.push(piece);
    collected += piece.length;
    if (performance.now() - since > MAX_BUSY_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      progress.signal?.throwIfAborted();
      since = performance.now();
    }
    if (collected < MAX_COLLECTED) continue;
    parts.push(new Blob(pieces));
    pieces = [];
    collected = 0;
  }
  progress.signal?.throwIfAborted();
  const content = new Blob([...parts, ...pieces], { type });
  return { name: `${name}-${new Date(now).toISOString().slice(0, 10)}.${ending}`, content };
}

async function* piecesOf(
  form: ExportForm,
  words: FileWords,
  ids: readonly string[] | undefined,
  progress: TransferProgress,
  now: number,
  passages: ReadonlySet<string> | undefined,
): AsyncGenerator<string | Uint8Array<ArrayBuffer>> {
  if (form === 'json') return yield* libraryFile(ids, progress, now);
  if (form === 'opml') return yield await lensFeedsAsOpml();
  if (form === 'html') {
    const records = await exportedRecords(ids);
    return yield* analysesAsHtml(records, analysisBlocks(records, progress), words);
  }
  const all = exportedAnalyses(ids, progress, form === 'markdown');
  const blocks = passages ? onlyPassages(all, passages) : all;
  switch (form) {
    case 'markdown': {
      const { analysesAsMarkdownZip } = await import('./export-zip.ts');
      return yield* analysesAsMarkdownZip(blocks, words);
    }
    case 'csv':
      return yield* analysesAsCsv(blocks);
    case 'highlights':
      return yield* highlightsAsCsv(blocks);
    case 'bookmarks':
      return yield* analysesAsBookmarks(blocks, words.title, words.archive);
  }
}

/** Leaves out the highlights and notes that are not wanted. */
async function* onlyPassages(
  blocks: AsyncIterable<readonly AnalysisInFile[]>,
  wanted: ReadonlySet<string>,
): AsyncGenerator<readonly AnalysisInFile[]> {
  for await (const block of blocks)
    yield block.map(({ saved, ...kept }) => {
      const { note, highlights = [], ...rest } = saved;
      const marked = highlights.filter(({ id }) => wanted.has(id));
      return {
        ...kept,
        saved: {
          ...rest,
          ...(note !== undefined && wanted.has(`note ${saved.id}`) ? { note } : {}),
          ...(marked.length > 0 ? { highlights: marked } : {}),
        },
      };
    });
}
