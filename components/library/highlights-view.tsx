import type { JSX, RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { countedText, formatDay, formatNumber, text } from '../../lib/browser/interface-texts.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { excerptOf, type Marker, markerOf } from '../../lib/search/mark-words.ts';
import { parseQuery } from '../../lib/search/query/query.ts';
import { hashOfPlace, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { wantedHighlight } from '../reading/wanted-in-reading-view.ts';
import { Icon } from '../ui/icons.tsx';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { RowHeadline } from '../ui/row-headline.tsx';
import { type ListKeys, useListKeys } from '../ui/use-list-keys.ts';
import { WindowedList } from '../ui/windowed-list.tsx';
import { MarkedText } from './marked-text.tsx';
import { matchingItems, type OwnWordsItem, ownWordsItems } from './own-words-items.ts';
import { filterQueryOf } from './place-query.ts';
import { useLostHighlights } from './use-lost-highlights.ts';
import { goTo } from './use-place.ts';
import './highlights-view.css';

interface Props {
  /** The saved analyses that have highlights or a note. */
  readonly annotated: readonly SavedAnalysis[];
  readonly place: LibraryPlace;
  /** The list stores the actions of its single-key shortcuts in this ref. */
  readonly keys: RefObject<ListKeys | undefined>;
  /** Called with the id of the analysis of the active row. */
  readonly setCurrent: (id: string) => void;
  /** The pane in which the list scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/**
 * Lists the reader's highlights and notes, or those that match the query and the filters of the place. A click on a
 * note opens the analysis. A click on a highlight opens the analysis at the passage.
 */
export function HighlightsView({ annotated, place, keys, setCurrent, scroller }: Props): JSX.Element {
  const { q = '', analysis: openId } = place;
  const query = useMemo(() => parseQuery(`${filterQueryOf(place)} ${q}`), [filterQueryOf(place), q]);
  const mark = useMemo(() => markerOf(query), [query]);
  const all = useMemo(() => ownWordsItems(annotated), [annotated]);
  const items = useMemo(() => matchingItems(all, query), [all, query]);
  const lost = useLostHighlights(annotated);
  const list = useListKeys({
    keys,
    items,
    keyOf,
    isOpen: openId !== undefined,
    onActive: ({ analysis }) => setCurrent(analysis.id),
    open: (item, isStep) => open(item, isStep ? 'replace' : 'push'),
  });
  const open = ({ key, highlight, analysis }: OwnWordsItem, how: 'push' | 'replace'): void => {
    const goBack = (): void => {
      list.setActive(key);
      list.focusList();
    };
    list.setActive(key);
    if (highlight) wantedHighlight.make({ id: highlight.id, goBack });
    const { text: _, ...here } = place;
    goTo({ ...here, analysis: analysis.id }, how);
  };
  return (
    <div class="highlights-view">
      {items.length === 0 ? (
        <Empty hasAny={all.length > 0} q={q} />
      ) : (
        <p class="highlights-sum">
          {countedText(
            'highlightsIn',
            new Set(items.map(({ analysis }) => analysis.id)).size,
            formatNumber(items.length),
          )}
        </p>
      )}
      <WindowedList
        items={items}
        count={items.length}
        keyOf={keyOf}
        label={text('viewHighlights')}
        scroller={scroller}
        active={list.active}
        onActive={list.setActive}
        focusAsked={list.focusAsked}
        attributesOf={({ analysis }) => ({
          'data-analysis': analysis.id,
          'data-reading': analysis.state,
        })}
      >
        {(item, { isActive }) => (
          <Row
            item={item}
            mark={mark}
            isActive={isActive}
            isLost={item.highlight !== undefined && lost.has(item.highlight.id)}
            isOpen={item.analysis.id === openId}
            press={() => open(item, 'push')}
          />
        )}
      </WindowedList>
    </div>
  );
}

/** Says why the list is empty, with a next step. */
function Empty({ hasAny, q }: { hasAny: boolean; q: string }): JSX.Element {
  const isWhole = !hasAny && q === '';
  return (
    <div class="empty-list">
      <h2>{isWhole ? text('emptyHighlights') : q === '' ? text('emptyFilter') : text('emptySearch', q)}</h2>
      {isWhole ? (
        <p>{text('emptyHighlightsText')}</p>
      ) : (
        <a href={hashOfPlace({ view: 'highlights' })}>
          {text(q === '' ? 'filterClear' : 'emptyClearSearch')}
        </a>
      )}
    </div>
  );
}

function keyOf({ key }: OwnWordsItem): string {
  return key;
}

interface RowProps {
  readonly item: OwnWordsItem;
  /** Finds the words of the query. */
  readonly mark: Marker;
  readonly isActive: boolean;
  readonly isLost: boolean;
  readonly isOpen: boolean;
  readonly press: () => void;
}

/** Approximate lengths of excerpts (UTF-16 code units): a passage fills three lines, a comment fills two. */
const PASSAGE_LENGTH = 140;
const WORDS_LENGTH = 90;

/** The row of a highlight or a note. Its basic styles are in `list-row.css`. */
function Row({ item, mark, isActive, isLost, isOpen, press }: RowProps): JSX.Element {
  const { key, analysis, highlight, words, at } = item;
  const { card, publication } = analysis;
  const publicationText = (words: string): object => languageAndDirection(words, publication.language);
  const outlet = outletOf(card);
  const factsId = `own-${encodeURIComponent(key)}`;
  const passage = highlight ? highlight.exact : words;
  return (
    <div
      class={['row own-item', highlight ? 'is-passage' : 'is-note', isLost && 'is-lost', isOpen && 'is-open']
        .filter(Boolean)
        .join(' ')}
    >
      <RowHeadline isActive={isActive} isOpen={isOpen} factsId={factsId} press={press}>
        <span {...(highlight ? publicationText(passage) : { dir: 'auto' as const })}>
          <Part words={passage} mark={mark} length={PASSAGE_LENGTH} />
        </span>
      </RowHeadline>
      {highlight && words && (
        <p class="own-item-words" dir="auto">
          <Part words={words} mark={mark} length={WORDS_LENGTH} />
        </p>
      )}
      <div id={factsId} class="own-item-facts">
        {isLost && (
          <p class="own-item-lost">
            <Icon name="info" />
            {text('highlightLostShort', formatDay(at, 'medium'))}
          </p>
        )}
        <p class="row-facts">
          {!highlight && <MoreIcon name="note" />}
          <span class="row-outlet" {...publicationText(card.headline)}>
            <MarkedText text={card.headline} places={mark(card.headline)} />
          </span>
          {outlet && (
            <span class="row-outlet">
              {' · '}
              <span {...publicationText(outlet)}>
                <MarkedText text={outlet} places={mark(outlet)} />
              </span>
            </span>
          )}
          {highlight && !isLost && (
            <span class="row-rest"> · {text('markedOn', formatDay(at, 'medium'))}</span>
          )}
        </p>
      </div>
    </div>
  );
}

/** A text with its matches marked: the part with the most matches, or the whole text if it has none. */
function Part({ words, mark, length }: { words: string; mark: Marker; length: number }): JSX.Element {
  const excerpt = excerptOf([words], mark, length);
  if (!excerpt) return <>{words}</>;
  return (
    <>
      {excerpt.isCutBefore && '… '}
      <MarkedText text={excerpt.text} places={excerpt.places} />
      {excerpt.isCutAfter && ' …'}
    </>
  );
}
