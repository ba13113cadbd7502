import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';

const OPTIONS = '/options.html';

/** A link to the storage section of Options, for messages that the device has no room left. */
export function StorageLink(): JSX.Element {
  // Options opens in a new tab, so that the reader loses nothing on this page. On the options page itself, the link
  // only scrolls to the section.
  const target = location.pathname === OPTIONS ? undefined : '_blank';
  return (
    <a href={`${OPTIONS}#storage`} target={target}>
      {text('storageOpen')}
    </a>
  );
}
