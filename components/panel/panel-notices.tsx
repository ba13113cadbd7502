import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import { AccessNotice } from '../ui/access-notice.tsx';
import { StorageLink } from '../ui/storage-link.tsx';
import { CLOSED_REASON_TEXTS, type DatabaseState } from '../ui/use-database.ts';

/**
 * Notices above the view. They say that the database cannot be opened, that the device has no room left, or that a
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
        {text(CLOSED_REASON_TEXTS[database.reason])} {text('closedSaved')}{' '}
        {database.reason === 'full' && <StorageLink />}
      </p>
    );
  }
  return (
    <>
      {failure?.reason === 'storage-full' && (
        <p class="notice" role="alert">
          {text('databaseFull')} <StorageLink />
        </p>
      )}
      <AccessNotice />
    </>
  );
}
