import type { JSX } from 'preact';
import { fromNow, text } from '../../lib/browser/interface-texts.ts';
import type { SyncState } from '../../lib/db/index-records.ts';

const MINUTE = 60_000;

/** Says when the list of analyses is checked next, if that time is known and still to come. */
export function NextCheck({ sync: { nextAt } }: { sync: Pick<SyncState, 'nextAt'> }): JSX.Element | null {
  const now = Date.now();
  if (nextAt === undefined || nextAt <= now) return null;
  // `fromNow` calls anything below a minute "now".
  return <p class="muted">{text('indexNext', fromNow(Math.max(nextAt, now + MINUTE), now))}</p>;
}
