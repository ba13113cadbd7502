import { readLensHues } from '../browser/lens-hues.ts';
import { portableSettings } from '../browser/portable-settings.ts';
import { db } from '../db/database.ts';
import { type AnalysisInFile, writeAnalysis } from './analysis-in-file.ts';
import {
  LIBRARY_FORMAT,
  LIBRARY_VERSION,
  writeAnswer,
  writeCorrection,
  writeFilter,
  writeFollowed,
  writeLabel,
  writeWaiting,
} from './library-file.ts';
import { exportedAnalyses, removedWithTexts, type TransferProgress } from './records-to-export.ts';

/**
 * Writes the whole library as JSON, in pieces. The file contains all that an empty profile needs to restore the
 * library, apart from the settings that `portableSettings` leaves out. A file with selected analyses contains only
 * these analyses and their labels.
 *
 * @param ids ids of the selected analyses; the whole library if not given
 * @param now time of the export (ms since the epoch)
 * @param withPages whether to include the waiting pages and the story answers. Backups omit them: the extension deletes
 *   them after a time (`KEPT_FOR_MS`), and a backup would keep them longer.
 */
export async function* libraryFile(
  ids?: readonly string[],
  progress: TransferProgress = {},
  now = Date.now(),
  withPages = true,
): AsyncGenerator<string> {
  const exported = new Date(now).toISOString();
  yield `${JSON.stringify({ format: LIBRARY_FORMAT, version: LIBRARY_VERSION, exported }).slice(0, -1)},"saved":[`;
  const used = new Set<string>();
  yield* lines(exportedAnalyses(ids, progress), ({ saved }) => {
    for (const label of saved.labels ?? []) used.add(label);
  });
  const labels = (await db.labels.orderBy('name').toArray()).filter(({ name }) => !ids || used.has(name));
  const filters = ids ? [] : await db.filters.toArray();
  const followed = ids ? [] : inOrder(await db.followed.toArray(), ({ followedAt }) => followedAt);
  yield `],\n${fields({
    labels: labels.map(writeLabel),
    filters: filters.map(writeFilter),
    followed: followed.map(writeFollowed),
  })},"removed":[`;
  if (!ids) yield* lines(removedWithTexts(progress));
  yield `],\n${fields(ids ? REST_OF_SELECTION : await restOfLibrary(withPages))}}\n`;
}

/**
 * Number of analyses in a piece. Such a piece has about 150 kB. When Chromium makes a `Blob`, it encodes strings of
 * this size one and a half times as fast as strings of a megabyte.
 */
const LINES_IN_PIECE = 25;

/** Yields analyses as JSON, one on each line, so that the undamaged lines of a damaged file can still be read. */
async function* lines(
  blocks: AsyncIterable<readonly AnalysisInFile[]>,
  onEach: (kept: AnalysisInFile) => void = () => {},
): AsyncGenerator<string> {
  let separator = '\n';
  for await (const block of blocks) {
    block.forEach(onEach);
    for (let at = 0; at < block.length; at += LINES_IN_PIECE) {
      const piece = block.slice(at, at + LINES_IN_PIECE);
      yield separator + piece.map((kept) => JSON.stringify(writeAnalysis(kept))).join(',\n');
      separator = ',\n';
    }
  }
  if (separator !== '\n') yield '\n';
}

/** Returns the fields of an object as JSON, without the braces. */
function fields(object: object): string {
  return JSON.stringify(object).slice(1, -1);
}

async function restOfLibrary(withPages: boolean): Promise<object> {
  const [corrections, waiting, answers] = await Promise.all([
    db.corrections.toArray(),
    withPages ? db.waiting.toArray() : [],
    withPages ? db.answers.toArray() : [],
  ]);
  const hues = Object.entries(await readLensHues()).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    corrections: inOrder(corrections, ({ seenAt }) => seenAt).map(writeCorrection),
    waiting: inOrder(waiting, ({ askedAt }) => askedAt).map(writeWaiting),
    answers: inOrder(answers, ({ answeredAt }) => answeredAt).map(writeAnswer),
    lensHues: Object.fromEntries(hues),
    watch: [],
    settings: await portableSettings(),
  };
}

/** In a file with selected analyses, these fields are empty. */
const REST_OF_SELECTION = {
  corrections: [],
  waiting: [],
  answers: [],
  lensHues: {},
  watch: [],
  settings: {},
};

/** Sorts by time. Records with the same time keep the order of their keys, in which the database returns them. */
function inOrder<T>(records: readonly T[], time: (record: T) => number): T[] {
  return records.toSorted((a, b) => time(a) - time(b));
}
