import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import type { ChangeName } from '../../lib/app/change-in-background.ts';
import type { Highlight } from '../../lib/db/records.ts';
import type { Reader } from '../e2e/harness/reader.ts';
import { KEPT_ID } from './actions.ts';
import { type Killed, kill, printKind, random, untilSound, type Victim, wait } from './kill-moments.ts';
import { untilFound } from './searched.ts';

/**
 * Kills processes while the reader archives and labels a saved analysis, writes a note, highlights words, and undoes
 * these changes. Each change is made with the message that the library's page sends for it.
 */

const LABEL = 'read again';
/** Each note and comment begins with this word and a number, so that the search can find it. */
const WORD = 'quaymaster';
/** One in this many kills happens right after the change was reported. */
const RIGHT_AFTER = 5;

/** What the reader has added to the saved analysis. */
interface OwnWords {
  readonly isArchived: boolean;
  readonly labels: readonly string[];
  readonly note: string;
  /** Ids and comments of the highlights, in the order of their ids. */
  readonly highlights: readonly (readonly [id: string, comment: string])[];
}

/** A change that the reader makes. */
interface Change {
  readonly name: ChangeName;
  readonly args: readonly unknown[];
  /** The reader's own words after the change. */
  readonly after: OwnWords;
}

/** The id with which the last change can be undone, and the reader's own words before that change. */
interface Undoable {
  readonly id: string;
  readonly before: OwnWords;
}

/**
 * Kills the victim during changes.
 *
 * @param victim `popup` stands for the library's page
 * @returns the number of failures
 */
export async function killOwnWords(killed: Killed, victim: Victim, kills: number): Promise<number> {
  const longest = 1.3 * (await timeOfChange(killed));
  const failures: string[] = [];
  let done = 0;
  let reported = 0;
  let undoable: Undoable | undefined;
  for (let n = 1; n <= kills; n++) {
    const before = await untilCopied(killed);
    const change = randomChange(before, n, undoable);
    const moment = n % RIGHT_AFTER === 0 ? undefined : random() * longest;
    const undoId = await killDuring(killed, change, victim, moment);
    const at = `${change.name}, killed ${moment === undefined ? 'right after' : `after ${Math.round(moment)} ms`}`;
    try {
      const after = await untilCopied(killed);
      const isDone = isSame(after, change.after);
      if (isDone) done++;
      if (undoId !== undefined) reported++;
      if (undoId !== undefined && !isDone) failures.push(`${at}: reported, but lost`);
      if (!isDone && !isSame(after, before)) failures.push(`${at}: ${text(before)} became ${text(after)}`);
      undoable = isDone && undoId ? { id: undoId, before } : undefined;
      if (n % RIGHT_AFTER === 0) await untilSearchAgrees(killed.reader, after, n);
    } catch (error) {
      failures.push(`${at}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const process = victim === 'popup' ? 'page' : victim;
  return printKind(
    `${killed.reader.name}, ${process} while the reader labels, notes, highlights and archives`,
    kills,
    `${done} done, ${reported} reported before the kill`,
    failures,
  );
}

const text = (words: OwnWords): string => JSON.stringify(words);
const isSame = (one: OwnWords, other: OwnWords): boolean => text(one) === text(other);

/** Returns a random one of the changes that are possible now. */
function randomChange(before: OwnWords, n: number, undoable: Undoable | undefined): Change {
  const { isArchived, labels, note, highlights } = before;
  const words = `${WORD}${n} ${Math.floor(random() * 1000)}`;
  const isLabelled = labels.includes(LABEL);
  const [first] = highlights;
  const possible: Change[] = [
    {
      name: 'changeReadingState',
      args: [[KEPT_ID], isArchived ? 'unarchive' : 'archive'],
      after: { ...before, isArchived: !isArchived },
    },
    {
      name: isLabelled ? 'removeLabel' : 'addLabel',
      args: [[KEPT_ID], LABEL],
      after: {
        ...before,
        labels: isLabelled ? labels.filter((label) => label !== LABEL) : [...labels, LABEL],
      },
    },
    { name: 'storeNote', args: [KEPT_ID, words, note], after: { ...before, note: words } },
    withHighlight(before, n),
  ];
  if (first)
    possible.push(
      {
        name: 'storeComment',
        args: [KEPT_ID, first[0], words, first[1]],
        after: { ...before, highlights: [[first[0], words], ...highlights.slice(1)] },
      },
      {
        name: 'removeHighlight',
        args: [KEPT_ID, first[0]],
        after: { ...before, highlights: highlights.slice(1) },
      },
    );
  if (undoable) possible.push({ name: 'undo', args: [undoable.id], after: undoable.before });
  const chosen = possible[Math.floor(random() * possible.length)];
  if (!chosen) throw new Error('No change is possible.');
  return chosen;
}

function withHighlight(before: OwnWords, n: number): Change {
  const highlight: Highlight = {
    id: randomUUID(),
    section: 0,
    start: n,
    endSection: 0,
    end: n + 5,
    version: 'none',
    exact: 'words',
    prefix: '',
    suffix: '',
    comment: '',
    createdAt: n,
  };
  const highlights = [...before.highlights, [highlight.id, ''] as const].sort(([a], [b]) => (a < b ? -1 : 1));
  return { name: 'addHighlight', args: [KEPT_ID, highlight], after: { ...before, highlights } };
}

/**
 * Sends a change, and kills the victim at a moment (ms), or after the answer if the moment is `undefined`. If only the
 * background is killed, the page sends the message again with the same id, as pages of the extension do.
 *
 * @returns the id with which the change can be undone (empty if the answer has none); `undefined` if no answer came
 */
async function killDuring(
  killed: Killed,
  { name, args }: Change,
  victim: Victim,
  moment: number | undefined,
): Promise<string | undefined> {
  const page = await killed.reader.open('/library.html#view=all');
  const message = { type: 'change', name, args, id: randomUUID() };
  let answered: string | undefined;
  const sending = (async () => {
    answered = await undoIdOf(page, message).catch(() =>
      victim === 'background' ? undoIdOf(page, { ...message, isRepeated: true }) : undefined,
    );
  })().catch(() => undefined);
  await (moment === undefined ? sending : wait(moment));
  const before = answered;
  await kill(killed, victim, page);
  if (victim === 'background') {
    await sending;
    await page.close();
  }
  return victim === 'background' ? answered : before;
}

/** Sends a message in a page of the extension. Returns the id with which the change can be undone, or an empty text. */
function undoIdOf(page: Page, message: object): Promise<string> {
  return page.evaluate(async (sent) => {
    // biome-ignore lint/suspicious/noExplicitAny: the browser's own API
    const { browser, chrome } = globalThis as any;
    const answer = await (browser ?? chrome).runtime.sendMessage(sent);
    if (!answer || !('result' in answer))
      throw new Error(`The background answers ${JSON.stringify(answer)}.`);
    const { result } = answer;
    return typeof result === 'string' ? result : (result?.undo ?? '');
  }, message);
}

/** Changes the note without a kill. Returns the time until the answer (ms). */
async function timeOfChange(killed: Killed): Promise<number> {
  const { note } = await untilCopied(killed);
  const page = await killed.reader.open('/library.html#view=all');
  const start = performance.now();
  const args = [KEPT_ID, `${WORD}0`, note];
  await undoIdOf(page, { type: 'change', name: 'storeNote', args, id: randomUUID() });
  const time = performance.now() - start;
  await page.close();
  return time;
}

/**
 * Waits until the database and the second copy agree, and returns the reader's own words. Throws if the second copy has
 * other own words than the database.
 */
async function untilCopied(killed: Killed): Promise<OwnWords> {
  await untilSound(killed);
  const { stored, copied } = await readOwnWords(killed.reader);
  if (!isSame(stored, copied)) throw new Error(`the copy has ${text(copied)}, the database ${text(stored)}`);
  return stored;
}

/** Reads the reader's own words in the database and in the second copy. */
function readOwnWords(reader: Reader): Promise<{ stored: OwnWords; copied: OwnWords }> {
  return reader.ask(async (api, id) => {
    const done = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // biome-ignore lint/suspicious/noExplicitAny: a record of the extension
    const wordsOf = ({ state, labels = [], note = '', highlights = [] }: any): OwnWords => ({
      isArchived: state === 'archived',
      labels,
      note,
      highlights: highlights
        .map((one: { id: string; comment?: string }) => [one.id, one.comment ?? ''])
        .sort(([a]: [string], [b]: [string]) => (a < b ? -1 : 1)),
    });
    const database = await done(indexedDB.open('civic-lens'));
    const stored = await done(database.transaction('saved').objectStore('saved').get(id));
    database.close();
    const key = `kept:${id}`;
    const copied = (await api.storage.local.get(key))[key]?.saved;
    if (!stored || !copied) throw new Error(`${id} is lost`);
    return { stored: wordsOf(stored), copied: wordsOf(copied) };
  }, KEPT_ID);
}

/**
 * Waits until the search agrees with the note and the comments: of the words that the last changes wrote, it finds all
 * that are still stored, and no others.
 */
async function untilSearchAgrees(reader: Reader, { note, highlights }: OwnWords, n: number): Promise<void> {
  const words = [note, ...highlights.map(([, comment]) => comment)].join(' ');
  for (let number = Math.max(1, n - RIGHT_AFTER); number <= n; number++) {
    const word = `${WORD}${number}`;
    await untilFound(reader, `"${word}"`, words.split(' ').includes(word) ? 1 : 0);
  }
}
