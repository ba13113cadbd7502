import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Outcome, outcomes } from './report.ts';

/** The number of articles to which the budgets apply. */
const REFERENCE = 10_000;
const RIVALS = resolve('.output/rivals');
const MINISEARCH = '7.2.0';

/**
 * Measures the search and its rivals in a separate process, because measuring the memory needs `--expose-gc`.
 * MiniSearch is installed only for the bench, because the extension does not use it.
 */
export async function measureSearch(): Promise<void> {
  const rivals = (await installRivals()) ? [RIVALS] : [];
  const child = spawn(
    process.execPath,
    ['--expose-gc', 'tests/bench/search-speed.ts', String(REFERENCE), ...rivals],
    { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  );
  child.on('message', (of) => outcomes.push(...(of as Outcome[])));
  // The channel closes after its last message, which may come after the end of the process.
  const [[code]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  if (code !== 0) throw new Error(`The process that measures the search ended with code ${code}.`);
}

async function installRivals(): Promise<boolean> {
  if (existsSync(`${RIVALS}/node_modules/minisearch`)) return true;
  mkdirSync(RIVALS, { recursive: true });
  try {
    const args = ['install', '--no-save', '--prefix', RIVALS, `minisearch@${MINISEARCH}`];
    await promisify(execFile)('npm', args, { shell: process.platform === 'win32' });
    return true;
  } catch (error) {
    console.log(`\nMiniSearch could not be installed, so it is not measured: ${(error as Error).message}`);
    return false;
  }
}
