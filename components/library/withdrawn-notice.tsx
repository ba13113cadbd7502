import type { JSX } from 'preact';
import { markWithdrawalsReported } from '../../lib/app/notice-actions.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { AnalysisRow } from '../ui/analysis-row.tsx';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';

interface Props {
  /** The withdrawn analyses that the extension has not reported to the reader yet. */
  readonly withdrawn: readonly SavedAnalysis[];
}

/** Lists the saved analyses that the publication has withdrawn. The note stays until the reader dismisses it. */
export function WithdrawnNote({ withdrawn }: Props): JSX.Element {
  const { change, failure } = useChange('change the library');
  const ids = withdrawn.map(({ id }) => id);
  return (
    <section class="notice" role="status">
      <h2>{countedText('withdrawnTitle', withdrawn.length)}</h2>
      <ul class="entries">
        {withdrawn.map(({ id, card, lens, publication }) => (
          <li key={id}>
            <AnalysisRow card={card} lens={lens} language={publication.language} isOpen={false}>
              {text('withdrawnText')}
            </AnalysisRow>
          </li>
        ))}
      </ul>
      <button
        type="button"
        class="button"
        onClick={guardedListener('dismiss the withdrawals', () => change(() => markWithdrawalsReported(ids)))}
      >
        {text('understood')}
      </button>
      <ChangeFailed failure={failure} />
    </section>
  );
}
