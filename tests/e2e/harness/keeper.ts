import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/**
 * Starts a program, say a browser, and ends it when its own standard input closes: when the test process that holds
 * the other end closes it, exits, crashes or is killed. The operating system closes the pipe in every case, so no
 * program outlives its test.
 *
 * Usage: `node keeper.ts <folder to remove at the end, or "-"> <program> <arguments …>`. The program inherits file
 * descriptors 3 and 4 (Chromium's debugging pipe). The keeper exits after it, with its exit code.
 */

const [folder = '-', program = '', ...args] = process.argv.slice(2);
const isWindows = process.platform === 'win32';

// The keeper must survive `killall node`, and be recognisable in a list of processes.
process.title = 'civic-lens keeper';

const kept = spawn(program, args, {
  // A process group of its own, so that a browser's helper processes end with it.
  detached: !isWindows,
  stdio: ['ignore', 'ignore', 'inherit', 3, 4],
});

process.stdin.on('close', kill).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, kill);
// Nobody reads the log any more once the test process is gone.
process.stderr.on('error', kill);
kept.on('error', (error) => {
  console.error(String(error));
  finish(1);
});
kept.on('exit', (code) => {
  kill();
  finish(code ?? 1);
});

/** Kills the program with everything it started; also what is left when the program itself has exited. */
function kill(): void {
  if (kept.pid === undefined) return;
  if (isWindows) {
    spawn('taskkill', ['/pid', String(kept.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-kept.pid, 'SIGKILL');
  } catch {
    // The group is gone already (ESRCH).
  }
}

function finish(code: number): void {
  // Helper processes that were just killed may still hold files for a moment.
  if (folder !== '-') rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  process.exit(code);
}
