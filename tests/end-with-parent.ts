import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Interval between the checks of the parent processes (ms). */
const LOOK_EVERY_MS = 500;

/**
 * Ends this process soon after the command that started it was killed, so that no test continues unnoticed. This
 * function detects that the operating system has given the process another parent, because its parent died. npm starts
 * scripts through a shell, so npm is the parent of the parent. The function therefore checks both.
 */
export function endWithParent(): void {
  const isStartedByNpm = process.env.npm_lifecycle_event !== undefined;
  const parents = (): string => [process.ppid, ...(isStartedByNpm ? [parentOf(process.ppid)] : [])].join();
  const before = parents();
  setInterval(() => {
    if (parents() !== before) process.exit(1);
  }, LOOK_EVERY_MS).unref();
}

/** Returns the process id of a process's parent, or undefined if it is not available. */
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
