import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { SitePage } from '../../../lib/db/index-records.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { siteProgress } from '../../../lib/db/site-pages-due.ts';
import { updateSiteState } from '../../../lib/db/site-state.ts';
import { CARDS_PER_BLOCK } from '../../../lib/index/segment.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { analyses } from '../../sample/content.ts';
import { freshSite, noPause, syncWhole } from '../sync/fresh-site.ts';
import { backFill } from '../sync/one-batch.ts';
import { PUBLICATION } from '../sync/publication.ts';
import { card, serve } from '../sync/served-index.ts';

/** Measures the cost of some work by the number of records that it reads, because times depend on the machine. */

const read = { cardBlocks: 0, sitePages: 0 };
const counters = Object.entries(read).map(([table]) => {
  const count = (record: unknown): unknown => {
    read[table as keyof typeof read]++;
    return record;
  };
  db.table(table).hook('reading', count);
  return () => db.table(table).hook('reading').unsubscribe(count);
});
afterAll(() => {
  for (const stop of counters) stop();
});
beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
  read.cardBlocks = 0;
  read.sitePages = 0;
});

describe('a commit', () => {
  it('of cards that are each in two months reads each block once, not once for each card', async () => {
    const count = 1500;
    const month = (name: string): { month: string; cards: object[] } => ({
      month: name,
      cards: Array.from({ length: count }, (_, n) =>
        card(`id-${n}`, { published: `${name}-02`, updated: `${name}-03` }),
      ),
    });
    const served = serve([month('2026-07'), month('2026-06')]);
    await syncCompanionIndex(PUBLICATION, Date.UTC(2026, 6, 10), served.get);
    expect((await indexState())?.cardCount).toBe(count);
    expect(read.cardBlocks).toBe(2 * Math.ceil(count / CARDS_PER_BLOCK));
  });
});

describe('a first sync', () => {
  it('writes at most twelve months at once, and the last alone, so that the commit waits only briefly', async () => {
    const months = Array.from({ length: 30 }, (_, n) => {
      // Use months of 31 days, because `serve` ends most segments on the 31st.
      const month = `${2020 + Math.floor(n / 7)}-${['01', '03', '05', '07', '08', '10', '12'][n % 7]}`;
      return { month, cards: [card(`id-${n}`, { published: `${month}-02` })] };
    });
    const write = vi.spyOn(db.directories, 'bulkPut');
    await syncCompanionIndex(PUBLICATION, Date.UTC(2026, 6, 10), serve(months).get);
    const together = write.mock.calls.map(([directories]) => directories.length);
    write.mockRestore();
    expect(together).toEqual([12, 9, 5, 2, 1, 1]);
    expect((await indexState())?.cardCount).toBe(30);
  });
});

describe('reading a site', () => {
  it('commits the cards, and then reads only the records of pages that it must fetch again later', async () => {
    const publication = await freshSite();
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(analyses.length);
    // The background fetches pages without an analysis again later, so it reads their records.
    const waiting = await db.sitePages.filter(({ state }) => state === 'unsure').count();
    read.sitePages = 0;
    expect(await backFill({ get: publication.get, pause: noPause })).toBe(false);
    expect(read.sitePages).toBe(waiting);
    vi.unstubAllGlobals();
  });

  it('commits the cards that a background had read before it was killed', async () => {
    const publication = await freshSite();
    publication.publish({ form: 'site', newest: 0 });
    await sync(publication.get);
    // The background is killed at its fourth request.
    let asked = 0;
    const dying = (async (address: string, init?: RequestInit) => {
      if (++asked > 3) throw new Error('killed');
      return publication.get(address, init);
    }) as typeof fetch;
    await expect(backFill({ get: dying, pause: noPause })).rejects.toThrow('killed');
    const known = (await indexState())?.cardCount ?? 0;
    expect(known).toBeLessThan(3);
    vi.stubGlobal('navigator', { locks: navigator.locks, connection: { saveData: true } });
    await backFill({ get: publication.get, pause: noPause });
    expect((await indexState())?.cardCount).toBe(3);
    vi.unstubAllGlobals();
  });
});

describe('the progress of reading a site', () => {
  const page = (n: number, change: Partial<SitePage> = {}): SitePage => ({
    url: `https://noligarchy.us/analysis/${n}`,
    state: 'wanted',
    changed: 1_783_000_000_000 + n,
    tries: 0,
    ...change,
  });

  it('is unknown if the publication is not read as a site, or if the site names no page', async () => {
    await db.sitePages.bulkPut([page(1)]);
    expect(await siteProgress('steady')).toBeUndefined();
    await updateSiteState({});
    await db.sitePages.clear();
    expect(await siteProgress('steady')).toBeUndefined();
  });

  it('counts the pages in each state, and names five pages that failed', async () => {
    const states = ['wanted', 'wanted', 'wanted', 'read', 'read', 'no-analysis', 'gone', 'unsure'] as const;
    await updateSiteState({});
    await db.sitePages.bulkPut([
      ...states.map((state, n) => page(n, { state })),
      ...[10, 11, 12].map((n) =>
        page(n, { state: 'failed', failure: { reason: 'http', status: 500 }, dueAt: 1 }),
      ),
      ...[20, 21, 22].map((n) => page(n, { state: 'incomplete', why: 'has no published date' })),
    ]);
    const path = (n: number): string => `/analysis/${n}`;
    const failure = { reason: 'http', status: 500 };
    const why = 'has no published date';
    expect(await siteProgress('steady')).toEqual({
      read: 2,
      wanted: 3,
      known: 11,
      failed: {
        count: 6,
        pages: [
          { path: path(12), failure },
          { path: path(11), failure },
          { path: path(10), failure },
          { path: path(22), why },
          { path: path(21), why },
        ],
      },
    });
  });

  it.each([
    ['here the day’s limit is reached', 300, 250, true],
    ['here the day’s limit leaves a page', 299, 250, false],
    ['here fewer than 200 pages were fetched, so the limit does not count yet', 300, 199, false],
  ])('says when reading continues if the day’s limit stops it; %s', async (_, today, fetched, waits) => {
    const since = Date.UTC(2026, 6, 10, 8);
    await updateSiteState({ fetched, today: { since, fetched: today } });
    await db.sitePages.bulkPut([page(1)]);
    const progress = await siteProgress('steady', since + 3_600_000);
    expect(progress?.goesOnAt).toBe(waits ? since + 24 * 3_600_000 : undefined);
  });

  it('is computed from at most ten page records, even if there are thousands', async () => {
    await updateSiteState({});
    await db.sitePages.bulkPut(
      Array.from({ length: 3000 }, (_, n) => page(n, { state: n % 2 === 0 ? 'read' : 'failed' })),
    );
    read.sitePages = 0;
    expect(await siteProgress('steady')).toMatchObject({ read: 1500, failed: { count: 1500 } });
    expect(read.sitePages).toBeLessThanOrEqual(10);
  });
});
