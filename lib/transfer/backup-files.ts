/**
 * Backups of the library inside the browser. A backup is an exported library, compressed, in the private file system of
 * the extension's origin (https://fs.spec.whatwg.org/#sandboxed-filesystem), which background and pages can use in
 * Chrome and in Firefox. The name of its file says when it was made, and how many analyses it holds. `backups.ts` keeps
 * one backup for each of the last three weeks in which a backup was made.
 */

export const BACKUP_FOLDER = 'backups';
const NAME = /^(\d{1,15})-(\d{1,9})\.json\.gz$/;

export interface Backup {
  /** Name of its file. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly madeAt: number;
  /** Number of saved analyses in it. */
  readonly count: number;
  /** Size of the file. */
  readonly bytes: number;
}

/** The methods of `navigator.storage` that backups use. */
export type BackupStorage = Pick<StorageManager, 'estimate' | 'getDirectory'>;

/** Returns the backups, the newest first. */
export async function backups(storage: BackupStorage = navigator.storage): Promise<Backup[]> {
  const folder = await existingFolder(storage);
  if (!folder) return [];
  const found: Backup[] = [];
  for await (const [name, handle] of folder.entries()) {
    const [, madeAt, count] = NAME.exec(name) ?? [];
    if (madeAt === undefined || handle.kind !== 'file') continue;
    const { size } = await (handle as FileSystemFileHandle).getFile();
    // A running backup has not written this file yet, or the browser was killed before the file was written.
    if (size === 0) continue;
    found.push({ name, madeAt: Number(madeAt), count: Number(count), bytes: size });
  }
  return found.sort((a, b) => b.madeAt - a.madeAt);
}

/** Returns the exported library in a backup; `undefined` if there is no backup with this name. */
export async function backupFile(
  name: string,
  storage: BackupStorage = navigator.storage,
): Promise<Blob | undefined> {
  const all = await backups(storage);
  if (!all.some((backup) => backup.name === name)) return undefined;
  const file = await (await (await existingFolder(storage))?.getFileHandle(name))?.getFile();
  return file && new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).blob();
}

/**
 * Returns the folder of the backups; `undefined` if there is no folder, or the browser has no private file system here.
 */
export async function existingFolder(storage: BackupStorage): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await (await storage.getDirectory()).getDirectoryHandle(BACKUP_FOLDER);
  } catch (error) {
    // Firefox throws a `SecurityError` in a private window.
    if (error instanceof DOMException && ['NotFoundError', 'SecurityError'].includes(error.name))
      return undefined;
    throw error;
  }
}
