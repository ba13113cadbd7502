import { db } from '../db/database.ts';
import type { RecordChange } from '../db/journal-records.ts';
import type { StoryAnswer, WaitingPage } from '../db/remembered-page-records.ts';
import { markUncopied } from '../db/second-copy-queue.ts';
import { recordChange } from '../library/add-to-journal.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';
import type { ImportBlock } from './import-batch.ts';

/** The records of an import block, apart from its analyses. */
type Records = Pick<ImportBlock, 'labels' | 'filters' | 'followed' | 'corrections' | 'waiting' | 'answers'>;

/** Stores the records of an import block that the device lacks, or that the file completes (`missingRecords`). */
export async function importRecords(block: ImportBlock): Promise<RecordChange[]> {
  const missing = await missingRecords(block);
  return [
    ...(await putAll('labels', missing.labels, ({ name }) => name)),
    ...(await putAll('filters', missing.filters, ({ id }) => id)),
    ...(await putAll('followed', missing.followed, ({ key }) => key)),
    ...(await putAll('corrections', missing.corrections, ({ key }) => key)),
    ...(await putAll('waiting', missing.waiting, ({ id }) => id)),
    ...(await putAll('answers', missing.answers, ({ id }) => id)),
  ];
}

/**
 * Returns the records of an import block that the device lacks, and the existing records that the file completes. A
 * label without a glyph gets the glyph of the file. A waiting page without `imported` gets the `imported` of the file.
 */
export async function missingRecords(block: Records): Promise<Records> {
  const [labels, filters, followed, corrections, waiting, answers] = await Promise.all([
    db.labels.bulkGet(block.labels.map(({ name }) => name)),
    db.filters.toArray(),
    db.followed.bulkGet(block.followed.map(({ key }) => key)),
    db.corrections.bulkGet(block.corrections.map(({ key }) => key)),
    block.waiting.length > 0 ? db.waiting.toArray() : [],
    block.answers.length > 0 ? db.answers.toArray() : [],
  ]);
  const filterNames = new Set(filters.flatMap(({ id, name, address }) => [`id ${id}`, `${name} ${address}`]));
  const namesOf = ({ id, keys }: WaitingPage): string[] => [`id ${id}`, ...keys.map(({ key }) => key)];
  const pages = new Map(waiting.flatMap((page) => namesOf(page).map((name) => [name, page])));
  const subject = ({ page, analysis }: StoryAnswer): string => `${page}\n${analysis}`;
  const answered = new Set(answers.flatMap((answer) => [`id ${answer.id}`, subject(answer)]));
  return {
    labels: block.labels.filter(({ glyph }, n) => !labels[n] || (glyph && !labels[n].glyph)),
    filters: block.filters.filter(
      ({ id, name, address }) => !filterNames.has(`id ${id}`) && !filterNames.has(`${name} ${address}`),
    ),
    followed: block.followed.filter((_, n) => !followed[n]),
    corrections: block.corrections.filter((_, n) => !corrections[n]),
    waiting: block.waiting.flatMap((page) => {
      const [own] = namesOf(page).flatMap((name) => pages.get(name) ?? []);
      if (!own) return [page];
      return page.imported && !own.imported ? [{ ...own, imported: page.imported }] : [];
    }),
    answers: block.answers.filter(
      (answer) => !answered.has(`id ${answer.id}`) && !answered.has(subject(answer)),
    ),
  };
}

/** If labels of the file differ from the reader's labels only in upper and lower case, uses the reader's labels. */
export function withLabelNames(kept: AnalysisInFile, names: readonly string[]): AnalysisInFile {
  const { labels } = kept.saved;
  if (!labels || names.length === 0) return kept;
  const own = labels.map((name) => (names.includes(name) ? name : (sameName(names, name) ?? name)));
  return { ...kept, saved: { ...kept.saved, labels: [...new Set(own)] } };
}

function sameName(names: readonly string[], name: string): string | undefined {
  const folded = name.toLowerCase();
  return names.find((one) => one.toLowerCase() === folded);
}

/** Creates the labels of analyses from files of other programs, unless the device has them already. */
export async function missingLabels(
  all: readonly AnalysisInFile[],
  names: readonly string[],
): Promise<RecordChange[]> {
  const given = new Set(all.flatMap(({ saved }) => saved.labels ?? []));
  const missing = [...given].filter((name) => sameName(names, name) === undefined);
  return putAll(
    'labels',
    missing.map((name) => ({ name })),
    ({ name }) => name,
  );
}

type PlainTable = Exclude<RecordChange['table'], 'saved'>;

async function putAll<T extends object>(
  table: PlainTable,
  records: readonly T[],
  keyOf: (record: T) => string,
): Promise<RecordChange[]> {
  const before = await db.table<T>(table).bulkGet(records.map(keyOf));
  await db.table(table).bulkPut([...records]);
  for (const record of records) await markUncopied(table, keyOf(record));
  return records.map((record, n) => recordChange(table, keyOf(record), before[n], record));
}
