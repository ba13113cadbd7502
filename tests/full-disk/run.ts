import { join } from 'node:path';
import { type BrowserName, GRANTED, OUTLET_PORT, SAMPLE_PUBLICATION } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { namesOf, until, untilState } from '../e2e/harness/surface.ts';
import { type Sample, startSample } from '../sample/server.ts';
import {
  keptIn,
  type Outcome,
  pressFollow,
  pressSave,
  untilLibrarySays,
  words,
} from './reported-and-stored.ts';
import { readArguments, runScript } from './scripted-run.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';

/**
 * Fills the disk while a reader uses the extension. Nothing that the extension reported as saved may be lost. If it
 * could not save something, it must say so in words. Saving must work again once there is room.
 *
 *   npm run test:full-disk [chromium|firefox] [number of runs]
 *
 * Needs Linux and root, to mount a small disk in memory. Each run prints a line. In one of three runs, the browser
 * restarts after there is room again; in another run, it restarts while the disk is full.
 */

const LENS = 'Global Power Plays';
/** Sample pages whose analyses the reader saves while there is room. */
const BEFORE = ['a desktop host', 'a plain article', 'a second article of the outlet'];
/** Sample pages whose analyses the reader tries to save while the disk is full. */
const WHILE_FULL = [
  'an article with an AMP form',
  'the first of two addresses',
  'no metadata',
  'an updated analysis',
];
const AFTER = 'a section below politics';
/** Time limit for a lost index to be there again, once there is room (ms). */
const LIST_WITHIN_MS = 90_000;
/** Whether and when the browser restarts. The runs use these values in turn. */
const RESTARTS = ['no restart', 'a restart', 'a restart before there is room'] as const;
/** Name of a record that marks the first database. If the browser loses that database, the next one lacks the mark. */
const MARK = 'mark-of-this-database';

const { browsers, rest } = readArguments();
const runs = Number(rest[0] ?? 3);

await runScript(browsers, async (name) => {
  let failed = 0;
  for (let run = 1; run <= runs; run++) {
    const disk = mountSmallDisk();
    const sample = await startSample({ publication: SAMPLE_PUBLICATION, outletPort: OUTLET_PORT });
    const story: string[] = [];
    try {
      await fillAndRecover(name, { run, disk, sample, story });
      console.log(`✓ ${name}, run ${run}: ${story.join('; ')}`);
    } catch (error) {
      failed++;
      console.log(
        `✗ ${name}, run ${run}: ${story.join('; ')}\n    ${error instanceof Error ? error.message : error}`,
      );
    } finally {
      await sample.close();
      disk.unmount();
    }
  }
  return failed;
});

interface Run {
  readonly run: number;
  readonly disk: SmallDisk;
  readonly sample: Sample;
  /** A few words about each step of the run so far. */
  readonly story: string[];
}

async function fillAndRecover(name: BrowserName, { run, disk, sample, story }: Run): Promise<void> {
  const open = (): Promise<Reader> =>
    openReader(name, { variant: GRANTED, profile: join(disk.folder, 'profile'), sample });
  let reader = await open();
  const promised = new Set<string>();
  try {
    await reader.untilIndex();
    await reader.tabs();
    for (const page of BEFORE) await save(reader, page, promised);
    await followLens(reader);
    await markDatabase(reader);
    story.push(`${promised.size} saved and 1 followed`);

    const outcomes = await pressWhileFull(reader, disk, promised);
    story.push(`while full: ${outcomes.join(', ')}`);
    if (!outcomes.some((words) => words.startsWith('no room')))
      throw new Error('The popup never said that there is no room.');
    if (outcomes.includes('not written'))
      throw new Error('The popup reported another failure than a full disk.');

    const restart = RESTARTS[run % RESTARTS.length] ?? 'no restart';
    if (restart === 'a restart before there is room')
      reader = await startWhileFull(reader, { open, disk, story });
    disk.empty();
    if (restart === 'a restart' || !reader.browser.connected) {
      await reader.close();
      reader = await open();
      await reader.tabs();
    }
    story.push(`room, ${restart}`);
    const isLost = await isDatabaseLost(reader);
    await untilKept(reader, promised);
    story.push(isLost ? 'database lost, all came back' : 'all is there');
    if (isLost) await checkRestoredIsShown(reader, promised);
    // The background fetches a lost index by itself, a minute after the last failure.
    await reader.untilIndex(LIST_WITHIN_MS);
    const after = await save(reader, AFTER, promised);
    if (after !== 'done') throw new Error(`Saving does not work again: ${after}.`);
    await untilKept(reader, promised);
    story.push('saving works again');
  } finally {
    await reader.close();
  }
}

/**
 * Presses "Save" on other articles. Fills the disk again while each popup is open, because the browser may have freed
 * space. Stops if the browser ends by itself.
 */
async function pressWhileFull(
  reader: Reader,
  disk: SmallDisk,
  promised: Set<string>,
): Promise<(Outcome | 'the browser ended')[]> {
  const outcomes: (Outcome | 'the browser ended')[] = [];
  try {
    for (const pageName of WHILE_FULL)
      outcomes.push(await save(reader, pageName, promised, () => disk.fill()));
    await checkSavedIsShown(reader);
  } catch (error) {
    if (reader.browser.connected) throw error;
    outcomes.push('the browser ended');
  }
  return outcomes;
}

/**
 * Saves the analysis of a page. If the popup reports it as saved, adds its headline to `promised`.
 *
 * @param prepare runs once the popup shows something
 * @returns what the popup says
 */
async function save(
  reader: Reader,
  pageName: string,
  promised: Set<string>,
  prepare = (): void => undefined,
): Promise<Outcome> {
  const page = await reader.visit(reader.sample.page(pageName).address);
  for (;;) {
    const popup = await reader.pressButton(page);
    try {
      await until('the popup is drawn', async () => (await namesOf(popup, 'heading')).length > 0);
      prepare();
      const { headline, outcome } = await pressSave(popup);
      if (outcome === 'done') promised.add(headline);
      await popup.close();
      await page.close();
      return outcome;
    } catch (error) {
      // On a full disk, Chromium sometimes ends a page. The reader then opens the popup again.
      if (!reader.browser.connected || !/detached|crashed|closed/i.test(String(error))) throw error;
    }
  }
}

/**
 * Restarts the browser on the full disk. If the browser cannot start there, empties the disk and starts the browser
 * then.
 */
async function startWhileFull(
  reader: Reader,
  { open, disk, story }: Pick<Run, 'disk' | 'story'> & { open: () => Promise<Reader> },
): Promise<Reader> {
  await reader.close();
  disk.fill();
  let started: Reader | undefined;
  try {
    started = await open();
    await started.tabs();
    await checkSavedIsShown(started);
    story.push('started while full');
    return started;
  } catch (error) {
    story.push(`while full it does not start: ${String(error).slice(0, 120)}`);
    await started?.close();
    disk.empty();
    return open();
  }
}

/** Checks that the popup still shows an earlier saved analysis as saved while the disk is full. */
async function checkSavedIsShown(reader: Reader): Promise<void> {
  const page = await reader.visit(reader.sample.page(BEFORE[0] ?? '').address);
  const popup = await reader.pressButton(page);
  await untilState(popup, 'matched');
  await until('the popup shows the analysis as saved', async () =>
    (await namesOf(popup, 'button')).includes('Saved'),
  );
  await popup.close();
  await page.close();
}

async function followLens(reader: Reader): Promise<void> {
  const page = await reader.visit(reader.sample.page(BEFORE[0] ?? '').address);
  const popup = await reader.pressButton(page);
  await pressFollow(popup, LENS);
  await popup.close();
  await page.close();
}

async function markDatabase(reader: Reader): Promise<void> {
  await reader.ask(withStates, MARK, true);
}

async function isDatabaseLost(reader: Reader): Promise<boolean> {
  await until('the database opens', async () => (await reader.query('savedAnalyses')) !== undefined);
  return !(await reader.ask(withStates, MARK, false));
}

/** Runs in a page of the extension. Writes the mark if `writes` is true. Returns whether the database has it. */
async function withStates(_: unknown, mark: string, writes: boolean): Promise<boolean> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open('civic-lens'));
  const states = database.transaction('state', writes ? 'readwrite' : 'readonly').objectStore('state');
  if (writes) await done(states.put({ name: mark }));
  const found = await done(states.get(mark));
  database.close();
  return found !== undefined;
}

async function untilKept(reader: Reader, promised: ReadonlySet<string>): Promise<void> {
  await until('the library has all that the popup reported as saved', async () => {
    const { saved, followed } = await keptIn(reader);
    const missing = [...promised].filter((headline) => !saved.includes(headline));
    const unpromised = saved.filter((headline) => !promised.has(headline));
    if (!followed.includes(LENS)) missing.push(LENS);
    if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
    if (unpromised.length > 0) throw new Error(`saved, although the popup said otherwise: ${unpromised}`);
    return true;
  });
}

async function checkRestoredIsShown(reader: Reader, promised: ReadonlySet<string>): Promise<void> {
  const wanted = [words('restoredTitle'), words('restoredText'), ...promised, LENS];
  await untilLibrarySays(reader, wanted);
}
