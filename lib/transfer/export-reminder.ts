import { db } from '../db/database.ts';
import { write } from '../db/disk-space.ts';
import type { ReaderFact } from '../db/records.ts';

/**
 * Only an exported file survives the loss of the browser's profile. So the library offers an export once the reader has
 * saved twenty analyses, and then each month if anything has changed.
 */

/** The library offers an export once the reader has saved this many analyses. */
const MIN_SAVED = 20;
/** Time between two offers (ms). */
const MONTH = 30 * 24 * 3_600_000;

/** Whether the library offers an export now, and when the reader last exported it to a file (ms since the epoch). */
export interface ReminderState {
  readonly isDue: boolean;
  readonly lastFileAt?: number;
}

type ExportFact = Extract<ReaderFact, { readonly name: 'export' }>;

export async function exportReminder(now = Date.now()): Promise<ReminderState> {
  // Send all requests at once: after an `await`, `liveQuery` may miss the tables of a second read.
  const [saved, stored, changed] = await Promise.all([
    db.saved.count(),
    db.readerFacts.get('export'),
    db.readerFacts.get('changed'),
  ]);
  const fact = stored?.name === 'export' ? stored : undefined;
  const changes = changed?.name === 'changed' ? changed.changes : 0;
  const lastFileAt = fact?.fileAt;
  const isRecent = [lastFileAt, fact?.postponedAt].some(
    // Ignore a time in the future: it comes from a wrong clock.
    (time) => time !== undefined && time <= now && now - time < MONTH,
  );
  const isUnchanged = lastFileAt !== undefined && fact?.changes === changes;
  return {
    isDue: saved >= MIN_SAVED && !isRecent && !isUnchanged,
    ...(lastFileAt === undefined ? {} : { lastFileAt }),
  };
}

/** Records that the reader has exported the whole library to a file. */
export async function recordExport(now = Date.now()): Promise<void> {
  await change((_, changes) => ({ name: 'export', fileAt: now, changes }));
}

/** Postpones the offer: the library offers an export again after a month. */
export async function postponeExport(now = Date.now()): Promise<void> {
  await change((fact) => ({ ...fact, name: 'export', postponedAt: now }));
}

async function change(next: (fact: ExportFact | undefined, changes: number) => ExportFact): Promise<void> {
  await write([db.readerFacts], async () => {
    const [fact, changed] = [await db.readerFacts.get('export'), await db.readerFacts.get('changed')];
    const changes = changed?.name === 'changed' ? changed.changes : 0;
    await db.readerFacts.put(next(fact?.name === 'export' ? fact : undefined, changes));
  });
}
