import { GRANTED } from '../build.ts';
import { openReader, type Reader } from '../e2e/harness/reader.ts';
import { placeOldDatabase } from '../kills/state.ts';
import { bundled } from './bundle.ts';
import { NEUTRAL } from './index-speed.ts';
import { type Measured, print } from './report.ts';

/** Number of saved analyses, of 900 words each. */
const SAVED = 2000;
/** The last schema with texts in the records of saved analyses, and the last schema before the search index. */
const OLD = ['version-3', 'version-5'];

/**
 * Times how long a page takes to open, and thereby upgrade, a database with an older schema and 2,000 saved analyses.
 */
export async function measureUpgrade(): Promise<void> {
  const reader = await openReader('chromium', { variant: GRANTED });
  try {
    await reader.untilIndex();
    const lines: Measured[] = [];
    for (const name of OLD)
      lines.push({
        what: `database of ${name} with ${SAVED.toLocaleString('en')} saved analyses upgraded`,
        value: await timeOfUpgrade(reader, name),
        unit: 'ms',
      });
    print('Upgrade of an older database', lines);
  } finally {
    await reader.close();
  }
}

async function timeOfUpgrade(reader: Reader, name: string): Promise<number> {
  // The first call changes the storage, which wakes the background. So kill the background, then make the call again.
  await placeOldDatabase(reader, name);
  await reader.killBackground();
  await placeOldDatabase(reader, name);
  const page = await reader.open(NEUTRAL);
  await page.evaluate(await bundled('tests/bench/in-page.ts', 'inPage'));
  await page.evaluate(`bench.fillOld(${SAVED})`);
  const { time, saved, texts } = (await page.evaluate('bench.upgrade()')) as Upgraded;
  await page.close();
  if (Math.min(saved, texts) < SAVED) throw new Error(`${saved} analyses and ${texts} texts were left.`);
  return time;
}

interface Upgraded {
  /** Time until the database was open (ms). */
  readonly time: number;
  /** Numbers of records afterwards. */
  readonly saved: number;
  readonly texts: number;
}
