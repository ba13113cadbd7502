import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { isRunning, runFolder } from '../../build.ts';

/**
 * Name of a folder with an empty file for each running keeper of this run (see keeper.ts). The file's name is the
 * keeper's process id.
 */
const KEEPERS = 'keepers';
const KEEPER = resolve(import.meta.dirname, 'keeper.ts');
/** Number of log lines in the error message if the program does not start. */
const SHOWN_LINES = 15;

/** How long to wait for the end of a program after its connection broke (ms). */
const LAST_WORDS_WITHIN_MS = 2000;

/** Time in which a program must quit, or its keeper must kill it and remove its folder (ms). */
const ENDS_WITHIN_MS = 10_000;

/** A program that ends when this process ends, even by a crash or a kill. */
export interface KeptProcess {
  /** The program reads this stream from its file descriptor 3. */
  readonly input: Writable;
  /** The program writes this stream to its file descriptor 4. */
  readonly output: Readable;
  /** Resolves when the program has exited and its folder is removed. */
  readonly ended: Promise<void>;
  /** Returns the result of `start`. Rejects with the last lines of the program's log if the program ends first. */
  orEnd<T>(start: Promise<T>): Promise<T>;
  /** Kills the program and everything that it started. Resolves when they are gone. */
  kill(): Promise<void>;
}

interface Options {
  /** Folder that the keeper removes after the program has ended, for example a temporary profile. */
  readonly removeAtEnd?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** Starts a program, for example a browser, under a keeper process (see keeper.ts). */
export function keepProcess(program: string, args: readonly string[], options: Options = {}): KeptProcess {
  const notes = runFolder(KEEPERS);
  const keeper = spawn(process.execPath, [KEEPER, notes, options.removeAtEnd ?? '-', program, ...args], {
    // The keeper runs in its own session, so closing the terminal or pressing Ctrl+C does not end it. It can still kill
    // the program.
    detached: true,
    env: options.environment ?? process.env,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  noteKeeper(keeper.pid);
  const [stdin, , stderr, input, output] = keeper.stdio as [Writable, null, Readable, Writable, Readable];
  // Writing to a closing program fails. Ignore this: callers learn from `ended` that the program has ended.
  for (const pipe of [stdin, input]) pipe.on('error', () => undefined);
  const log = lastLines(stderr);
  const ended = exitOf(keeper);
  return {
    input,
    output,
    ended,
    orEnd: (start) => {
      const end = ended.then(() => {
        throw new Error(`${program} ended before it was ready:\n${log.join('\n')}`);
      });
      // A broken connection is often the first sign that the browser has ended. The browser's log then says more than
      // the error does.
      const orLastWords = async (error: unknown): Promise<never> => {
        await Promise.race([end, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_WITHIN_MS))]);
        throw error;
      };
      return Promise.race([start.catch(orLastWords), end]);
    },
    kill: () => {
      stdin.end();
      return ended;
    },
  };
}

/** Asks a program to quit, and kills it if it has not ended in time. */
export async function closeKept(quit: () => Promise<void>, kept: KeptProcess): Promise<void> {
  // The connection may close before the program answers.
  const quitting = quit()
    .catch(() => undefined)
    .then(() => kept.ended)
    .then(() => true);
  const tooLong = new Promise<false>((resolve) => setTimeout(() => resolve(false), ENDS_WITHIN_MS));
  if (!(await Promise.race([quitting, tooLong])))
    console.warn(`A browser did not quit within ${ENDS_WITHIN_MS / 1000} s, and is killed.`);
  await kept.kill();
}

function noteKeeper(pid: number | undefined): void {
  if (pid === undefined) return;
  mkdirSync(runFolder(KEEPERS), { recursive: true });
  writeFileSync(join(runFolder(KEEPERS), String(pid)), '');
}

/**
 * Waits until all programs that processes of this run started with `keepProcess` have ended. Call it only after those
 * processes have ended or have killed their programs.
 *
 * @param within limit in ms
 * @returns whether all programs ended within the limit
 */
export async function untilKeptProcessesEnd(within = ENDS_WITHIN_MS): Promise<boolean> {
  const end = Date.now() + within;
  while (keepers().some(isRunning)) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/** Returns the process ids of the keepers of this run that have not ended, and of those that were killed. */
function keepers(): number[] {
  try {
    return readdirSync(runFolder(KEEPERS)).map(Number);
  } catch {
    // This run started no program.
    return [];
  }
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

/** Returns an array that always holds the last lines of a stream. */
function lastLines(stream: Readable): string[] {
  const lines: string[] = [];
  stream.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
    lines.splice(0, Math.max(0, lines.length - SHOWN_LINES));
  });
  return lines;
}
