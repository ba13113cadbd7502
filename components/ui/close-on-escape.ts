/**
 * Returns a key handler that calls `close` when the reader presses Escape. It hides the key from the browser, which
 * would also close the popup.
 */
export function closeOnEscape(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
}
