import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { syncAndDetect } from '../../../lib/app/background-events.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { Card } from '../../../lib/index/card.ts';
import { alignCardsWithTexts } from '../../../lib/library/align-cards-with-texts.ts';
import { removeSaved, restoreRemoved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { loadText } from '../../../lib/sync/texts.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

/**
 * Tests saved texts that are newer than the cards of the index. Once the index has the card of the text's version, the
 * record of the analysis gets this card.
 */

const document = '../analyses/ferry.json';
const LENSES = [
  { id: 'rulebook', name: 'The Rulebook', url: '/lens/rulebook' },
  { id: 'water', name: 'Water', url: '/lens/water' },
];
const FIRST = card('ferry', { document, updated: '2026-07-02T08:00:00Z', headline: 'First' });
const CORRECTED = card('ferry', {
  document,
  updated: '2026-07-05T08:00:00Z',
  headline: 'Corrected',
  lens: 'water',
});
const AGAIN = card('ferry', { document, updated: '2026-07-06T08:00:00Z', headline: 'Corrected again' });
let served: Served;

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([{ month: '2026-07', cards: [FIRST] }]);
  served.instead.set('ferry.json', () =>
    Response.json({ ...analysisDocument('ferry', 'New text.'), card: CORRECTED }),
  );
  await syncCompanionIndex(PUBLICATION, 0, served.get);
  const shown = (await cardById('ferry')) as Card;
  await loadText(shown, true, served.get);
  await saveAnalysis(shown, 1);
});

async function publish(published: object): Promise<void> {
  served.publish([{ month: '2026-07', cards: [published] }], { lenses: LENSES });
  await syncCompanionIndex(PUBLICATION, 0, served.get);
}
/** Returns the version of the saved text of "ferry", and the headline and the name of the lens in its record. */
async function shownNow(): Promise<unknown[]> {
  const [saved, text] = [await db.saved.get('ferry'), await db.savedTexts.get('ferry')];
  return [text?.version, saved?.card.headline, saved?.lens?.name];
}

afterEach(async () => {
  // A sync does not wait for all work that it starts, so wait here.
  await vi.waitFor(async () => expect((await navigator.locks.query()).held).toEqual([]));
  vi.unstubAllGlobals();
});

it('a sync gives a record the card and the lens of the version of its text, and updates the second copy', async () => {
  vi.stubGlobal('fetch', served.get);
  expect(await shownNow()).toEqual(['2026-07-05T08:00:00Z', 'First', 'The Rulebook']);
  served.publish([{ month: '2026-07', cards: [CORRECTED] }], { lenses: LENSES });
  await syncAndDetect();
  expect(await shownNow()).toEqual(['2026-07-05T08:00:00Z', 'Corrected', 'Water']);
  await syncAndDetect();
  expect(await db.uncopied.count()).toBe(0);
});

it('a record gets no card whose version differs from that of its text', async () => {
  await publish(AGAIN);
  await alignCardsWithTexts();
  expect(await shownNow()).toEqual(['2026-07-05T08:00:00Z', 'First', 'The Rulebook']);
  expect((await db.uncopied.toArray()).map(({ key }) => key)).toEqual(['saved/ferry']);
});

it('a removed analysis also gets the card of the version of its text, and has it after its restoration', async () => {
  await removeSaved('ferry', 5);
  await publish(CORRECTED);
  await alignCardsWithTexts();
  await restoreRemoved('ferry');
  expect(await shownNow()).toEqual(['2026-07-05T08:00:00Z', 'Corrected', 'Water']);
});

it('nothing is written if every record already has the card of its text', async () => {
  await publish(CORRECTED);
  await alignCardsWithTexts();
  await db.uncopied.clear();
  await alignCardsWithTexts();
  expect(await db.uncopied.count()).toBe(0);
});
