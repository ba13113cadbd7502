import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserName, GRANTED, OUTLET_PORT, runFolder, SAMPLE_PUBLICATION } from '../build.ts';
import { openReader } from '../e2e/harness/reader.ts';
import { readArguments, runScript } from '../full-disk/scripted-run.ts';
import { startSample } from '../sample/server.ts';
import { killActions, prepare } from './actions.ts';
import { killImports } from './imports.ts';
import type { Killed } from './kill-moments.ts';
import { seedWith } from './kill-moments.ts';
import { killOwnWords } from './own-words.ts';
import { killUpgrades } from './upgrades.ts';

/**
 * Kills a page of the extension, the background or the whole browser at random moments. Nothing that was reported as
 * done may be lost, and no record may be incomplete. The kinds of kills:
 *
 * - `actions`: kills while the reader saves, removes, restores, follows and unfollows
 * - `words`: kills while the reader labels, highlights, archives and writes notes
 * - `imports`: kills while the reader imports a large file
 * - `upgrades`: kills while the extension upgrades an older database
 *
 *   npm run test:kills [chromium|firefox] [actions|words|imports|upgrades] [number of kills] [seed]
 *
 * Each victim of each kind of kills is killed this number of times (default: 10). In `upgrades`, this is done once with
 * small and once with large databases. Prints the seed, and a line with the result for each kind and victim.
 */

const { browsers, rest } = readArguments();
const ALL = ['popup', 'background', 'browser'] as const;
const NO_POPUP = ['background', 'browser'] as const;

/** For each kind of kills: a function that kills each victim in turn, and returns the number of failures. */
const KILLS = {
  actions: (killed: Killed) => sumOf(ALL, (victim) => killActions(killed, victim, kills)),
  words: (killed: Killed) => sumOf(ALL, (victim) => killOwnWords(killed, victim, kills)),
  imports: (killed: Killed) => sumOf(ALL, (victim) => killImports(killed, victim, kills)),
  upgrades: async (killed: Killed) =>
    (await sumOf(NO_POPUP, (victim) => killUpgrades(killed, victim, kills, false))) +
    (await sumOf(NO_POPUP, (victim) => killUpgrades(killed, victim, kills, true))),
} as const;

/** Runs one kind of kills for each victim in turn. */
async function sumOf<V>(victims: readonly V[], failuresOf: (victim: V) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const victim of victims) sum += await failuresOf(victim);
  return sum;
}

const KINDS = ['actions', 'words', 'imports', 'upgrades'] as const;
const named = KINDS.filter((kind) => rest.includes(kind));
const kinds = named.length > 0 ? named : KINDS;
const [kills = 10, seed = Date.now() % 100_000] = rest.flatMap((word) =>
  /^\d+$/.test(word) ? [Number(word)] : [],
);
console.log(`seed ${seed}, ${kills} kills of each kind and victim`);
seedWith(seed);

await runScript(browsers, async (name: BrowserName) => {
  const sample = await startSample({ publication: SAMPLE_PUBLICATION, outletPort: OUTLET_PORT });
  mkdirSync(runFolder(), { recursive: true });
  const profile = join(mkdtempSync(runFolder('kills-')), 'profile');
  const open: Killed['open'] = () => openReader(name, { variant: GRANTED, profile, sample });
  const killed: Killed = { open, reader: await open() };
  try {
    await prepare(killed.reader);
    let failed = 0;
    for (const kind of kinds) failed += await KILLS[kind](killed);
    return failed;
  } finally {
    await killed.reader.close();
    await sample.close();
  }
});
