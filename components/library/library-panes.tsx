import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { type LibraryPlace, LOOKED_UP } from '../../lib/tab/library-address.ts';
import { ExportButton, ImportButton } from '../transfer/transfer-buttons.tsx';
import { IndexFailure } from '../ui/index-failure.tsx';
import { lazy } from '../ui/lazy.tsx';
import { readyValue } from '../ui/loading.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import { Toast } from '../ui/toast.tsx';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useSettings } from '../ui/use-settings.ts';
import { BottomBar } from './bottom-bar.tsx';
import { chosenIn } from './chosen.ts';
import { ExportReminder } from './export-reminder.tsx';
import { FilterButton } from './filter-button.tsx';
import { FilterChips } from './filter-chips.tsx';
import {
  CommandExplanation,
  FollowedLists,
  LookedUp,
  ReadingPane,
  RestoredNote,
  SelectionBar,
  WithdrawnNote,
} from './later-parts.tsx';
import { useLetterKeys } from './letter-keys.ts';
import { LibraryDialogs, type OpenDialog } from './library-dialogs.tsx';
import { DrawerButton, LibraryHead } from './library-head.tsx';
import type { ListItem } from './list-items.ts';
import { ListPane } from './list-pane.tsx';
import { ListTools, SortMenu } from './list-tools.tsx';
import { MarkSeen } from './mark-seen.tsx';
import { Rail } from './rail.tsx';
import { SearchBox } from './search-box.tsx';
import { useLibraryActions } from './use-library-actions.ts';
import { pathOf } from './use-list.ts';
import { useListNavigation } from './use-list-navigation.ts';
import { goTo } from './use-place.ts';
import { useSavedItems } from './use-saved-items.ts';
import { useSelection } from './use-selection.ts';
import { isLedger, useShown } from './use-shown.ts';
import { useSort } from './use-sort.ts';
import { titleOf } from './view-names.ts';

interface Props {
  readonly hash: string;
  readonly place: LibraryPlace;
  /** Whether the page is in a private window; `undefined` until the browser has answered. */
  readonly inPrivate: boolean | undefined;
}

/** Draws the parts that need the database: the rail, the list, and the open analysis. */
export function LibraryPanes({ hash, place, inPrivate }: Props): JSX.Element {
  const isPrivate = inPrivate ?? false;
  const saved = useSavedItems();
  const [sort, setSort] = useSort();
  const letterKeys = useSettings()?.letterKeys ?? false;
  const shown = useShown(place, saved, sort);
  const navigation = useListNavigation(place, shown.items);
  const selection = useSelection(shown.items, navigation.active);
  const actions = useLibraryActions();
  const index = readyValue(useLiveQuery('indexStatus'))?.index;
  const hasLedger = isLedger(place);
  const hasHighlights = place.view === 'highlights';
  const corrections = readyValue(useLiveQuery('corrections'));
  const untold = readyValue(useLiveQuery('unreportedCorrections')) ?? [];
  const [hasRail, showRail] = useState(false);
  const [dialog, showDialog] = useState<OpenDialog>();
  const showLabels = (): void => showDialog(chosen.canChange ? { name: 'labels' } : undefined);
  const exportChosen = (): void => chosen.withExported((ids) => showDialog({ name: 'export', ids }));
  const drawer = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useTitle(shown.newCount);

  const { analysis } = place;
  const chosen = chosenIn({
    place,
    items: shown.items,
    saved,
    navigation,
    selection,
    actions,
    isPrivate,
  });
  useLetterKeys(letterKeys, {
    j: () => navigation.step(1),
    k: () => navigation.step(-1),
    o: () => chosen.withCurrent(navigation.open),
    s: chosen.toggleSaved,
    a: chosen.archive,
    u: chosen.toggleRead,
    l: showLabels,
    n: chosen.note,
    e: exportChosen,
    x: () => chosen.withCurrent(selection.toggle),
    '/': () => box.current?.focus(),
    '?': () => showDialog({ name: 'keys' }),
  });
  const lensOfPlace = shown.path?.find(({ lens }) => lens?.id === place.lens)?.lens;
  const lensName = (id: string): string =>
    index?.lenses.find((lens) => lens.id === id)?.name ??
    saved?.counts.lenses.find((lens) => lens.id === id)?.name ??
    id;
  const title = titleOf(place, lensName);
  const inList = place.view === 'removed' ? [] : savedIn(shown.items);
  const listed = inList.length < (saved?.items.length ?? 0) ? inList : undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the innermost open part, wherever the focus is
    <div
      class={['library', analysis && 'is-reading', hasRail && 'has-rail', place.view === 'new' && 'is-new']
        .filter(Boolean)
        .join(' ')}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return;
        if (hasRail) {
          showRail(false);
          drawer.current?.focus();
        } else selection.end();
      }}
    >
      <SkipLink />
      <LibraryHead
        isPrivate={inPrivate ?? true}
        drawer={<DrawerButton button={drawer} isOpen={hasRail} toggle={() => showRail(!hasRail)} />}
        buttons={
          <>
            <ExportButton listed={listed} />
            <ImportButton isPrivate={isPrivate} />
          </>
        }
        search={<SearchBox place={place} box={box} hasKey={letterKeys} toList={navigation.focusList} />}
        items={[
          { name: text('selectMenu'), icon: 'check', choose: selection.selectNone },
          { name: text('keysDialog'), icon: 'info', choose: () => showDialog({ name: 'keys' }) },
        ]}
      />
      <Rail
        place={place}
        counts={saved?.counts}
        newCount={shown.newCount}
        highlightCount={saved?.highlightCount ?? 0}
        removedCount={shown.removed?.length ?? 0}
        correctionCount={corrections?.length ?? 0}
        lenses={index?.lenses ?? []}
        language={index?.publication.language}
        onChosen={() => showRail(false)}
      />
      {hasRail && <div class="rail-shade" onPointerDown={() => showRail(false)} />}
      <section class="library-list" aria-label={title}>
        {selection.ids ? (
          <SelectionBar
            selection={selection}
            ids={chosen.selected}
            canChange={chosen.canChange}
            changeState={chosen.changeSelected}
            label={showLabels}
            exportThem={exportChosen}
            remove={chosen.toggleSaved}
          />
        ) : (
          <ListTools
            title={title}
            count={
              hasLedger
                ? corrections?.length
                : hasHighlights
                  ? saved?.highlightCount
                  : shown.items && shown.count
            }
            heading={heading}
          >
            {!hasLedger &&
              !hasHighlights &&
              place.view !== 'removed' &&
              place.view !== 'new' &&
              shown.items && (
                <>
                  {shown.sort && (
                    <SortMenu
                      sort={shown.sort}
                      without={pathOf(place) && !place.saved ? ['saved'] : []}
                      isPrivate={isPrivate}
                      setSort={setSort}
                    />
                  )}
                  <FilterButton place={place} counts={saved?.counts} />
                </>
              )}
          </ListTools>
        )}
        <FilterChips place={place} title={title} lensName={lensName} />
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
            <div class="list-notes">
              <IndexFailure titled />
              {hash === LOOKED_UP && <LookedUp />}
              <CommandExplanation hash={hash} />
              <RestoredNote isPrivate={isPrivate} />
              <WithdrawnNote isPrivate={isPrivate} />
              <ExportReminder isPrivate={inPrivate ?? true} />
              {untold.length > 0 && !isPrivate && <CorrectedNote corrections={untold} />}
              {place.view === 'new' && (
                <MarkSeen
                  newCount={shown.newCount}
                  isPrivate={isPrivate}
                  moveFocus={() => heading.current?.focus()}
                />
              )}
            </div>
          }
          instead={
            hasHighlights
              ? saved && (
                  <HighlightsView
                    annotated={saved.annotated}
                    q={place.q ?? ''}
                    openId={analysis}
                    open={navigation.open}
                  />
                )
              : hasLedger &&
                corrections &&
                saved && (
                  <Ledger
                    corrections={corrections}
                    saved={new Map(saved.items.map(({ card, reading }) => [card.id, reading]))}
                    open={place}
                    goTo={(opened) => goTo({ view: 'corrections', ...opened })}
                    scroller={scroller}
                  />
                )
          }
          below={
            place.view === 'new' && (
              <div class="followed">
                <FollowedLists open={analysis} isPrivate={isPrivate} />
              </div>
            )
          }
        />
      </section>
      <ReadingPane
        place={place}
        inPrivate={inPrivate}
        isChosen={navigation.headlineAsked !== undefined}
        archive={chosen.archiveOpen}
        close={navigation.close}
      />
      <BottomBar place={place} counts={{ unread: saved?.counts.states.unread ?? 0, new: shown.newCount }} />
      <Toast result={actions.result} />
      <LibraryDialogs
        open={dialog}
        close={() => showDialog(undefined)}
        toLabel={chosen.toLabel}
        actions={actions}
        hasLetterKeys={letterKeys}
      />
    </div>
  );
}

const HighlightsView = lazy(async () => (await import('./highlights-view.tsx')).HighlightsView);
const Ledger = lazy(async () => (await import('../corrections/ledger.tsx')).Ledger);
const CorrectedNote = lazy(async () => (await import('../corrections/corrected-note.tsx')).CorrectedNote);

/** Shows the number of new analyses in the title of the tab. */
function useTitle(newCount: number): void {
  useEffect(() => {
    const title = text('libraryTitle');
    document.title = newCount > 0 ? count('pageTitleNew', newCount, title) : title;
  }, [newCount]);
}

/** Returns the ids of the saved analyses among the items. */
function savedIn(items: readonly ListItem[] | undefined): readonly string[] {
  return (items ?? []).flatMap(({ card, reading }) => (reading === 'not-saved' ? [] : [card.id]));
}
