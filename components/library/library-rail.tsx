import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { SavedFilter } from '../../lib/db/records.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { memo } from '../ui/memo.tsx';
import { LazySavedSearches } from './lazy-parts.tsx';
import type { OpenDialog } from './library-dialogs.tsx';
import { Rail } from './rail.tsx';
import type { SavedItems } from './saved-items.ts';
import type { ShownList } from './use-shown-list.ts';

interface Props {
  readonly place: LibraryPlace;
  /** The saved search whose list the page shows. */
  readonly here: SavedFilter | undefined;
  readonly filters: readonly SavedFilter[];
  readonly saved: SavedItems | undefined;
  readonly shown: ShownList;
  /** Number of removed analyses and other changes that can be undone. */
  readonly removedCount: number;
  readonly correctionCount: number;
  readonly lenses: readonly Lens[] | undefined;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  readonly isPrivate: boolean;
  readonly showDialog: (dialog: OpenDialog) => void;
  /** Called when the reader has chosen a view or filter. */
  readonly onChosen: () => void;
}

const NO_LENSES: readonly Lens[] = [];

/**
 * Each letter typed in the search box makes Preact draw the page several times, but the rail does not change. So `memo`
 * keeps the rail as it is.
 */
const SteadyRail = memo(Rail);

/** Draws the rail of the library. Draws it again only if something in the rail has changed. */
export function LibraryRail({
  place,
  here,
  filters,
  saved,
  shown,
  removedCount,
  correctionCount,
  lenses = NO_LENSES,
  language,
  isPrivate,
  showDialog,
  onChosen,
}: Props): JSX.Element {
  const { view, lens, topic, outlet, label, q } = place;
  const { opened } = shown.search;
  const chosen = useRef(onChosen);
  chosen.current = onChosen;
  const close = useMemo(() => () => chosen.current(), []);
  const searches = useMemo(
    () =>
      filters.length > 0 && (
        <LazySavedSearches
          filters={filters}
          hereId={here?.id}
          items={saved?.items}
          opened={opened}
          edit={isPrivate ? undefined : (filter) => showDialog({ name: 'filter', target: { filter } })}
          onChosen={close}
        />
      ),
    [filters, here?.id, saved?.items, opened, isPrivate],
  );
  const editLabel = useMemo(
    () => (isPrivate ? undefined : (name: string) => showDialog({ name: 'label', label: name })),
    [isPrivate],
  );
  return (
    <SteadyRail
      // The rail shows neither the words in the search box nor the open analysis, so a change of these must not draw it
      // again. But it marks no list as current while the box has a query.
      place={useMemo(
        () => (here ? undefined : place),
        [here === undefined, view, lens, topic, outlet, label, q === undefined],
      )}
      counts={saved?.counts}
      newCount={shown.newCount}
      highlightCount={saved?.highlightCount ?? 0}
      removedCount={removedCount}
      correctionCount={correctionCount}
      lenses={lenses}
      language={language}
      searches={searches}
      editLabel={editLabel}
      onChosen={close}
    />
  );
}
