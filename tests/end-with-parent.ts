import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often the parents are looked at (ms). */
const LOOK_EVERY_MS = 500;

/**
 * Ends this process soon after the command that started it was killed, so that no test goes on unseen. The parent is
 * watched, and npm above it where npm started it through a shell. A process whose parent dies is given another
 * parent.
 */
export function endWithParent(): void {
  const isStartedByNpm = process.env.npm_lifecycle_event !== undefined;
  const parents = (): string => [process.ppid, ...(isStartedByNpm ? [parentOf(process.ppid)] : [])].join();
  const before = parents();
  setInterval(() => {
    if (parents() !== before) process.exit(1);
  }, LOOK_EVERY_MS).unref();
}

/** Process id of a process's parent; undefined where it cannot be told. */
function parentOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux')
      return /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (process.platform === 'win32') return undefined;
    return execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
