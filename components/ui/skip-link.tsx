import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import './skip-link.css';

/** The first control of a page: moves the keyboard focus to its `<main id="content" tabIndex={-1}>`. */
export function SkipLink(): JSX.Element {
  // The library keeps its state in the hash of its address, so the link must not change it.
  const skip = (event: Event): void => {
    event.preventDefault();
    document.getElementById('content')?.focus();
  };
  return (
    // biome-ignore lint/a11y/useValidAnchor: it leads to a place of this page, so it is a link
    <a class="skip-link" href="#content" onClick={skip}>
      {text('skipToContent')}
    </a>
  );
}
