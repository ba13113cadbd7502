import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { SavedFilter } from '../../lib/db/records.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { PathTarget } from '../reading/path-link.tsx';
import { ExportButton, ImportButton } from '../transfer/transfer-buttons.tsx';
import { readyValue } from '../ui/loading.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import { Toast } from '../ui/toast.tsx';
import { useCloseOnEscape } from '../ui/use-close-on-escape.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useSettings } from '../ui/use-settings.ts';
import { BottomBar } from './bottom-bar.tsx';
import { FilterChips } from './filter-chips.tsx';
import { OtherList } from './highlights-or-corrections.tsx';
import { placeWithSearch } from './kind-of-list.ts';
import { LabelSigns, useLabelSigns } from './label-signs.ts';
import {
  LazyFollowedLists,
  LazyLibraryDialogs,
  LazyReadingPane,
  LazyRowSelectionBar,
} from './lazy-parts.tsx';
import { DrawerButton, LibraryHead, menuItems } from './library-head.tsx';
import { LibraryRail } from './library-rail.tsx';
import { ListHead } from './list-head.tsx';
import { ListPane } from './list-pane.tsx';
import { listToExport } from './list-to-export.ts';
import { MessagesAboveList } from './messages-above-list.tsx';
import { filterOfPlace, isStorable } from './saved-search-places.ts';
import { SearchBox } from './search-box.tsx';
import { useDroppedFile } from './use-dropped-file.ts';
import { useLibraryActions } from './use-library-actions.ts';
import { useListNavigation } from './use-list-navigation.ts';
import { useListedChanges } from './use-listed-changes.ts';
import { useOpenDialog } from './use-open-dialog.ts';
import { usePageTitle } from './use-page-title.ts';
import { goTo } from './use-place.ts';
import { useRowSelection } from './use-row-selection.ts';
import { useSavedItems } from './use-saved-items.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useShownList } from './use-shown-list.ts';
import { useSort } from './use-sort.ts';
import { listTitle } from './view-names.ts';

interface Props {
  readonly hash: string;
  readonly place: LibraryPlace;
  /** Whether the page is in a private window; `undefined` until the browser has answered. */
  readonly inPrivate: boolean | undefined;
}

const NO_FILTERS: readonly SavedFilter[] = [];

/** Draws the parts that need the database: the rail, the list, and the open analysis. */
export function LibraryPanes({ hash, place, inPrivate }: Props): JSX.Element {
  const isPrivate = inPrivate ?? false;
  const [sort, setSort] = useSort();
  const saved = useSavedItems(place, sort);
  const letterKeys = useSettings()?.letterKeys ?? false;
  const shown = useShownList(place, saved, sort);
  const navigation = useListNavigation(place, shown.items);
  const selection = useRowSelection(shown.items, navigation.active);
  const actions = useLibraryActions();
  const index = readyValue(useLiveQuery('indexStatus'))?.index;
  const language = index?.publication.language;
  const corrections = readyValue(useLiveQuery('corrections'));
  const changes = useListedChanges(place, saved !== undefined);
  const removedCount = readyValue(useLiveQuery(saved ? 'recentlyRemovedCount' : undefined)) ?? 0;
  const [hasRail, showRail] = useState(false);
  const { dialog, opening, showDialog, closeDialog, importFile } = useOpenDialog();
  const showKeys = (): void => showDialog({ name: 'keys' });
  const [boxAsked, askForBox] = useState(0);
  const search = (q: string): void => {
    const next = placeWithSearch(place, q);
    shown.search.begin(next);
    goTo(next);
    askForBox((last) => last + 1);
  };
  const changeLabels = (ids: readonly string[]): void => showDialog({ name: 'labels', ids });
  const drawer = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  usePageTitle(shown.newCount);
  const closeRail = (): void => {
    showRail(false);
    drawer.current?.focus();
  };
  const closeInnermost = hasRail ? closeRail : selection.ids && selection.end;
  // If a dialog is open, Escape must close only the dialog, and the browser does this.
  useCloseOnEscape(dialog ? undefined : closeInnermost);
  useDroppedFile(importFile);

  const { analysis } = place;
  const { targets, list, label, exportThem } = useShortcuts(
    letterKeys,
    { place, items: shown.items, saved, navigation, selection, actions, isPrivate },
    {
      labels: changeLabels,
      exportOf: (ids) => showDialog({ name: 'export', ids }),
      keys: showKeys,
      searchBox: () => box.current?.focus(),
    },
  );
  const lensOfPlace = shown.path?.find(({ lens }) => lens?.id === place.lens)?.lens;
  const lensName = (id: string): string =>
    index?.lenses.find((lens) => lens.id === id)?.name ??
    saved?.counts.lenses.find((lens) => lens.id === id)?.name ??
    id;
  const filters = readyValue(useLiveQuery('savedFilters')) ?? NO_FILTERS;
  const here = filterOfPlace(place, filters);
  const signs = useLabelSigns();
  const title = here?.name ?? listTitle(place, lensName);
  return (
    <LabelSigns.Provider value={signs}>
      <div
        class={['library', analysis && 'is-reading', hasRail && 'has-rail', place.view === 'new' && 'is-new']
          .filter(Boolean)
          .join(' ')}
      >
        <SkipLink />
        <LibraryHead
          isPrivate={inPrivate ?? true}
          drawer={<DrawerButton button={drawer} isOpen={hasRail} toggle={() => showRail(!hasRail)} />}
          buttons={
            <>
              <ExportButton open={() => showDialog({ name: 'export', offersList: true })} />
              <ImportButton open={() => showDialog({ name: 'import' })} />
            </>
          }
          search={
            <SearchBox
              place={place}
              box={box}
              hasKey={letterKeys}
              focusAsked={boxAsked}
              help={showKeys}
              begin={shown.search.begin}
              toList={navigation.focusList}
              leave={navigation.toList}
            />
          }
          items={menuItems(selection.selectNone, showKeys)}
        />
        <LibraryRail
          place={place}
          here={here}
          filters={filters}
          saved={saved}
          shown={shown}
          removedCount={removedCount}
          correctionCount={corrections?.length ?? 0}
          lenses={index?.lenses}
          language={language}
          isPrivate={isPrivate}
          showDialog={showDialog}
          onChosen={() => showRail(false)}
        />
        {hasRail && <div class="rail-shade" onPointerDown={() => showRail(false)} />}
        {/* The link "Skip to content" leads to the open analysis, or to the list if no analysis is open. */}
        <main class="library-panes">
          <section
            id={analysis === undefined ? 'content' : undefined}
            class="library-list"
            aria-label={title}
            tabIndex={-1}
          >
            {selection.ids ? (
              <>
                <h1 class="unseen">{title}</h1>
                <LazyRowSelectionBar
                  selection={selection}
                  targets={targets}
                  label={label}
                  exportThem={exportThem}
                />
              </>
            ) : (
              <ListHead
                place={place}
                title={title}
                shown={shown}
                counts={saved?.counts}
                highlightCount={saved?.highlightCount}
                correctionCount={corrections?.length}
                changeCount={changes?.length}
                language={language}
                isPrivate={isPrivate}
                heading={heading}
                setSort={setSort}
                store={
                  isStorable(place)
                    ? {
                        isStored: here !== undefined,
                        open: () =>
                          showDialog({ name: 'filter', target: here ? { filter: here } : { place } }),
                      }
                    : undefined
                }
              />
            )}
            <FilterChips place={place} title={title} language={language} lensName={lensName} />
            <ListPane
              place={place}
              title={title}
              shown={shown}
              savedCount={saved?.items.length ?? 0}
              lens={lensOfPlace ?? index?.lenses.find(({ id }) => id === place.lens)}
              isPrivate={isPrivate}
              selection={selection}
              active={navigation.active}
              setActive={navigation.setActive}
              focusAsked={navigation.focusAsked}
              open={navigation.open}
              restore={actions.restore}
              scroller={scroller}
              above={
                <MessagesAboveList
                  hash={hash}
                  place={place}
                  inPrivate={inPrivate}
                  withdrawn={saved?.withdrawn ?? []}
                  corrections={corrections ?? []}
                  newCount={shown.newCount}
                  language={language}
                  exportAll={() => showDialog({ name: 'export' })}
                  moveFocus={() => heading.current?.focus()}
                />
              }
              instead={
                <OtherList
                  place={place}
                  saved={saved}
                  corrections={corrections}
                  shortcuts={list}
                  scroller={scroller}
                />
              }
              changes={changes}
              undo={actions.undoChange}
              heading={heading}
              language={language}
              below={
                place.view === 'new' && (
                  <div class="followed">
                    <LazyFollowedLists open={analysis} isPrivate={isPrivate} />
                  </div>
                )
              }
            />
          </section>
          <PathTarget.Provider value="here">
            <LazyReadingPane
              place={place}
              inPrivate={inPrivate}
              isChosen={navigation.isHeadlineAsked}
              archive={targets.archiveOpen}
              changeLabels={(id) => changeLabels([id])}
              search={shown.search.search}
              close={navigation.close}
            />
          </PathTarget.Provider>
        </main>
        <BottomBar place={place} counts={{ unread: saved?.counts.states.unread ?? 0, new: shown.newCount }} />
        <Toast result={actions.result} />
        {dialog && (
          <LazyLibraryDialogs
            key={opening}
            open={dialog}
            close={closeDialog}
            saved={saved}
            listed={listToExport(place, shown, saved?.items.length)}
            actions={actions}
            hasLetterKeys={letterKeys}
            lenses={index?.lenses ?? []}
            search={search}
            isPrivate={isPrivate}
            filters={filters}
            lensName={lensName}
            heading={heading}
          />
        )}
      </div>
    </LabelSigns.Provider>
  );
}
