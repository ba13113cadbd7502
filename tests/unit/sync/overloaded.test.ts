import { beforeEach, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { syncState } from '../../../lib/db/index-state.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, serve } from './served-index.ts';

beforeEach(async () => {
  resetBrowser('https://noligarchy.us/*');
  await Promise.all(db.tables.map((table) => table.clear()));
});

it('an overloaded publication is not asked for every month', async () => {
  const months = Array.from({ length: 28 }, (_, n) => {
    const month = `${2020 + Math.floor(n / 7)}-${['01', '03', '05', '07', '08', '10', '12'][n % 7]}`;
    return { month, cards: [card(`c-${month}`, { published: `${month}-02` })] };
  });
  const served = serve(months);
  let asked = 0;
  await sync((async (address: string, init?: RequestInit) => {
    if (!/segments\//.test(address)) return served.get(address, init);
    asked++;
    return new Response('', { status: 503 });
  }) as typeof fetch);
  expect((await syncState()).failure).toMatchObject({ reason: 'http', status: 503 });
  // One more is under way while the third fails.
  expect(asked).toBe(4);
});
