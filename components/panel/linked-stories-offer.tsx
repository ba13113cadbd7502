import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { useFocusOnReturn } from '../ui/use-focus-on-return.ts';
import type { LinkedStoriesState } from './use-linked-stories.ts';

/** A button that opens the list of stories linked on the page. */
export function LinkedStoriesOffer({
  linked: { open, isJustClosed, onFocused },
}: {
  linked: Pick<LinkedStoriesState, 'open' | 'isJustClosed' | 'onFocused'>;
}): JSX.Element {
  const button = useFocusOnReturn<HTMLButtonElement>(isJustClosed, onFocused);
  return (
    <button ref={button} type="button" class="button is-quiet panel-offer" onClick={open}>
      <MoreIcon name="links" />
      {text('linkedOffer')}
    </button>
  );
}
