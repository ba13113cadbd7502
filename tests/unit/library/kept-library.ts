import { beforeEach } from 'vitest';
import { fillFromSecondCopy } from '../../../lib/library/fill-from-second-copy.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { loseDatabase } from '../db/lost-database.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';
import { NOW } from './saving.ts';

/**
 * Prepares a device for each test. The index has three analyses, their texts are on the device, and the second copy is
 * empty. Nothing is saved yet.
 */

/** The publication. Each test gets a new one. */
export let served: Served;

/** Publishes analyses with their texts, and fetches both. */
export async function publish(...ids: readonly string[]): Promise<void> {
  served.publish([
    { month: '2026-07', cards: ids.map((id) => card(id)), documents: ids.map((id) => analysisDocument(id)) },
  ]);
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', 'https://noligarchy.us', served.get);
}

beforeEach(async () => {
  resetBrowser('*://*/*');
  await loseDatabase();
  served = serve([]);
  await publish('ferry', 'ports', 'bus');
  await fillFromSecondCopy(NOW);
});
