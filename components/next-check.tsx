import type { JSX } from 'preact';
import type { SyncState } from '../lib/db/database.ts';
import { fromNow, text } from '../lib/i18n.ts';

/** Says when the list of analyses is checked next, if that time is known and still to come. */
export function NextCheck({ sync: { nextAt } }: { sync: Pick<SyncState, 'nextAt'> }): JSX.Element | null {
  if (nextAt === undefined || nextAt <= Date.now()) return null;
  return <p class="muted">{text('indexNext', fromNow(nextAt))}</p>;
}
