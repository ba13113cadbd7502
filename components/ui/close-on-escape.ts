/**
 * Returns a key handler that calls `close` when the reader presses Escape. It cancels the event: otherwise the browser
 * would also close the popup, and other handlers could close something else.
 */
export function closeOnEscape(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
}
