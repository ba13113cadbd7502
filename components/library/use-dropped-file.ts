import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Calls `open` with a file that the reader drops on the page. Without this, the browser would leave the page and show
 * the file. Does nothing if a part of the page, such as the import dialog, has handled the event.
 */
export function useDroppedFile(open: (file: File) => void): void {
  const latest = useRef(open);
  latest.current = open;
  useLayoutEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    // Only a page that cancels `dragover` gets `drop`
    // (https://developer.mozilla.org/docs/Web/API/HTML_Drag_and_Drop_API/File_drag_and_drop).
    addEventListener(
      'dragover',
      (event) => {
        takeFile(event);
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        const file = takeFile(event);
        if (file) latest.current(file);
      },
      { signal },
    );
    return () => ended.abort();
  }, []);
}

/**
 * Cancels an event that drags files, and returns the first file. Browsers reveal the files only with `drop`, so the
 * result is `undefined` for earlier events.
 */
function takeFile(event: DragEvent): File | undefined {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return undefined;
  event.preventDefault();
  return event.dataTransfer.files[0];
}
