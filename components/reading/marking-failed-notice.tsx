import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { StorageLink } from '../ui/storage-link.tsx';

/** Says that the open analysis could not be marked as seen or read, and why. */
export function MarkingFailedNotice({ why }: { why: ChangeFailure }): JSX.Element {
  return (
    <p class="notice" role="status">
      {text(why === 'full' ? 'readFailedFull' : 'readFailed')} {why === 'full' && <StorageLink />}
    </p>
  );
}
