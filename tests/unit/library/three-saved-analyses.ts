import { beforeEach } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { SavedAnalysis } from '../../../lib/db/records.ts';
import { resetBrowser } from '../fake-browser.ts';
import { NOW } from './saving.ts';

/** A database with three saved analyses, "ferry", "ports" and "bus". */

export const IDS = ['ferry', 'ports', 'bus'] as const;

export const record = (id: string, fields: Partial<SavedAnalysis> = {}): SavedAnalysis => ({
  id,
  savedAt: NOW,
  card: {
    id,
    url: `https://noligarchy.us/${id}`,
    headline: `What the ${id} changed`,
    published: '2026-07-02',
    outlet: 'Northern Ledger',
    sources: [],
    topics: [],
  },
  publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/' },
  state: 'unread',
  textState: 'pending',
  ...fields,
});

/** Returns the saved record of an analysis. */
export async function saved(id: string): Promise<SavedAnalysis | undefined> {
  return db.saved.get(id);
}

/**
 * Returns the saved analyses, the ids of removed analyses, the labels and the filters. Tests compare them before a
 * change and after its Undo.
 */
export async function everything(): Promise<unknown> {
  return {
    saved: await db.saved.toArray(),
    removed: (await db.removed.toArray()).map(({ id }) => id),
    labels: await db.labels.toArray(),
    filters: await db.filters.toArray(),
  };
}

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  await db.saved.bulkAdd(IDS.map((id) => record(id)));
});
