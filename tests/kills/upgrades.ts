import { SCHEMA_VERSION } from '../../lib/db/versions.ts';
import { until } from '../e2e/harness/surface.ts';
import { type Killed, kill, printKind, random, untilSound, wait } from './kill-moments.ts';
import {
  LATER_FOLLOWED,
  OLD_FOLLOWED,
  OLD_SAVED,
  oldDatabases,
  placeOldDatabase,
  type Stored,
} from './state.ts';

/**
 * Kills the background or the browser while the extension upgrades an older database. The upgrade happens when the
 * extension first opens this database.
 */

/** Version number of the current database in IndexedDB, which is ten times Dexie's number. */
const VERSION = SCHEMA_VERSION * 10;

/**
 * The old databases that are filled with many analyses. Version 5 is the last version without a journal and a search
 * index. Version 3 is the last version with texts in the records of saved analyses.
 */
const LARGE = ['version-5', 'version-3'];
/** Number of copies of each saved analysis. With them, a large library has 2,001 analyses. */
const COPIES = 666;
/** Time limit (ms). Copying 2,001 analyses takes long. */
const WITHIN = 180_000;

/**
 * Before each kill, replaces the database by an old one. Kills the victim during the upgrade of this database.
 *
 * @param isLarge whether 2,001 analyses are saved in each old database
 * @returns the number of failures
 */
export async function killUpgrades(
  killed: Killed,
  victim: 'background' | 'browser',
  kills: number,
  isLarge: boolean,
): Promise<number> {
  const names = isLarge ? LARGE : oldDatabases;
  const copies = isLarge ? COPIES : 0;
  const longest = await timeOfUpgrade(killed, names.at(isLarge ? -1 : 0) ?? '', copies);
  const failures: string[] = [];
  let upgradedBefore = 0;
  for (let n = 0; n < kills; n++) {
    const name = names[n % names.length] ?? '';
    const moment = random() * longest;
    try {
      await placeOldDatabase(killed.reader, name, copies);
      await startUpgrade(killed);
      await wait(moment);
      if (victim === 'background') await killed.reader.killBackground();
      else await kill(killed, victim, await killed.reader.browser.newPage());
      if ((await versionOf(killed)) === VERSION) upgradedBefore++;
      await untilSound(killed, (stored) => isWhole(stored, name, copies), WITHIN);
    } catch (error) {
      failures.push(`${name}, killed after ${Math.round(moment)} ms: ${String(error).slice(0, 1000)}`);
    }
  }
  const outcome = `${upgradedBefore} upgraded before or at the next start`;
  return printKind(
    `${killed.reader.name}, ${victim} while an old database${isLarge ? ' of 2,001 analyses' : ''} is upgraded ` +
      `(${Math.round(longest)} ms)`,
    kills,
    outcome,
    failures,
  );
}

function isWhole({ version, saved, followed }: Stored, name: string, copies: number): boolean {
  const expected = OLD_FOLLOWED[name] ?? LATER_FOLLOWED;
  const numbers = Array.from({ length: copies }, (_, n) => n + 1);
  const ids = OLD_SAVED.flatMap((id) => [id, ...numbers.map((n) => `${id}-${n}`)]).sort();
  return version === VERSION && `${saved}` === `${ids}` && `${followed}` === `${expected}`;
}

/**
 * Restarts the background, which opens the database. Does not wait for the answer, which the background sends after the
 * upgrade.
 */
async function startUpgrade({ reader }: Killed): Promise<void> {
  await reader.killBackground();
  await reader.ask((api) => {
    api.runtime.sendMessage({ type: 'libraryChanged' }).catch(() => undefined);
  });
}

/** Upgrades an old database without a kill. Returns the time for restart and upgrade (ms), plus a reserve of 30 %. */
async function timeOfUpgrade(killed: Killed, name: string, copies: number): Promise<number> {
  await placeOldDatabase(killed.reader, name, copies);
  const start = performance.now();
  await startUpgrade(killed);
  await until('the database is upgraded', async () => (await versionOf(killed)) === VERSION);
  return 1.3 * (performance.now() - start);
}

function versionOf({ reader }: Killed): Promise<number | undefined> {
  return reader.ask(
    async () => (await indexedDB.databases()).find(({ name }) => name === 'civic-lens')?.version,
  );
}
