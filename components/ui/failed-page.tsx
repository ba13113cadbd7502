import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';

/** Replaces a page that could not be drawn. */
export function FailedPage(): JSX.Element {
  return (
    <div class="notice" role="alert">
      <h1>{text('failedTitle')}</h1>
      <p>{text('failedText')}</p>
      {/* Without this button, the reader could not reload a popup. */}
      <button type="button" class="button" onClick={() => location.reload()}>
        {text('tryAgain')}
      </button>
    </div>
  );
}
