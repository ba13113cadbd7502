import { db } from '../db/database.ts';
import { ensureRoom, write } from '../db/disk-space.ts';
import { isStorageFull } from '../db/failures.ts';
import type { ReaderFact } from '../db/records.ts';
import { BACKUP_FOLDER, type Backup, type BackupStorage, backups, existingFolder } from './backup-files.ts';
import { libraryFile } from './write-library.ts';

/** Makes and deletes the backups of the library. `backup-files.ts` describes and reads them. */

/**
 * Whether a backup was made, or why not. `unchanged`: nothing has changed since the last backup. `recent`: the last
 * backup was made less than 20 hours ago. `empty`: nothing is saved. `no-room`: the device has little room left.
 * `too-large`: the backup would be larger than all backups together may be.
 */
export type BackupResult = 'made' | 'unchanged' | 'recent' | 'empty' | 'no-room' | 'too-large';

const LOCK = 'civic-lens-backups';
const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
/** The first Monday after the epoch (ms). */
const MONDAY = 96 * HOUR;
/**
 * Shortest time between two backups (ms). The extension tries to make a backup after each sync, so this interval allows
 * one backup a day.
 */
const MIN_INTERVAL = 20 * HOUR;
/** Number of weeks of which the newest backup is kept. Weeks without a backup do not count. */
const WEEKS = 3;
/** The largest size of all backups together (bytes). */
const MAX_BYTES = 100_000_000;
/** Room that must be left on the device after a backup (bytes). */
const MIN_ROOM = 50_000_000;

/**
 * Makes a backup if the library has changed since the last backup, and that backup is not recent. Then deletes the
 * backups that are no longer needed.
 *
 * @param isAsked whether the reader asked for a backup. If so, the function makes a backup even if the last backup is
 *   recent, or nothing has changed
 * @param maxBytes the largest size of all backups together (bytes)
 */
export async function makeBackup(
  isAsked = false,
  now = Date.now(),
  storage: BackupStorage = navigator.storage,
  maxBytes = MAX_BYTES,
): Promise<BackupResult> {
  return navigator.locks.request(LOCK, async () => {
    const count = await db.saved.count();
    if (count === 0) return 'empty';
    const changes = (await factNamed('changed'))?.changes ?? 0;
    const before = await backups(storage);
    const last = before.length > 0 ? await factNamed('backup') : undefined;
    if (!isAsked && last) {
      // Ignore a time in the future: it comes from a wrong clock.
      if (last.at <= now && now - last.at < MIN_INTERVAL) return 'recent';
      if (last.changes === changes) return 'unchanged';
    }
    if (!(await hasRoom(storage, before))) return 'no-room';
    const result = await writeBackup(`${now}-${count}.json.gz`, now, storage, maxBytes);
    if (result !== 'made') return result;
    await deleteOld(storage, maxBytes);
    await write([db.saved, db.readerFacts], async () => {
      // Meanwhile, the reader may have deleted everything.
      if ((await db.saved.count()) > 0) await db.readerFacts.put({ name: 'backup', at: now, changes });
    });
    return 'made';
  });
}

/** Deletes all backups. Waits until a backup that is being made is complete, and deletes it too. */
export async function deleteBackups(storage: BackupStorage = navigator.storage): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    if (!(await existingFolder(storage))) return;
    await (await storage.getDirectory()).removeEntry(BACKUP_FOLDER, { recursive: true });
  });
}

async function factNamed<Name extends ReaderFact['name']>(
  name: Name,
): Promise<Extract<ReaderFact, { readonly name: Name }> | undefined> {
  return (await db.readerFacts.get(name)) as Extract<ReaderFact, { readonly name: Name }> | undefined;
}

/**
 * Whether `MIN_ROOM` would be left on the device after a backup that is twice as large as the last backup. If the
 * browser does not say how much room there is, returns `true`, unless the disk was found to be full.
 */
async function hasRoom(storage: BackupStorage, [newest]: readonly Backup[]): Promise<boolean> {
  try {
    await ensureRoom();
  } catch (error) {
    if (isStorageFull(error)) return false;
    throw error;
  }
  const { quota, usage } = await storage.estimate();
  return quota === undefined || usage === undefined || quota - usage > MIN_ROOM + 2 * (newest?.bytes ?? 0);
}

async function writeBackup(
  name: string,
  now: number,
  storage: BackupStorage,
  maxBytes: number,
): Promise<'made' | 'no-room' | 'too-large'> {
  const folder = await (await storage.getDirectory()).getDirectoryHandle(BACKUP_FOLDER, { create: true });
  const file = await folder.getFileHandle(name, { create: true });
  let bytes = 0;
  const limit = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      bytes += piece.byteLength;
      if (bytes > maxBytes) throw new TooLarge();
      controller.enqueue(piece);
    },
  });
  try {
    // The content replaces the empty file only when the stream is closed.
    await streamOf(libraryFile(undefined, {}, now, false))
      .pipeThrough(new CompressionStream('gzip'))
      .pipeThrough(limit)
      .pipeTo(await file.createWritable());
    return 'made';
  } catch (error) {
    await folder.removeEntry(name);
    if (error instanceof TooLarge) return 'too-large';
    if (isStorageFull(error)) return 'no-room';
    throw error;
  }
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/**
 * Returns a stream of the pieces as UTF-8. Chromium 140 has no `ReadableStream.from`
 * (https://developer.mozilla.org/docs/Web/API/ReadableStream/from_static).
 */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

/**
 * Deletes all backups except the newest of each of the last `WEEKS` weeks that have backups. If these backups would be
 * larger than `maxBytes` together, keeps fewer.
 */
async function deleteOld(storage: BackupStorage, maxBytes: number): Promise<void> {
  const folder = await existingFolder(storage);
  if (!folder) return;
  const kept = new Set<string>();
  const weeks = new Set<number>();
  let bytes = 0;
  for (const backup of await backups(storage)) {
    const week = Math.floor((backup.madeAt - MONDAY) / WEEK);
    if (weeks.has(week) || weeks.size === WEEKS || bytes + backup.bytes > maxBytes) continue;
    weeks.add(week);
    bytes += backup.bytes;
    kept.add(backup.name);
  }
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  for (const name of names) if (!kept.has(name)) await folder.removeEntry(name);
}
