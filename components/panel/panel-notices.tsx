import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import { AccessNotice } from '../ui/access-notice.tsx';
import { CLOSED, type DatabaseState } from '../ui/use-database.ts';

/**
 * Tells the reader, above a view, that it comes from the second copy, that nothing can be saved now, or that a
 * permission is missing.
 */
export function StorageNotice({
  database,
  failure,
}: {
  database: DatabaseState;
  failure: SyncFailure | undefined;
}): JSX.Element {
  if (database.state === 'closed') {
    return (
      <p class="notice" role="alert">
        {text(CLOSED[database.reason])} {text('closedSaved')}
      </p>
    );
  }
  return (
    <>
      {failure?.reason === 'storage-full' && (
        <p class="notice" role="alert">
          {text('databaseFull')}
        </p>
      )}
      <AccessNotice />
    </>
  );
}
