import { changeSettings, type ReadPages } from '../../lib/browser/settings.ts';
import { db } from '../../lib/db/database.ts';
import type { SitePage, SyncFailureReason, SyncState } from '../../lib/db/index-records.ts';
import { updateSyncState } from '../../lib/db/index-state.ts';
import { updateSiteState } from '../../lib/db/site-state.ts';
import { commitSite } from '../../lib/sync/site-index.ts';
import { PUBLICATION } from '../unit/sync/served-index.ts';
import { LENSES } from './sample-cards.ts';
import { DAY, MINUTE, NOW } from './times.ts';

/** Sets up a running sync, a failed sync, or a plain site of which some pages were read. */

/** The words that the reader sees for each failure. */
export const FAILURES = {
  offline: 'this device is offline',
  unreachable: 'the publication could not be reached',
  timeout: 'the publication did not answer in time',
  http: 'the publication’s server did not answer properly',
  'other-origin': 'the publication pointed to another site, which Civic Lens never contacts',
  'too-large': 'a file was larger than it may be',
  'not-json': 'the publication sent something other than a list of analyses',
  'not-an-index': 'the publication offers no list of analyses that Civic Lens can read',
  'unknown-version': 'the list has a newer format; an update of Civic Lens is needed',
  incomplete: 'the list is incomplete',
  damaged: 'the publication’s list of analyses is damaged',
  empty: 'the publication’s list is empty, so the one on this device is kept for three days',
  paused: 'the publication asked for a pause',
  'wrong-hash': 'a file arrived damaged',
  'no-permission': 'Civic Lens has no access to the publication',
  'storage-full': 'this device has no room left',
  'newer-database': 'a newer version of Civic Lens wrote the database; update the extension',
  database: 'the browser could not open the database',
  unexpected: 'something unexpected went wrong',
} as const satisfies Record<SyncFailureReason, string>;

interface PagesRead {
  readonly readPages?: ReadPages;
  readonly read: number;
  readonly wanted?: number;
  readonly failed?: number;
  /** Number of analyses whose pages were read, and are to be read again because their text is missing. */
  readonly withoutText?: number;
}

/**
 * Sets up a plain site of which some pages were read. The oldest analysis is of 1 June 2026.
 */
export async function readPageByPage({
  readPages = 'steady',
  read,
  wanted = 0,
  failed = 0,
  withoutText = 0,
}: PagesRead): Promise<void> {
  await changeSettings({ readPages });
  await updateSiteState({ memory: { validators: {}, name: 'NOLIGARCHY.US' } });
  const pages = (number: number, page: (n: number) => Omit<SitePage, 'tries' | 'url'>): SitePage[] =>
    Array.from({ length: number }, (_, n) => {
      const { state } = page(n);
      return { url: `${PUBLICATION}analysis/${state}-${n}`, tries: 0, ...page(n) };
    });
  const [lens] = LENSES;
  const cardOf = (id: string, published: string): NonNullable<SitePage['card']> => ({
    id,
    url: `${PUBLICATION}analysis/${id}`,
    headline: 'What was read',
    lens: 'global-power-plays',
    published,
    sources: [],
    topics: [],
  });
  await db.sitePages.bulkPut([
    ...pages(read, (n) => ({
      state: 'read',
      changed: NOW,
      lens,
      card: cardOf(`read-${n}`, n === 0 ? '2026-06-01' : '2026-07-01'),
    })),
    ...pages(failed, () => ({ state: 'incomplete', changed: NOW, why: 'has no headline' })),
    ...pages(wanted, () => ({ state: 'wanted', changed: NOW - DAY })),
    ...pages(withoutText, (n) => ({
      state: 'wanted',
      changed: NOW - DAY,
      lens,
      card: cardOf(`wanted-${n}`, '2026-06-20'),
    })),
  ]);
  await commitSite(PUBLICATION, NOW);
  await updateSyncState({ checkedAt: NOW - 2 * MINUTE, fellBack: { reason: 'http', status: 404, at: NOW } });
}

let endSync = (): void => undefined;

/** Ends the sync that a test has left running. */
export function endRunningSync(): void {
  endSync();
}

/** Records that a sync began a minute ago, and keeps it running. */
export async function syncRuns(): Promise<void> {
  await syncState({ runningSince: NOW - MINUTE });
  void navigator.locks.request('civic-lens-sync', () => new Promise<void>((end) => (endSync = end)));
}

/** Changes some fields of the sync state. */
export async function syncState(change: Partial<Omit<SyncState, 'name'>>): Promise<void> {
  await updateSyncState(change);
}

/** Records that the last sync failed two minutes ago. */
export async function syncFailed(reason: SyncFailureReason, status?: number): Promise<void> {
  await updateSyncState({
    failures: 1,
    failure: { reason, at: NOW - 2 * MINUTE, ...(status === undefined ? {} : { status }) },
    nextAt: NOW + 5 * MINUTE,
  });
}
