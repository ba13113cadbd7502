import { SCHEMA_VERSION } from '../../lib/db/versions.ts';
import { until } from '../e2e/harness/surface.ts';
import { type Killed, kill, printKind, random, untilSound, wait } from './moments.ts';
import {
  LATER_FOLLOWED,
  OLD_FOLLOWED,
  OLD_SAVED,
  oldDatabases,
  placeOldDatabase,
  type Stored,
} from './state.ts';

/** Kills the process during the upgrade of an older database, which happens when the extension first opens it. */

/** Version number of the current database in IndexedDB, which is ten times Dexie's number. */
const VERSION = SCHEMA_VERSION * 10;

/**
 * Puts old databases in place, and kills the victim during their upgrade.
 * @returns the number of failures
 */
export async function killUpgrades(
  killed: Killed,
  victim: 'background' | 'browser',
  kills: number,
): Promise<number> {
  const longest = await timeOfUpgrade(killed);
  const failures: string[] = [];
  let upgradedBefore = 0;
  for (let n = 0; n < kills; n++) {
    const name = oldDatabases[n % oldDatabases.length] ?? '';
    const moment = random() * longest;
    try {
      await placeOldDatabase(killed.reader, name);
      await startUpgrade(killed);
      await wait(moment);
      if (victim === 'background') await killed.reader.killBackground();
      else await kill(killed, victim, await killed.reader.browser.newPage());
      if ((await versionOf(killed)) === VERSION) upgradedBefore++;
      await untilSound(killed, (stored) => isWhole(stored, name));
    } catch (error) {
      failures.push(
        `${name}, killed after ${Math.round(moment)} ms: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
  const outcome = `${upgradedBefore} upgraded before or at the next start`;
  return printKind(
    `${killed.reader.name}, ${victim} while an old database is upgraded`,
    kills,
    outcome,
    failures,
  );
}

function isWhole({ version, saved, followed }: Stored, name: string): boolean {
  const expected = OLD_FOLLOWED[name] ?? LATER_FOLLOWED;
  return version === VERSION && `${saved}` === `${OLD_SAVED}` && `${followed}` === `${expected}`;
}

/**
 * Wakes the background, which opens the database. Does not wait for the answer, which the background sends after the
 * upgrade.
 */
async function startUpgrade({ reader }: Killed): Promise<void> {
  await reader.killBackground();
  await reader.ask((api) => {
    api.runtime.sendMessage({ type: 'libraryChanged' }).catch(() => undefined);
  });
}

/** Measures the time of an upgrade from the start of the background (ms), and adds a reserve. */
async function timeOfUpgrade(killed: Killed): Promise<number> {
  await placeOldDatabase(killed.reader, oldDatabases[0] ?? '');
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
