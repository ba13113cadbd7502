import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { changesByListing } from '../../../lib/db/changes-by-listing.ts';
import { db } from '../../../lib/db/database.ts';
import { isDatabaseFailure } from '../../../lib/db/failures.ts';
import { newestCards } from '../../../lib/db/index-queries.ts';
import type { SitePage } from '../../../lib/db/index-records.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { setWritesHeld } from '../../../lib/db/open-database.ts';
import { type PageResult, recordPageResult } from '../../../lib/db/site-page-results.ts';
import { recordFoundPages } from '../../../lib/db/site-pages-found.ts';
import { siteState, updateSiteState } from '../../../lib/db/site-state.ts';
import { type Card, readCard } from '../../../lib/index/card.ts';
import type { ReadAnalysis } from '../../../lib/publication/site/read-analysis.ts';
import { readRobots } from '../../../lib/publication/site/robots.ts';
import { withIndexLock } from '../../../lib/sync/index-lock.ts';
import { commitSite } from '../../../lib/sync/site-index.ts';
import { resetBrowser } from '../fake-browser.ts';
import { card, PUBLICATION } from '../sync/served-index.ts';
import { endFaults, FAULTS, failOperation } from './faults.ts';

/**
 * Makes operation n of IndexedDB fail while the index of a plain site is made, for n = 1, 2, … until the work has fewer
 * than n operations. After each fault, the device is as it was before the work or as the complete work leaves it, and a
 * second attempt succeeds.
 */

const NOW = Date.UTC(2026, 6, 10, 12);
const FEED = `${PUBLICATION}feed.xml`;

function cardOf(id: string): Card {
  const read = readCard(card(id), PUBLICATION);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

const analysis = (id: string): ReadAnalysis & PageResult => ({
  state: 'read',
  card: cardOf(id),
  text: { sections: [], attribution: [] },
});
const page = (id: string, change: Partial<SitePage> = {}): SitePage => ({
  url: `${PUBLICATION}analysis/${id}`,
  state: 'wanted',
  changed: NOW,
  tries: 0,
  namedBy: [FEED],
  ...change,
});
const FERRY = page('ferry');
const PORTS = page('ports', { state: 'read', card: cardOf('ports') });
const BUS = page('bus', { state: 'read', card: cardOf('bus') });

/** A feed that has the text of "ferry", also names "meter", and no longer names "ports" and "bus". */
const LISTED = ['ferry', 'meter'].map((id) => ({
  url: `${PUBLICATION}analysis/${id}`,
  changed: '2026-07-11T00:00:00Z',
  item: { url: `${PUBLICATION}analysis/${id}`, headline: id, categories: [] },
}));

const findPages = (): Promise<boolean> =>
  recordFoundPages(
    changesByListing(
      {
        pages: LISTED,
        disallowed: [],
        robots: readRobots('', `${PUBLICATION}robots.txt`),
        namedBy: new Map(LISTED.map(({ url }) => [url.replace('https://', ''), [FEED]])),
        answered: new Set([FEED]),
        silent: new Set(),
        isRobotsChanged: false,
        isComplete: true,
        feed: { address: FEED, oldest: 0 },
        memory: { validators: {}, feed: FEED },
      },
      ({ url }) => (url.endsWith('ferry') ? analysis('ferry') : undefined),
    ),
  );

const WORK: readonly [string, () => Promise<unknown>][] = [
  ['recording the pages that a listing found', findPages],
  ['recording the analysis of a page', () => recordPageResult(FERRY, analysis('ferry'), NOW)],
  ['recording a missing page', () => recordPageResult(FERRY, { state: 'gone' }, NOW)],
  ['committing the analyses that were read', () => commitSite(PUBLICATION, NOW)],
];

async function fresh(): Promise<void> {
  resetBrowser('*://*/*');
  setWritesHeld(false);
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  await updateSiteState({ memory: { validators: {}, feed: FEED }, listsAll: true });
  await db.sitePages.bulkPut([FERRY, PORTS, BUS]);
}

/** Returns the records of the site, and the index that the reader has. */
async function seen(): Promise<object> {
  return {
    site: await siteState(),
    pages: await db.sitePages.toArray(),
    texts: await db.siteTexts.toArray(),
    index: await indexState(),
    cards: (await newestCards(9)).map(({ id }) => id),
  };
}

/**
 * Whether the interface has a message for an error. Also accepts a `TransactionInactiveError`: `fake-indexeddb` may
 * abort a transaction during a `bulkPut`, and the next request then fails with this error. A browser never does this.
 */
function isTold(error: unknown): boolean {
  return isDatabaseFailure(error) || (error as Error).name === 'TransactionInactiveError';
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
  setWritesHeld(false);
});
afterAll(endFaults);

describe.each(WORK)('%s', (_, work) => {
  it.each(FAULTS.map((how) => [how]))(
    'with a fault (%s) happens completely or not at all, and succeeds at the second attempt',
    async (how) => {
      // In the extension, this work holds the index lock. After a refused write, `withIndexLock` first tests for room.
      const attempt = (): Promise<unknown> => withIndexLock(work);
      await fresh();
      const before = await seen();
      await attempt();
      const after = await seen();
      const segments = await db.directories.count();
      expect(after).not.toEqual(before);
      let faults = 0;
      for (let n = 1; ; n++) {
        await fresh();
        const end = failOperation(n, how);
        const error = await attempt().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        const hasFailed = end();
        const now = await seen();
        expect([before, after], `operation ${n}`).toContainEqual(now);
        if (error) {
          faults++;
          expect([n, isTold(error) || error]).toEqual([n, true]);
        }
        // Recording the same result of a page twice would also count it twice, so do not repeat finished work.
        if (!isDeepStrictEqual(now, after)) await attempt();
        expect([n, await seen(), await db.directories.count()]).toEqual([n, after, segments]);
        if (!hasFailed) break;
      }
      expect(faults).toBeGreaterThan(0);
    },
  );
});
