import type { ComponentChildren, JSX } from 'preact';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import { matchReasonText } from './match-reason.ts';
import { REASON_BOX } from './match-reason-button.tsx';

/**
 * The box with the reason for the match.
 *
 * @param children controls for the match, for example the switch for the site
 */
export function MatchReasonBox({
  analysis,
  children,
}: {
  analysis: Pick<ShownMatch, 'card' | 'because'>;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div id={REASON_BOX} class="because">
      <p>{matchReasonText(analysis)}</p>
      {children}
    </div>
  );
}
