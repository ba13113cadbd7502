import { useState } from 'preact/hooks';
import { checkNow } from '../../lib/app/setting-actions.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { useIsSyncing } from './use-is-syncing.ts';

/** A check of the index that the reader can start, as the buttons "Check now" do. */
export interface IndexCheck {
  /** Starts a check. Does nothing while a check runs. */
  readonly check: () => void;
  /** Whether a check runs that the reader, another page or the background has started. */
  readonly isChecking: boolean;
  /** The check that the reader has started here. */
  readonly own: 'none' | 'running' | 'over';
}

/** @param runningSince as for `useIsSyncing` */
export function useIndexCheck(runningSince: number | undefined): IndexCheck {
  const [own, setOwn] = useState<IndexCheck['own']>('none');
  const isSyncing = useIsSyncing(runningSince);
  const isChecking = own === 'running' || isSyncing;
  const check = guardedListener('check now', async () => {
    if (isChecking) return;
    setOwn('running');
    await checkNow().finally(() => setOwn('over'));
  });
  return { check, isChecking, own };
}
