import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import './state.css';

/** Drawn if the tab that the page's address names was closed. */
export function GoneState(): JSX.Element {
  return (
    <div class="state">
      <div class="state-say" role="status">
        <h1 class="state-title">{text('tabGoneTitle')}</h1>
        <p>{text('tabGoneText')}</p>
      </div>
    </div>
  );
}
