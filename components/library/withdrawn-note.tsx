import type { JSX } from 'preact';
import { markWithdrawalsReported } from '../../lib/app/actions.ts';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { AnalysisRow } from '../ui/analysis-row.tsx';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** Lists the saved analyses that the publication has withdrawn. The note stays until the reader dismisses it. */
export function WithdrawnNote({ isPrivate }: { isPrivate: boolean }): JSX.Element | null {
  const withdrawn = readyValue(useLiveQuery('unreportedWithdrawals')) ?? [];
  const { change, failure } = useChange('change the library');
  if (withdrawn.length === 0 || isPrivate) return null;
  const ids = withdrawn.map(({ id }) => id);
  return (
    <section class="notice" role="status">
      <h2>{count('withdrawnTitle', withdrawn.length)}</h2>
      <ul class="entries">
        {withdrawn.map(({ id, card }) => (
          <li key={id}>
            <AnalysisRow card={card} isOpen={false}>
              {text('withdrawnText')}
            </AnalysisRow>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        onClick={on('withdrawals understood', () => change(() => markWithdrawalsReported(ids)))}
      >
        {text('understood')}
      </button>
      <ChangeFailed failure={failure} />
    </section>
  );
}
