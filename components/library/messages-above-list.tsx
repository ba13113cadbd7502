import type { JSX } from 'preact';
import type { Correction } from '../../lib/db/correction-records.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { isUnreportedCorrection } from '../../lib/library/corrections.ts';
import { type LibraryPlace, LOOKED_UP_HASH } from '../../lib/tab/library-address.ts';
import { IndexFailure } from '../ui/index-failure.tsx';
import { lazy } from '../ui/lazy.tsx';
import { ExportReminder } from './export-reminder.tsx';
import {
  LazyCommandExplanation,
  LazyLinkLookupResult,
  LazyRestoredNote,
  LazyWithdrawnNote,
} from './lazy-parts.tsx';
import { MarkSeen } from './mark-seen.tsx';

interface Props {
  readonly hash: string;
  readonly place: LibraryPlace;
  /** Whether the page is in a private window; `undefined` until the browser has answered. */
  readonly inPrivate: boolean | undefined;
  /** The withdrawn analyses that the extension has not reported yet. */
  readonly withdrawn: readonly SavedAnalysis[];
  readonly corrections: readonly Correction[];
  readonly newCount: number;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  /** Opens the dialog that exports the whole library. */
  readonly exportAll: () => void;
  /** Moves the focus away from a button that disappears. */
  readonly moveFocus: () => void;
}

/** The messages above the list. */
export function MessagesAboveList({
  hash,
  place,
  inPrivate,
  withdrawn,
  corrections,
  newCount,
  language,
  exportAll,
  moveFocus,
}: Props): JSX.Element {
  const isPrivate = inPrivate ?? false;
  const unreported = corrections.filter(isUnreportedCorrection);
  return (
    <div class="list-notes">
      <IndexFailure titled />
      {hash === LOOKED_UP_HASH && <LazyLinkLookupResult />}
      <LazyCommandExplanation hash={hash} />
      <LazyRestoredNote isPrivate={isPrivate} language={language} />
      {withdrawn.length > 0 && !isPrivate && <LazyWithdrawnNote withdrawn={withdrawn} />}
      <ExportReminder isPrivate={inPrivate ?? true} exportAll={exportAll} />
      {unreported.length > 0 && !isPrivate && <CorrectedNote corrections={unreported} language={language} />}
      {place.view === 'new' && <MarkSeen newCount={newCount} isPrivate={isPrivate} moveFocus={moveFocus} />}
    </div>
  );
}

const CorrectedNote = lazy(async () => (await import('../corrections/corrected-note.tsx')).CorrectedNote);
