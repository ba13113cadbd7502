import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from './served-index.ts';

const MONTHS = Array.from({ length: 28 }, (_, n) => {
  const month = `${2020 + Math.floor(n / 7)}-${['01', '03', '05', '07', '08', '10', '12'][n % 7]}`;
  const id = `c-${month}`;
  return { month, cards: [card(id, { published: `${month}-02` })], documents: [analysisDocument(id)] };
});
let served: Served;
let asked: string[];

/** Answers requests for some files with "Service Unavailable". */
function refusing(files: RegExp): typeof fetch {
  return async (address, init) => {
    if (!files.test(String(address))) return served.get(address, init);
    asked.push(String(address));
    return new Response('', { status: 503 });
  };
}

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve(MONTHS);
  asked = [];
});

describe('an overloaded publication', () => {
  it('gets no requests for the other months after three failures', async () => {
    await sync(refusing(/segments\//));
    expect((await syncState()).failure).toMatchObject({ reason: 'http', status: 503 });
    // The fourth request has already begun when the third one fails.
    expect(asked).toHaveLength(4);
  });

  it('gets no requests for the texts of the other months after three failures', async () => {
    await sync(served.get);
    const index = await indexState();
    if (!index) throw new Error('no index');
    const failure = await keepTexts(index, 'all', new URL(PUBLICATION).origin, refusing(/texts\//));
    expect(failure).toMatchObject({ reason: 'http', status: 503 });
    expect(asked).toHaveLength(3);
  });
});
