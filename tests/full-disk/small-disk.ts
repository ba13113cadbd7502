import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Size of the disk (MB). A new browser profile takes about 40 MB. */
const SIZE_MB = 200;
/**
 * Sizes of writes (bytes). The last writes are single bytes, because browsers also write files that are smaller than a
 * block of the disk.
 */
const CHUNKS = [1 << 20, 4096, 1] as const;

/** A small disk in memory. */
export interface SmallDisk {
  readonly folder: string;
  /** Fills the free space. Another call fills the space that the browser has freed since. */
  fill(): void;
  /** Removes the file that fills the disk. */
  empty(): void;
  freeBytes(): number;
  unmount(): void;
}

/**
 * Mounts a small disk.
 * @throws an error that says what is missing, if this machine or user cannot mount one
 */
export function mountSmallDisk(): SmallDisk {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error('This test mounts a small disk in memory, which needs Linux and root.');
  const folder = mkdtempSync(join(tmpdir(), 'civic-lens-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  let mounted = true;
  const unmount = (): void => {
    if (!mounted) return;
    mounted = false;
    // A browser that was just killed may still have open files for a moment.
    try {
      execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' });
    } catch {
      console.error(`✗ ${folder} could not be unmounted.`);
      return;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', unmount);
  return {
    folder,
    fill: () => {
      const file = openSync(filler, 'a');
      try {
        for (const size of CHUNKS) while (wrote(file, size));
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    freeBytes: () => {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
    unmount,
  };
}

/** Writes some bytes. Returns whether there was room for all of them. */
function wrote(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size)) === size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    return false;
  }
}
