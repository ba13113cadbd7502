import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Answers } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from '../ui/icons.tsx';
import type { Loading } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useFocusOnReturn } from '../ui/use-focus-on-return.ts';

/** The list of stories linked on the page of a tab. It replaces the state of the tab while it is open. */
export interface LinkedPlace {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  /** `undefined` as value while the list is closed. */
  readonly stories: Loading<Answers['linkedStories'] | undefined> & { readonly again: () => void };
  /** A button that opens the list. */
  readonly button: JSX.Element;
}

/**
 * @param tabId id of the tab; `undefined` until it is known
 * @param page identifies the page in the tab. The list closes when the reader leaves the page
 * @param version changes when the links must be read again
 */
export function useLinkedStories(
  tabId: number | undefined,
  page: string,
  version: readonly unknown[],
): LinkedPlace {
  const [openOn, setOpenOn] = useState<string>();
  const [isLeft, leave] = useState(false);
  const isOpen = tabId !== undefined && openOn === page;
  const stories = useAsync(
    async () => (isOpen ? query('linkedStories', tabId) : undefined),
    [tabId, isOpen, page, ...version],
  );
  const open = (): void => {
    setOpenOn(page);
    leave(false);
  };
  return {
    isOpen,
    open,
    close: () => {
      setOpenOn(undefined);
      leave(true);
    },
    stories,
    button: <OfferLinked open={open} isLeft={isLeft} arrived={() => leave(false)} />,
  };
}

/** The button that opens the list. It takes the keyboard focus if the reader has just closed the list. */
function OfferLinked({
  open,
  isLeft,
  arrived,
}: {
  open: () => void;
  isLeft: boolean;
  arrived: () => void;
}): JSX.Element {
  const button = useFocusOnReturn<HTMLButtonElement>(isLeft, arrived);
  return (
    <button ref={button} type="button" class="button is-quiet panel-offer" onClick={open}>
      <Icon name="links" />
      {text('linkedOffer')}
    </button>
  );
}
