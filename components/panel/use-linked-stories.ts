import { useState } from 'preact/hooks';
import type { QueryAnswers } from '../../lib/app/queries.ts';
import { query } from '../../lib/app/send-query.ts';
import { type RepeatableResult, useAsync } from '../ui/use-async.ts';

/**
 * State and actions of the list of stories linked on a page. While the list is open, it replaces the state of the tab.
 */
export interface LinkedStoriesState {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
  /** The value is `undefined` while the list is closed. */
  readonly stories: RepeatableResult<QueryAnswers['linkedStories'] | undefined>;
  /**
   * Whether the reader has just closed the list. The button that opens it then takes the keyboard focus and calls
   * `onFocused`.
   */
  readonly isJustClosed: boolean;
  /** Resets `isJustClosed`. */
  readonly onFocused: () => void;
}

/**
 * Returns the state and the actions of the list of stories linked on a page.
 *
 * @param tabId id of the tab; `undefined` until it is known
 * @param page identifies the page in the tab. The list closes when the reader leaves the page
 * @param version values of which at least one changes when the links must be read again
 */
export function useLinkedStories(
  tabId: number | undefined,
  page: string,
  version: readonly unknown[],
): LinkedStoriesState {
  const [openOn, setOpenOn] = useState<string>();
  const [isJustClosed, setJustClosed] = useState(false);
  const isOpen = tabId !== undefined && openOn === page;
  const stories = useAsync(
    async () => (isOpen ? query('linkedStories', tabId) : undefined),
    [tabId, isOpen, page, ...version],
  );
  const open = (): void => {
    setOpenOn(page);
    setJustClosed(false);
  };
  return {
    isOpen,
    open,
    close: () => {
      setOpenOn(undefined);
      setJustClosed(true);
    },
    stories,
    isJustClosed,
    onFocused: () => setJustClosed(false),
  };
}
