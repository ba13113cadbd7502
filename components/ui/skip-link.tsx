import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import './skip-link.css';

/** A link at the start of a page that moves the keyboard focus to `<main id="content" tabIndex={-1}>`. */
export function SkipLink(): JSX.Element {
  // The library stores its state in the hash of its address. A normal link would overwrite the hash, so a script moves
  // the focus.
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
