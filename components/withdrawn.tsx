import type { JSX } from 'preact';
import { on } from '../lib/guard.ts';
import { count, text } from '../lib/i18n.ts';
import { markWithdrawalsTold } from '../lib/library/withdrawals.ts';
import { ChangeFailed } from './change-failed.tsx';
import { Entry } from './entry.tsx';
import { useLiveQuery } from './hooks.ts';
import { useLibraryChange } from './library-change.ts';
import { readyValue } from './loading.ts';

/** Tells the reader once that the publication withdrew something that they saved. */
export function Withdrawn({ isPrivate }: { isPrivate: boolean }): JSX.Element | null {
  const withdrawn = readyValue(useLiveQuery('untoldWithdrawals')) ?? [];
  const { change, failure } = useLibraryChange();
  if (withdrawn.length === 0 || isPrivate) return null;
  const ids = withdrawn.map(({ id }) => id);
  return (
    <section class="notice" role="status">
      <h2>{count('withdrawnTitle', withdrawn.length)}</h2>
      <ul class="entries">
        {withdrawn.map(({ id, card }) => (
          <li key={id}>
            <Entry card={card} isOpen={false}>
              {text('withdrawnText')}
            </Entry>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        onClick={on('withdrawals understood', () => change(() => markWithdrawalsTold(ids)))}
      >
        {text('understood')}
      </button>
      <ChangeFailed failure={failure} />
    </section>
  );
}
