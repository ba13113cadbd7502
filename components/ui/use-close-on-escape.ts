import { useLayoutEffect, useRef } from 'preact/hooks';

/** The functions that close what is open on this page. The last one belongs to what was opened last. */
const closers: (() => void)[] = [];

/** Closes what was opened last. Cancels the event, because otherwise the browser would also close the popup. */
function closeLast(event: KeyboardEvent): void {
  // While the reader composes a word, Escape ends the composition.
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
  const close = closers.at(-1);
  if (!close) return;
  event.preventDefault();
  close();
}

/**
 * Calls `close` when the reader presses Escape, wherever the focus is. If several things are open, Escape closes the
 * one that was opened last. A menu or a dialog that handles the key itself comes first.
 *
 * @param close `undefined` while there is nothing to close
 */
export function useCloseOnEscape(close: (() => void) | undefined): void {
  const latest = useRef(close);
  latest.current = close;
  const isOpen = close !== undefined;
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const closer = (): void => latest.current?.();
    if (closers.length === 0) document.addEventListener('keydown', closeLast);
    closers.push(closer);
    return () => {
      closers.splice(closers.indexOf(closer), 1);
      if (closers.length === 0) document.removeEventListener('keydown', closeLast);
    };
  }, [isOpen]);
}
