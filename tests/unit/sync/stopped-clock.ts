import { afterEach, beforeEach, vi } from 'vitest';
import { indexState } from '../../../lib/db/index-state.ts';
import { freshSite, HOUR, leaveSite, stopClock, syncWhole } from './fresh-site.ts';
import type { Publication } from './publication.ts';

/** The plain site that the extension reads. Each test gets a new one. */
export let publication: Publication;
/** The time at which each test begins (ms since the epoch). */
export let start: number;

/** Gives each test of a file a fresh extension and plain site, and stops the clock. Call this at the top of a file. */
export function onStoppedClock(): void {
  beforeEach(async () => {
    publication = await freshSite();
    start = stopClock('2026-07-10T12:00:00Z');
  });
  afterEach(leaveSite);
}

export const cardCount = async (): Promise<number | undefined> => (await indexState())?.cardCount;

/** Syncs again, some hours after the start. */
export async function syncAfter(hours: number): Promise<void> {
  vi.setSystemTime(start + hours * HOUR);
  await syncWhole(publication);
}
