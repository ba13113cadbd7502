import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps the keyboard focus inside an element when its content changes. If the focused control disappears with the old
 * content, the first heading of the new content takes the focus.
 *
 * @param key identifies the content; `undefined` while the element shows only that the content is loading or could not
 *   be read
 * @returns the ref for the element
 */
export function useKeptFocus<Root extends HTMLElement>(key: string | undefined): RefObject<Root | null> {
  const root = useRef<Root>(null);
  const last = useRef(key);
  const hadFocus = useRef(false);
  // During rendering, the document still has the old content, so check now whether the focus is in this content.
  if (last.current !== key || key === undefined)
    hadFocus.current ||= root.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    last.current = key;
    if (hadFocus.current && document.activeElement === document.body)
      root.current?.querySelector('h1')?.focus();
    hadFocus.current = false;
  }, [key]);
  return root;
}
