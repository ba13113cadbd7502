import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';
import { countedText, formatCalendarDay, text } from '../../lib/browser/interface-texts.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import type { Undoable } from '../../lib/library/journal.ts';
import type { RestorableAnalysis } from '../../lib/library/removed-analyses.ts';
import { hashOfPlace, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { memo } from '../ui/memo.tsx';
import { WindowedList } from '../ui/windowed-list.tsx';
import { FoundRow } from './found-row.tsx';
import { LazyEmptyList, LazyUndoableList } from './lazy-parts.tsx';
import type { ListItem } from './list-items.ts';
import { ListRow, type RowProps } from './list-row.tsx';
import { PathHead } from './path-head.tsx';
import { SearchStatus } from './search-status.tsx';
import { useFocusAfterUndo } from './use-focus-after-undo.ts';
import type { RowSelection } from './use-row-selection.ts';
import type { FoundPart } from './use-search.ts';
import type { ShownList } from './use-shown-list.ts';
import './list-pane.css';

interface Props {
  readonly place: LibraryPlace;
  readonly title: string;
  readonly shown: ShownList;
  readonly savedCount: number;
  /** The lens of the place; `undefined` if the place has no lens, or if the lens is not known. */
  readonly lens: Lens | undefined;
  readonly isPrivate: boolean;
  readonly selection: RowSelection;
  readonly active: string | undefined;
  readonly setActive: (id: string) => void;
  readonly focusAsked: number;
  readonly open: (id: string) => void;
  readonly restore: (id: string, headline: string) => void;
  /** The changes that the view lists below the removed analyses; `undefined` until they have been read. */
  readonly changes: readonly Undoable[] | undefined;
  readonly undo: (change: Undoable) => void;
  /** The heading of the view. It takes the focus after Undo has removed the only row that was left in a list. */
  readonly heading: RefObject<HTMLElement | null>;
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Messages above the list. */
  readonly above: ComponentChildren;
  /** Replaces the rows, in a view that does not list analyses. */
  readonly instead?: ComponentChildren;
  /** Further lists below the rows. */
  readonly below?: ComponentChildren;
}

/** Draws the list of a view, with the content above and below it. */
export function ListPane(props: Props): JSX.Element {
  const { place, title, shown, savedCount, lens, isPrivate, scroller, above, instead, below } = props;
  const { changes, undo, heading, language } = props;
  const { items, path } = shown;
  const foundCount = items && changes && shown.count + changes.length;
  const isStarting = shown.search.search.state === 'starting';
  const { analysis: _, text: __, ...view } = place;
  const address = hashOfPlace(view);
  const last = useRef(address);
  // Scroll to the top when the view, a filter or the query changes.
  useLayoutEffect(() => {
    if (address !== last.current) scroller.current?.scrollTo(0, 0);
    last.current = address;
  }, [address]);
  return (
    <div ref={scroller} class="list-scroll">
      {above}
      {path && path.length > 0 && <PathHead place={place} items={path} lens={lens} isPrivate={isPrivate} />}
      {place.view === 'removed' && foundCount !== undefined && foundCount > 0 && (
        <p class="muted list-hint">{text('removedText')}</p>
      )}
      <SearchStatus search={shown.search} />
      {instead}
      {items && <Rows {...props} items={items} label={title} />}
      {place.view === 'removed' && items && changes && (
        <LazyUndoableList
          changes={changes}
          language={language}
          isPrivate={isPrivate}
          undo={undo}
          heading={heading}
        />
      )}
      {foundCount === 0 && <LazyEmptyList place={place} savedCount={savedCount} />}
      <p class="unseen" role="status">
        {place.q !== undefined && foundCount !== undefined && !isStarting
          ? countedText('foundCount', foundCount)
          : ''}
      </p>
      {below}
    </div>
  );
}

function Rows({
  place,
  label,
  items,
  shown,
  isPrivate,
  selection,
  active,
  setActive,
  focusAsked,
  open,
  restore,
  heading,
  scroller,
}: Props & { items: readonly ListItem[]; label: string }): JSX.Element {
  // This is needed only if Undo removes the only row. If other rows are left, `WindowedList` has already moved the
  // focus to one of them.
  const moveFocusAfter = useFocusAfterUndo(items.length);
  const isMixed = items.some(({ reading }) => reading === 'not-saved');
  const removed = place.view === 'removed' ? shown.removed : undefined;
  const pressNow = (id: string, { shiftKey, ctrlKey, metaKey }: MouseEvent): void => {
    setActive(id);
    if (shiftKey) selection.extendTo(id);
    else if (ctrlKey || metaKey || selection.ids) selection.toggle(id);
    else open(id);
  };
  // The rows always get the same function, so that a row is not drawn again without need.
  const lastPress = useRef(pressNow);
  lastPress.current = pressNow;
  const press = useCallback<typeof pressNow>((id, event) => lastPress.current(id, event), []);
  return (
    <WindowedList
      items={items}
      count={shown.count}
      keyOf={({ card }) => card.id}
      label={label}
      scroller={scroller}
      active={active}
      onActive={(id, { shiftKey }) => {
        if (shiftKey) selection.extendTo(id);
        setActive(id);
      }}
      focusAsked={focusAsked}
      attributesOf={({ card, reading }) => ({ 'data-analysis': card.id, 'data-reading': reading })}
    >
      {(item, { isActive }) => {
        const { id } = item.card;
        const gone = removed?.find((one) => one.id === id);
        return (
          <Row
            readRow={shown.found?.readRow}
            item={item}
            isOpen={place.analysis === id}
            isActive={isActive}
            isMixed={isMixed}
            isSelected={selection.ids?.has(id)}
            press={press}
            facts={gone ? removedFacts(gone) : shown.asked.has(id) ? text('newAsked') : undefined}
            action={
              gone && (
                <button
                  type="button"
                  class="button"
                  tabIndex={isActive ? 0 : -1}
                  aria-label={text('undoNamed', text('changeOf', text('changeRemoved'), item.card.headline))}
                  disabled={isPrivate}
                  onClick={({ currentTarget }) => {
                    moveFocusAfter(currentTarget, () => heading.current);
                    restore(id, item.card.headline);
                  }}
                >
                  {text('undo')}
                </button>
              )
            }
          />
        );
      }}
    </WindowedList>
  );
}

interface OneRowProps extends Omit<RowProps, 'open'> {
  /** `undefined` if the list does not consist of search results. */
  readonly readRow: FoundPart['readRow'] | undefined;
  readonly press: (id: string, event: MouseEvent) => void;
}

/**
 * Draws a row of search results, or of another list. Each letter typed in the search box makes Preact draw the page
 * several times. `memo` keeps Preact from drawing unchanged rows again.
 */
const Row = memo(({ readRow, press, ...props }: OneRowProps): JSX.Element => {
  const open = (event: MouseEvent): void => press(props.item.card.id, event);
  return readRow ? <FoundRow readRow={readRow} open={open} {...props} /> : <ListRow open={open} {...props} />;
});

function removedFacts({ removedAt, goesAt }: RestorableAnalysis): string {
  return text('removedOn', formatCalendarDay(removedAt, 'short'), formatCalendarDay(goesAt, 'short'));
}
