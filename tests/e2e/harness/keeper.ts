import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Starts a program, for example a browser, and kills it when the keeper's standard input closes. That input is a pipe
 * from the test process. The operating system closes the pipe when the test process exits, crashes or is killed, so no
 * program outlives its test.
 *
 * Usage: `node keeper.ts <folder of notes> <folder to remove at the end, or "-"> <program> <arguments …>`. The folder
 * of notes has a file named by the keeper's process id. The keeper removes this file at its end, because a later
 * process may get the same id. The program inherits file descriptors 3 and 4 (Chromium's debugging pipe). The keeper
 * exits after the program, with the program's exit code.
 */

const [notes = '', folder = '-', program = '', ...args] = process.argv.slice(2);
const isWindows = process.platform === 'win32';

// Under this title, `killall node` does not end the keeper, and a list of processes shows what it is.
process.title = 'civic-lens keeper';

const kept = spawn(program, args, {
  // Give the program its own process group, so that it can be killed together with the processes that it started.
  detached: !isWindows,
  stdio: ['ignore', 'ignore', 'inherit', 3, 4],
});

process.stdin.on('close', kill).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, kill);
// Writing to the log fails once the test process is gone. Then kill the program.
process.stderr.on('error', kill);
kept.on('error', (error) => {
  console.error(String(error));
  finish(1);
});
kept.on('exit', async (code) => {
  kill();
  await untilGroupIsGone();
  finish(code ?? 1);
});

/** Kills the program and everything that it started, even if the program itself has already exited. */
function kill(): void {
  if (kept.pid === undefined) return;
  if (isWindows) {
    spawn('taskkill', ['/pid', String(kept.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-kept.pid, 'SIGKILL');
  } catch {
    // The process group has already ended (ESRCH).
  }
}

/** Limit for killed processes to disappear (ms). */
const DISAPPEARS_WITHIN_MS = 5000;

/** Waits until no process of the program's group is left. A killed process exists until the system has ended it. */
async function untilGroupIsGone(): Promise<void> {
  if (kept.pid === undefined || isWindows) return;
  const end = Date.now() + DISAPPEARS_WITHIN_MS;
  while (Date.now() < end) {
    try {
      process.kill(-kept.pid, 0);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function finish(code: number): void {
  // Helper processes that were just killed may still hold files for a moment.
  if (folder !== '-') rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  rmSync(join(notes, String(process.pid)), { force: true });
  process.exit(code);
}
