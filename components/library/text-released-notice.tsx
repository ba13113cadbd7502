import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';

interface Props {
  readonly textState: SavedAnalysis['textState'] | undefined;
  /** Name of the publication. */
  readonly publication: string;
}

/**
 * Says that the reader released the text of the open analysis to free disk space, and that the extension now fetches it
 * again. After the download, says that the text is kept. Give this component a `key` that changes with the analysis.
 */
export function ReleasedNote({ textState, publication }: Props): JSX.Element | null {
  const wasReleased = useRef(false);
  wasReleased.current ||= textState === 'released';
  if (!wasReleased.current) return null;
  return (
    <p class="muted released-note" role="status">
      {textState === 'kept' ? text('releasedKept') : text('releasedFetching', publication)}
    </p>
  );
}
