import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askForAllSites, changeMode, checkNow } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import type { SyncFailure } from '../../lib/db/index-records.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { failureText } from '../ui/failure-text.ts';
import { readyValue } from '../ui/loading.ts';
import { NextCheck } from '../ui/next-check.tsx';
import { useChange } from '../ui/use-change.ts';
import { CLOSED, type DatabaseState } from '../ui/use-database.ts';
import { useIsSyncing } from '../ui/use-is-syncing.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** A title and a sentence in place of an analysis, with the possible next steps below. */
export function Notice({
  title,
  children,
  below,
}: {
  title: string;
  children?: ComponentChildren;
  below?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="panel-notice">
      <h1 class="panel-title">{title}</h1>
      {children && <p>{children}</p>}
      {below}
    </div>
  );
}

/** Tells the reader that the index is missing or old, and why, with a button that checks it now. */
export function IndexNotice({
  title,
  children,
}: {
  title: string;
  children: ComponentChildren;
}): JSX.Element {
  const status = readyValue(useLiveQuery('indexStatus'));
  const [asking, setAsking] = useState(false);
  const isSyncing = useIsSyncing(status?.sync.runningSince);
  const checking = asking || isSyncing;
  const check = on('check now', async () => {
    setAsking(true);
    await checkNow().finally(() => setAsking(false));
  });
  return (
    <Notice
      title={title}
      below={
        <>
          {status?.sync.failure && (
            <>
              <p class="muted">{text('noIndexFailed', failureText(status.sync.failure))}</p>
              {!checking && <NextCheck sync={status.sync} />}
            </>
          )}
          <button type="button" class="button is-primary" disabled={checking} onClick={check}>
            {text(checking ? 'checking' : 'checkNow')}
          </button>
        </>
      }
    >
      {children}
    </Notice>
  );
}

/** Tells the reader that the index cannot be read, because the database cannot be opened, and why. */
export function ClosedIndex({ database }: { database: DatabaseState }): JSX.Element {
  const title = text('closedIndexTitle');
  // In private windows the page does not open the database, so only the background knows why it is closed.
  if (database.state === 'open') return <IndexNotice title={title}>{text('closedIndexText')}</IndexNotice>;
  return (
    <Notice title={title}>
      {text(CLOSED[database.reason])} {text('closedIndexText')}
    </Notice>
  );
}

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

/** Explains automatic mode, with a button that asks for access to all sites and switches it on. */
export function GoAutomatic(): JSX.Element {
  const { change, failure } = useChange('change a setting');
  const goAutomatic = on('ask for all sites', async () => {
    // The background also changes the mode after a grant, because some browsers close the popup when they ask.
    if (await askForAllSites()) await change(() => changeMode('automatic'));
  });
  return (
    <>
      <p class="muted">{text('notCheckedHow')}</p>
      <button type="button" class="button" onClick={goAutomatic}>
        {text('goAutomatic')}
      </button>
      <ChangeFailed failure={failure} />
    </>
  );
}
