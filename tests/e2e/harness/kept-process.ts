import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { isRunning, runFolder } from '../../build.ts';

/** Process ids of the keepers of this run: one empty file each. */
const KEEPERS = 'keepers';
const KEEPER = resolve(import.meta.dirname, 'keeper.ts');
/** Lines of the program's log that are shown when it does not start. */
const SHOWN_LINES = 15;

/** How long after its connection broke a program may take to end (ms). */
const LAST_WORDS_WITHIN_MS = 2000;

/** How long a keeper may take to end its program and remove its folder (ms). */
const ENDS_WITHIN_MS = 10_000;

/** A program that ends with this process, whatever ends this process. */
export interface KeptProcess {
  /** What is written here reaches the program's file descriptor 3. */
  readonly input: Writable;
  /** What the program writes to its file descriptor 4. */
  readonly output: Readable;
  /** Resolves when the program has exited and its folder is removed. */
  readonly ended: Promise<void>;
  /** Resolves with the result of `start`, or rejects with the program's last words if it ends first. */
  orEnd<T>(start: Promise<T>): Promise<T>;
  /** Kills the program and everything that it started. Resolves when they are gone. */
  kill(): Promise<void>;
}

interface Options {
  /** Folder that is removed once the program has ended, say a temporary profile. */
  readonly removeAtEnd?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

/** Starts a program, say a browser, under a keeper process (see keeper.ts). */
export function keepProcess(program: string, args: readonly string[], options: Options = {}): KeptProcess {
  const keeper = spawn(process.execPath, [KEEPER, options.removeAtEnd ?? '-', program, ...args], {
    // A session of its own: a closed terminal or an interrupt must not end the keeper before it has ended the program.
    detached: true,
    env: options.environment ?? process.env,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  noteKeeper(keeper.pid);
  const [stdin, , stderr, input, output] = keeper.stdio as [Writable, null, Readable, Writable, Readable];
  // Writing to a program that is closing fails; that it has ended is told through `ended`.
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
      // A connection that breaks is often the first sign that the browser has ended: its last words say more.
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

function noteKeeper(pid: number | undefined): void {
  if (pid === undefined) return;
  mkdirSync(runFolder(KEEPERS), { recursive: true });
  writeFileSync(join(runFolder(KEEPERS), String(pid)), '');
}

/**
 * Waits until everything that processes of this run kept has ended. The processes themselves must have ended before, or
 * have killed what they kept.
 *
 * @returns whether all ended within the limit
 */
export async function untilKeptProcessesEnd(within = ENDS_WITHIN_MS): Promise<boolean> {
  const end = Date.now() + within;
  let pids: number[] = [];
  try {
    pids = readdirSync(runFolder(KEEPERS)).map(Number);
  } catch {
    // Nothing was kept.
  }
  while (pids.some(isRunning)) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

/** The last lines of a stream, kept up to date. */
function lastLines(stream: Readable): string[] {
  const lines: string[] = [];
  stream.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
    lines.splice(0, Math.max(0, lines.length - SHOWN_LINES));
  });
  return lines;
}
