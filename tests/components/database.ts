import { vi } from 'vitest';
import { db } from '../../lib/db/database.ts';
import { cardById, lensOf } from '../../lib/db/index-queries.ts';
import { indexState } from '../../lib/db/index-state.ts';
import { followableLens, followableOutlet, followableTopic } from '../../lib/follow/followable.ts';
import { follow } from '../../lib/follow/followed.ts';
import { saveAnalysis } from '../../lib/library/saved-analyses.ts';
import { browser } from '../unit/fake-browser.ts';
import { DAY, NOW } from './times.ts';

/** Sets up saved and followed records, and a database that cannot be opened. */

/** Saves an analysis of the index to the library. */
export async function save(id: string, readAt?: number, savedAt = NOW - DAY): Promise<void> {
  const card = await cardById(id);
  if (!card) throw new Error(`The index has no card "${id}".`);
  await saveAnalysis(card, savedAt);
  if (readAt !== undefined) await db.saved.update(id, { state: 'read', readAt });
}

export async function followLens(id = 'global-power-plays', at = NOW - 3 * DAY): Promise<void> {
  const index = await indexState();
  await follow(followableLens(lensOf(index, { lens: id }) ?? { id, name: id }), at);
}

export async function followTopic(name: string, at = NOW - 2 * DAY): Promise<void> {
  await follow(followableTopic({ name }), at);
}

export async function followOutlet(name: string, at = NOW - DAY): Promise<void> {
  await follow(followableOutlet(name), at);
}

/**
 * Shows pages in a private window of Firefox, where they cannot open the database. The background answers their
 * queries.
 */
export function databaseOnlyInBackground(): void {
  browser.extension.inIncognitoContext = true;
  vi.spyOn(db, 'open').mockRejectedValue(new Error('A mutation operation was attempted'));
}

/** Time between two attempts of a page to open the database (ms). */
const TRY_EVERY = 5000;
/** The attempts of pages to open the database. Each waits for `databaseIsTried` or `databaseOpens`. */
let tries: (() => void)[] = [];

/**
 * Makes the database impossible to open. The next attempt of a page waits for `databaseIsTried`, not for time to pass.
 */
export function closeDatabase(error: Error): void {
  db.close({ disableAutoOpen: false });
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw error;
  });
  tries = [];
  const later = globalThis.setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms?: number) => {
    if (ms !== TRY_EVERY) return later(work, ms);
    tries.push(work);
    return undefined;
  }) as typeof setTimeout);
}

/** Makes the page try to open the database again. */
export function databaseIsTried(): void {
  for (const tryAgain of tries.splice(0)) tryAgain();
}

/** Makes the database openable again, and lets the page try to open it. */
export function databaseOpens(): void {
  vi.mocked(indexedDB.open).mockRestore();
  vi.mocked(setTimeout).mockRestore();
  for (const tryAgain of tries) tryAgain();
}
