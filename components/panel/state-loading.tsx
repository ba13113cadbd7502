import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';

/** The page is being looked at. */
export function LoadingState(): JSX.Element {
  return (
    <p class="muted panel-loading" role="status">
      {text('stateLoading')}
    </p>
  );
}
