import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import './state.css';

/** An unexpected error prevented the view of the tab. */
export function FailedState({ again }: { again: () => void }): JSX.Element {
  return (
    <div class="state">
      <div class="state-say" role="alert">
        <h1 class="state-title" tabIndex={-1}>
          {text('unreadableTitle')}
        </h1>
        <p>{text('lastError')}</p>
        <button type="button" class="button" onClick={again}>
          {text('tryAgain')}
        </button>
      </div>
    </div>
  );
}
