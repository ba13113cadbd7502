import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { formatRelativeTime } from '../../lib/browser/time-texts.ts';
import type { SyncState } from '../../lib/db/index-records.ts';

const MINUTE = 60_000;

/** Tells the reader when the index will be checked next, if that time is known and in the future. */
export function NextCheck({ sync: { nextAt } }: { sync: Pick<SyncState, 'nextAt'> }): JSX.Element | null {
  const now = Date.now();
  if (nextAt === undefined || nextAt <= now) return null;
  // `formatRelativeTime` says "just now" for times within a minute, which would be wrong here.
  return <p class="muted">{text('indexNext', formatRelativeTime(Math.max(nextAt, now + MINUTE), now))}</p>;
}
