import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import { CLOSED, type DatabaseState } from '../ui/use-database.ts';

/** Tells the reader, above a view, that it comes from the second copy, or that nothing can be saved now. */
export function StorageNotice({
  database,
  failure,
}: {
  database: DatabaseState;
  failure: SyncFailure | undefined;
}): JSX.Element | null {
  if (database.state === 'closed') {
    return (
      <p class="notice" role="alert">
        {text(CLOSED[database.reason])} {text('closedSaved')}
      </p>
    );
  }
  if (failure?.reason !== 'storage-full') return null;
  return (
    <p class="notice" role="alert">
      {text('databaseFull')}
    </p>
  );
}
