import type { JSX } from 'preact';

/** Says that a part of the panel is being loaded. */
export function Loading({ words }: { words: string }): JSX.Element {
  return (
    <p class="muted panel-loading" role="status">
      {words}
    </p>
  );
}
