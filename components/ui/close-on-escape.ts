/**
 * Returns a key handler that calls `close` when the reader presses Escape. The handler also cancels the event.
 * Otherwise, the browser would close the popup too, and other handlers could close something else.
 */
export function closeOnEscape(close: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
}
