import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserName, GRANTED, OUTLET_PORT, runFolder, SAMPLE_PUBLICATION } from '../build.ts';
import { openReader } from '../e2e/harness/reader.ts';
import { readArguments, runScript } from '../full-disk/scripted-run.ts';
import { startSample } from '../sample/server.ts';
import { killActions, prepare } from './actions.ts';
import type { Killed } from './moments.ts';
import { seedWith } from './moments.ts';
import { killUpgrades } from './upgrades.ts';

/**
 * Kills the popup, the background and the whole browser at random moments, while the reader saves, removes, restores,
 * follows and unfollows, and while the database of an older version is upgraded. Nothing that the popup reported as
 * done may be lost, and no record may be incomplete.
 *
 *   npm run test:kills [chromium|firefox] [kills of each kind] [seed]
 *
 * Prints the seed, and a line for each kind.
 */

const { browsers, rest } = readArguments();
const kills = Number(rest[0] ?? 10);
const seed = Number(rest[1] ?? Date.now() % 100_000);
console.log(`seed ${seed}, ${kills} kills of each kind`);
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
    for (const victim of ['popup', 'background', 'browser'] as const)
      failed += await killActions(killed, victim, kills);
    for (const victim of ['background', 'browser'] as const)
      failed += await killUpgrades(killed, victim, kills);
    return failed;
  } finally {
    await killed.reader.close();
    await sample.close();
  }
});
