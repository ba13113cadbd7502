import type { JSX, RefObject } from 'preact';
import type { Correction } from '../../lib/db/correction-records.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { lazy } from '../ui/lazy.tsx';
import { isLedger } from './kind-of-list.ts';
import type { OtherListShortcuts } from './list-shortcuts.ts';
import type { SavedItems } from './saved-items.ts';
import { goTo } from './use-place.ts';

interface Props {
  readonly place: LibraryPlace;
  /** The saved analyses; `undefined` until they have been read. */
  readonly saved: SavedItems | undefined;
  readonly corrections: readonly Correction[] | undefined;
  readonly shortcuts: OtherListShortcuts;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** The list of a view that does not list analyses: the reader's highlights and notes, or the corrections. */
export function OtherList({ place, saved, corrections, shortcuts, scroller }: Props): JSX.Element | null {
  if (!saved) return null;
  if (place.view === 'highlights')
    return <HighlightsView annotated={saved.annotated} place={place} {...shortcuts} scroller={scroller} />;
  if (!isLedger(place) || !corrections) return null;
  return (
    <Ledger
      corrections={corrections}
      saved={saved.byId}
      open={place}
      goTo={(opened, how) => goTo({ view: 'corrections', ...opened }, how)}
      {...shortcuts}
      scroller={scroller}
    />
  );
}

const HighlightsView = lazy(async () => (await import('./highlights-view.tsx')).HighlightsView);
const Ledger = lazy(async () => (await import('../corrections/ledger.tsx')).Ledger);
