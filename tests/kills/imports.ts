import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { pageSurface, press, textOf, until } from '../e2e/harness/surface.ts';
import { KEPT_ID } from './actions.ts';
import { type Killed, kill, printKind, random, untilSound, type Victim, wait } from './kill-moments.ts';
import { untilFound, WITHIN, wordsOf } from './searched.ts';

/**
 * Kills processes while the reader imports an exported library of 1,000 analyses of 900 words. Afterwards the import
 * is undone at once, or the file is imported again and both imports are undone.
 */

const FILE = 'large-library.json';
const ANALYSES = 1000;
const WORDS = 900;
/** A word that is in the text of each imported analysis, and nowhere else. */
const WORD = 'quaysidebarometer';
/** The file gives this label to each of its analyses, also to the analysis that the reader has saved before. */
const LABEL = 'brought in';

/** An import, as the journal records it. */
interface Batch {
  /** The id with which the import can be undone. */
  readonly id: string;
  /** Ids of the analyses that the import added. */
  readonly added: readonly string[];
}

/**
 * Kills the victim during imports.
 *
 * @param victim `popup` stands for the library's page
 * @returns the number of failures
 */
export async function killImports(killed: Killed, victim: Victim, kills: number): Promise<number> {
  const failures: string[] = [];
  const longest = 1.1 * (await timeOfImport(killed));
  let interrupted = 0;
  let partly = 0;
  for (let n = 0; n < kills; n++) {
    const moment = random() * longest;
    // Every second import has the same ids as the import before it, whose analyses Undo has removed. So it restores
    // these analyses.
    const prefix = `${victim}-${n >> 1}`;
    try {
      const outcome = await killDuring(killed, victim, prefix, moment, n % 2 === 0);
      if (outcome.wasInterrupted) interrupted++;
      if (outcome.added > 0 && outcome.added < ANALYSES) partly++;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      failures.push(`${n + 1}, killed after ${Math.round(moment)} ms: ${words.slice(0, 1000)}`);
    }
  }
  const process = victim === 'popup' ? 'page' : victim;
  return printKind(
    `${killed.reader.name}, ${process} while ${ANALYSES} analyses are imported (${Math.round(longest)} ms)`,
    kills,
    `${interrupted} before the end, ${partly} imported a part`,
    failures,
  );
}

/** Imports the file without a kill, and undoes the import. Returns the time of the import (ms). */
async function timeOfImport(killed: Killed): Promise<number> {
  const page = await openImport(killed.reader);
  const start = performance.now();
  await chooseFile(page, 'first');
  await untilRead(page);
  const time = performance.now() - start;
  await page.close();
  await undoAll(killed, await batchesOf(killed.reader));
  return time;
}

async function killDuring(
  killed: Killed,
  victim: Victim,
  prefix: string,
  moment: number,
  isUndoneAtOnce: boolean,
): Promise<{ wasInterrupted: boolean; added: number }> {
  const before = await untilSound(killed, undefined, WITHIN);
  const page = await openImport(killed.reader);
  await chooseFile(page, prefix);
  await wait(moment);
  const wasInterrupted = !(await isOver(page));
  await kill(killed, victim, page);
  if (victim === 'background') {
    // The page sends the unanswered import block again, which wakes the background.
    await untilRead(page);
    await page.close();
  }
  const after = await untilSound(killed, undefined, WITHIN);
  const batches = await batchesOf(killed.reader);
  const added = batches.flatMap((batch) => batch.added);
  expectSame('the library has its earlier analyses and those that the journal lists', after.saved, [
    ...before.saved,
    ...added,
  ]);
  expectSame(
    'each imported analysis has its text',
    added.filter((id) => !after.texts.includes(id)),
    [],
  );
  if (victim === 'background' && added.length !== ANALYSES)
    throw new Error(`only ${added.length} analyses were imported, although only the background was killed`);
  await untilFound(killed.reader, WORD, added.length);
  if (!isUndoneAtOnce) await importAgain(killed, prefix, before.saved);
  await undoAll(killed, await batchesOf(killed.reader));
  const undone = await untilSound(killed, undefined, WITHIN);
  expectSame('after Undo, the library is as before', undone.saved, before.saved);
  expectSame(
    'the imported analyses can be restored',
    added.filter((id) => !undone.removed.includes(id)),
    [],
  );
  const kept = await killed.reader.saved(KEPT_ID);
  if (!kept) throw new Error(`${KEPT_ID} is lost`);
  if (kept.labels?.includes(LABEL)) throw new Error(`${KEPT_ID} still has the label of the file`);
  await untilFound(killed.reader, WORD, 0);
  return { wasInterrupted, added: added.length };
}

/** Imports the same file again without a kill. This adds the analyses that are missing after the kill. */
async function importAgain(killed: Killed, prefix: string, before: readonly string[]): Promise<void> {
  const page = await openImport(killed.reader);
  await chooseFile(page, prefix);
  await untilRead(page);
  await page.close();
  const { saved } = await untilSound(killed, undefined, WITHIN);
  const all = Array.from({ length: ANALYSES }, (_, n) => `${prefix}-${n}`);
  expectSame('the whole file is there after another import', saved, [...before, ...all]);
  const kept = await killed.reader.saved(KEPT_ID);
  if (!kept?.labels?.includes(LABEL)) throw new Error(`${KEPT_ID} lacks the label of the file`);
  await untilFound(killed.reader, WORD, ANALYSES);
}

/** Undoes imports, the last first. */
async function undoAll({ reader }: Killed, batches: readonly Batch[]): Promise<void> {
  for (const { id } of batches.toReversed())
    await reader.ask(
      (api, batch) => api.runtime.sendMessage({ type: 'change', name: 'undo', args: [batch] }),
      id,
    );
  const left = await batchesOf(reader);
  if (left.length > 0) throw new Error(`${left.length} imports could not be undone`);
}

function expectSame(what: string, found: readonly string[], expected: readonly string[]): void {
  const [have, want] = [new Set(found), new Set(expected)];
  const missing = [...want].filter((id) => !have.has(id));
  const extra = [...have].filter((id) => !want.has(id));
  if (missing.length + extra.length > 0 || expected.length !== want.size)
    throw new Error(
      `${what}: ${missing.length} missing (${missing.slice(0, 3)}), ${extra.length} too many (${extra.slice(0, 3)}), ` +
        `${expected.length - want.size} added twice`,
    );
}

async function openImport(reader: Reader): Promise<Page> {
  const page = await reader.open('/library.html');
  await page.bringToFront();
  await press(pageSurface(page), 'button', 'Import');
  await until('a file can be chosen', async () => (await page.$('dialog input[type=file]')) !== null);
  return page;
}

/** Makes the file in the page, and chooses it. */
async function chooseFile(page: Page, prefix: string): Promise<void> {
  await page.evaluate(
    (parts) => {
      const plain = 'the harbour board voted on thursday to extend its holiday for carriers'.split(' ');
      const text = (n: number): string =>
        [
          parts.word,
          ...Array.from({ length: parts.words - 2 }, (_, at) => plain[(at * 7 + n) % plain.length]),
          `n${n}`,
        ].join(' ');
      const publication = { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/', language: 'en' };
      const analysis = (id: string, n: number): object => ({
        card: {
          id,
          url: `https://noligarchy.us/analysis/${id}`,
          headline: `What the harbour board decided on day ${n}`,
          published: '2026-07-02',
          sources: [{ url: `https://outlet.example/world/${id}` }],
          topics: [],
        },
        publication,
        document: {
          sections: [{ heading: 'What happened', blocks: [{ type: 'paragraph', content: [text(n)] }] }],
          attribution: [],
        },
        textState: 'kept',
        savedAt: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
        reading: { state: 'unread', position: null, readAt: null },
        labels: [parts.label],
        note: n % 10 === 0 ? `Note ${n}` : '',
        highlights: [],
        versions: [],
      });
      const saved = Array.from({ length: parts.analyses }, (_, n) => analysis(`${parts.prefix}-${n}`, n));
      // In the middle of the file is an analysis that the reader has saved before. The import gives it the label.
      saved.splice(parts.analyses >> 1, 0, {
        ...analysis(parts.kept, 0),
        document: null,
        textState: 'pending',
      });
      const lines = saved.map((one) => JSON.stringify(one)).join(',\n');
      const head =
        '{"format":"civic-lens-library","version":1,"exported":"2026-07-02T12:00:00Z",\n"saved":[\n';
      const content = `${head}${lines}\n],"labels":[{"name":${JSON.stringify(parts.label)}}]}`;
      const chosen = new DataTransfer();
      chosen.items.add(new File([content], parts.file));
      const input = document.querySelector<HTMLInputElement>('dialog input[type=file]');
      if (!input) throw new Error('The page has no field for a file.');
      input.files = chosen.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { prefix, analyses: ANALYSES, words: WORDS, word: WORD, label: LABEL, kept: KEPT_ID, file: FILE },
  );
}

async function isOver(page: Page): Promise<boolean> {
  return (await textOf(pageSurface(page))).includes(`${FILE} was read.`);
}

async function untilRead(page: Page): Promise<void> {
  await until(
    'the file was read',
    async () => {
      if (!(await isOver(page))) throw new Error(`the page says: ${await wordsOf(page)}`);
      return true;
    },
    WITHIN,
  );
}

/** Returns the imports in the journal that were not undone, the earliest first. */
async function batchesOf(reader: Reader): Promise<Batch[]> {
  const entries: { id: string; at: number; added: string[] }[] = await reader.ask(async () => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('civic-lens'));
    // biome-ignore lint/suspicious/noExplicitAny: records of the journal
    const journal: any[] = await done(database.transaction('journal').objectStore('journal').getAll());
    database.close();
    return journal
      .filter(({ kind, undoneAt }) => kind === 'imported' && undoneAt === undefined)
      .map(({ id, at, added = [] }) => ({ id, at, added: added.map(([key]: [string]) => key) }));
  });
  const batches = new Map<string, { id: string; at: number; added: string[] }>();
  for (const { id, at, added } of entries) {
    const batch = id.replace(/\/.*/s, '');
    const known = batches.get(batch) ?? { id: batch, at, added: [] };
    known.added.push(...added);
    batches.set(batch, known);
  }
  return [...batches.values()].sort((a, b) => a.at - b.at);
}
