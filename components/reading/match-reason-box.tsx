import type { ComponentChildren, JSX } from 'preact';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import { closeOnEscape } from '../ui/close-on-escape.ts';
import { matchReasonText } from './match-reason.ts';
import { REASON_BOX } from './match-reason-button.tsx';

/**
 * The box with the reason for the match. The Escape key closes it.
 *
 * @param children controls for the match, for example the switch for the site
 */
export function MatchReasonBox({
  analysis,
  close,
  children,
}: {
  analysis: Pick<ShownMatch, 'card' | 'because'>;
  close: () => void;
  children: ComponentChildren;
}): JSX.Element {
  const onKeyDown = closeOnEscape(() => {
    close();
    document.querySelector<HTMLElement>('.match-kind')?.focus();
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles a key of the controls inside
    <div id={REASON_BOX} class="because" onKeyDown={onKeyDown}>
      <p>{matchReasonText(analysis)}</p>
      {children}
    </div>
  );
}
