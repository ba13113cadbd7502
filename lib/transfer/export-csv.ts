import type { AnalysisInFile } from './analysis-in-file.ts';
import { csvRow } from './csv-rows.ts';
import { isoTime } from './exported-facts.ts';

/** A column of the table of analyses: its name, and the function that returns its value. */
type Column = readonly [name: string, value: (kept: AnalysisInFile) => string | number | undefined];

/** Separates the values of a list within a cell. */
const SEPARATOR = '; ';

const COLUMNS: readonly Column[] = [
  ['id', ({ saved }) => saved.card.id],
  ['headline', ({ saved }) => saved.card.headline],
  ['url', ({ saved }) => saved.card.url],
  ['source', ({ saved }) => saved.card.sources.map(({ url }) => url).join(' ')],
  ['outlet', ({ saved }) => saved.card.outlet],
  ['source headline', ({ saved }) => saved.card.sourceHeadline],
  ['summary', ({ saved }) => saved.card.summary],
  ['lens', ({ saved }) => saved.lens?.name],
  ['type', ({ saved }) => saved.card.type],
  ['published', ({ saved }) => saved.card.published],
  ['updated', ({ saved }) => saved.card.updated],
  ['read minutes', ({ saved }) => saved.card.readMinutes],
  ['topics', ({ saved }) => saved.card.topics.map(({ name }) => name).join(SEPARATOR)],
  ['publication', ({ saved }) => saved.publication.name],
  ['labels', ({ saved }) => (saved.labels ?? []).join(SEPARATOR)],
  ['note', ({ saved }) => saved.note],
  ['state', ({ saved }) => saved.state],
  ['saved', ({ saved }) => isoTime(saved.savedAt)],
  ['read', ({ saved }) => isoTime(saved.readAt)],
  ['withdrawn', ({ saved }) => isoTime(saved.withdrawnAt)],
  ['highlights', ({ saved }) => saved.highlights?.length],
];

/** Some spreadsheets recognize UTF-8 only by this mark. */
const BYTE_ORDER_MARK = '\ufeff';

/** Writes a table of analyses, with one row for each analysis. */
export async function* analysesAsCsv(
  blocks: AsyncIterable<readonly AnalysisInFile[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRow(COLUMNS.map(([name]) => name));
  for await (const block of blocks)
    yield block.map((kept) => csvRow(COLUMNS.map(([, value]) => value(kept) ?? ''))).join('');
}

/** The columns of a file that Readwise imports: https://docs.readwise.io/readwise/docs/importing-highlights/csv */
const READWISE = ['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date'];

/** Writes a table of highlights, with one row for each highlight, as Readwise imports it. */
export async function* highlightsAsCsv(
  blocks: AsyncIterable<readonly AnalysisInFile[]>,
): AsyncGenerator<string> {
  yield csvRow(READWISE);
  for await (const block of blocks)
    for (const { saved } of block)
      for (const [n, { exact, comment, createdAt }] of (saved.highlights ?? []).entries())
        yield csvRow([
          ...[exact, saved.card.headline, saved.publication.name, saved.card.url, comment],
          ...[n + 1, isoTime(createdAt)?.slice(0, -'.000Z'.length).replace('T', ' ') ?? ''],
        ]);
}
