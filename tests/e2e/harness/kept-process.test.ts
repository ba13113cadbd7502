import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';
import { isRunning, runFolder } from '../../build.ts';
import { keepProcess, untilKeptProcessesEnd } from './kept-process.ts';
import { until } from './surface.ts';

/** Tests that browsers and displays end with the test process that started them, however that process ends. */

const KEPT_PROCESS = resolve('tests/e2e/harness/kept-process.ts');
const END_WITH_PARENT = resolve('tests/end-with-parent.ts');
/**
 * Source of a program that starts a child process, as browsers do, writes both process ids to file descriptor 4, and
 * then never exits.
 */
const PROGRAM = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  require('node:fs').writeSync(4, process.pid + ' ' + child.pid + '\\n');
  setInterval(() => {}, 1000);
`;

const untilGone = (pids: readonly number[]): Promise<true> =>
  until('the processes are gone', async () => !pids.some(isRunning) || undefined);

/**
 * Starts a test process that calls `keepProcess` with the program. Returns that process and the process ids of the
 * program and its child.
 *
 * @param folder the folder that the keeper removes at the end
 */
async function startTestProcess(folder: string): Promise<{ tests: ChildProcess; pids: number[] }> {
  const source = `
    import { keepProcess } from ${JSON.stringify(KEPT_PROCESS)};
    const kept = keepProcess(process.execPath, ['-e', ${JSON.stringify(PROGRAM)}], {
      removeAtEnd: ${JSON.stringify(folder)},
    });
    kept.output.pipe(process.stdout);
  `;
  const tests = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(tests.stdout)) return { tests, pids: line.split(' ').map(Number) };
  throw new Error('the program did not start');
}

describe('a process of the tests', () => {
  it.concurrent.for(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'ends with its child processes, and its folder is removed, when %s ends the process that started it',
    async (signal, { expect }) => {
      const folder = mkdtempSync(join(tmpdir(), 'civic-lens-kept-'));
      const { tests, pids } = await startTestProcess(folder);
      expect(pids.filter(isRunning)).toHaveLength(2);
      tests.kill(signal);
      await untilGone(pids);
      await until('the folder is gone', async () => !existsSync(folder));
    },
  );

  it.concurrent('ends with its child processes when the test kills it', async () => {
    const kept = keepProcess(process.execPath, ['-e', PROGRAM]);
    const pids = await new Promise<number[]>((resolve) =>
      kept.output.once('data', (line) => resolve(String(line).split(' ').map(Number))),
    );
    await kept.kill();
    await untilGone(pids);
  });

  it.concurrent('ends soon after its parent if it calls `endWithParent`', async ({ expect }) => {
    const run = `import { endWithParent } from ${JSON.stringify(END_WITH_PARENT)};
      endWithParent();
      console.log(process.pid);
      setInterval(() => {}, 1000);`;
    const source = `require('node:child_process')
      .spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(run)}], { stdio: 'inherit' });`;
    const command = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface(command.stdout)) {
      expect(isRunning(Number(line))).toBe(true);
      command.kill('SIGKILL');
      await untilGone([Number(line)]);
      break;
    }
    expect(command.killed).toBe(true);
  });

  it('has ended when `untilKeptProcessesEnd` returns true', async () => {
    vi.stubEnv('CIVIC_LENS_RUN', `waiting-${process.pid}`);
    const { tests, pids } = await startTestProcess(mkdtempSync(join(tmpdir(), 'civic-lens-kept-')));
    expect(await untilKeptProcessesEnd(0)).toBe(false);
    tests.kill('SIGKILL');
    expect(await untilKeptProcessesEnd()).toBe(true);
    expect(pids.filter(isRunning)).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('leaves no note of the process id of its keeper, which a later process may get', async () => {
    vi.stubEnv('CIVIC_LENS_RUN', `noted-${process.pid}`);
    const kept = keepProcess(process.execPath, ['-e', PROGRAM]);
    expect(readdirSync(runFolder('keepers'))).toHaveLength(1);
    await kept.kill();
    expect(readdirSync(runFolder('keepers'))).toEqual([]);
    vi.unstubAllEnvs();
  });

  it('puts the last lines of its log into the error if it ends before it is ready', async () => {
    const kept = keepProcess(process.execPath, ['-e', 'console.error("no display"); process.exit(3)']);
    await expect(kept.orEnd(new Promise(() => undefined))).rejects.toThrow(
      /ended before it was ready:\nno display/,
    );
    await kept.ended;
  });
});
