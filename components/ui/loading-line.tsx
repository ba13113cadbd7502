import type { JSX } from 'preact';

/** A line that says that a part of the panel is loading. */
export function LoadingLine({ words }: { words: string }): JSX.Element {
  return (
    <p class="muted panel-loading" role="status">
      {words}
    </p>
  );
}
