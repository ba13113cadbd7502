import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import type { CorrectionProps } from './correction-props.ts';
import { formatOtherTextPlace } from './other-text-place.ts';

/** A button that opens the list of the earlier versions of a saved analysis, if there are any. */
export function VersionsButton({ analysis, show }: CorrectionProps): JSX.Element | null {
  const earlier = readyValue(useLiveQuery('earlierTextCount', analysis.card.id)) ?? 0;
  if (earlier === 0) return null;
  return (
    <button type="button" class="button" onClick={() => show(formatOtherTextPlace({ kind: 'versions' }))}>
      {text('earlierVersions')}
    </button>
  );
}
