import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { StorageLink } from '../ui/storage-link.tsx';

/** Says that the extension could not mark the open analysis as seen, or could not store its reading state, and why. */
export function MarkingFailedNotice({ why }: { why: ChangeFailure }): JSX.Element {
  return (
    <p class="notice" role="status">
      {text(why === 'full' ? 'readFailedFull' : 'readFailed')} {why === 'full' && <StorageLink />}
    </p>
  );
}
