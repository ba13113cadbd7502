import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { count, day, number, text } from '../../lib/browser/interface-texts.ts';
import { start } from '../../lib/browser/listener-errors.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { findPassage, textOfAnalysis } from '../../lib/library/anchors.ts';
import { wantedHighlight } from '../reading/reader-wishes.ts';
import { Icon } from '../ui/icons.tsx';
import { MoreIcon } from '../ui/more-icons.tsx';
import { type OwnWordsItem, ownWordsItems } from './own-words-items.ts';
import './highlights-view.css';

interface Props {
  /** The saved analyses that have highlights or a note. */
  readonly annotated: readonly SavedAnalysis[];
  /** The query in the search box. */
  readonly q: string;
  /** Id of the open analysis. */
  readonly openId: string | undefined;
  readonly open: (id: string) => void;
}

/** Lists all highlights and notes of the reader. A press on one opens its analysis, at the passage of a highlight. */
export function HighlightsView({ annotated, q, openId, open }: Props): JSX.Element {
  const items = useMemo(() => ownWordsItems(annotated, q), [annotated, q]);
  const lost = useLostHighlights(annotated);
  const analyses = new Set(items.map(({ analysis }) => analysis.id)).size;
  return (
    <div class="highlights-view">
      {items.length > 0 && (
        <p class="highlights-sum">{count('highlightsIn', analyses, number(items.length))}</p>
      )}
      {items.length === 0 && (
        <div class="empty-list">
          <h2>{q === '' ? text('emptyHighlights') : text('emptySearch', q)}</h2>
          {q === '' && <p>{text('emptyHighlightsText')}</p>}
        </div>
      )}
      <ul data-count={items.length} aria-label={text('viewHighlights')}>
        {items.map((item) => (
          <Item
            key={item.key}
            item={item}
            isLost={item.highlight !== undefined && lost.has(item.highlight.id)}
            isOpen={item.analysis.id === openId}
            open={open}
          />
        ))}
      </ul>
    </div>
  );
}

interface ItemProps {
  readonly item: OwnWordsItem;
  readonly isLost: boolean;
  readonly isOpen: boolean;
  readonly open: (id: string) => void;
}

function Item({ item, isLost, isOpen, open }: ItemProps): JSX.Element {
  const { analysis, highlight, words, at } = item;
  const { card, publication } = analysis;
  const publicationText = (of: string): object => languageAndDirection(of, publication.language);
  const outlet = outletOf(card);
  return (
    <li
      class={['own-item', isLost && 'is-lost', isOpen && 'is-open'].filter(Boolean).join(' ')}
      data-analysis={analysis.id}
      data-reading={analysis.state}
    >
      <button
        type="button"
        class={highlight ? 'own-item-passage' : 'own-item-note'}
        onClick={({ currentTarget }) => {
          if (highlight && !isLost)
            wantedHighlight.make({ id: highlight.id, goBack: () => currentTarget.focus() });
          open(analysis.id);
        }}
        {...(highlight ? publicationText(highlight.exact) : { dir: 'auto' as const })}
      >
        {highlight ? highlight.exact : words}
      </button>
      {highlight && words && (
        <p class="own-item-words" dir="auto">
          {words}
        </p>
      )}
      {isLost && (
        <p class="own-item-lost">
          <Icon name="info" />
          {text('highlightLost', day(at))}
        </p>
      )}
      <p class="facts-line">
        {!highlight && <MoreIcon name="note" />}
        <span {...publicationText(card.headline)}>{card.headline}</span>
        {outlet && (
          <>
            {' · '}
            <span {...publicationText(outlet)}>{outlet}</span>
          </>
        )}
        {highlight && !isLost && ` · ${text('markedOn', day(at, 'medium'))}`}
      </p>
    </li>
  );
}

/**
 * Returns the ids of the highlights whose words are no longer in the text. Reads the texts one after the other, after
 * the list is shown.
 */
function useLostHighlights(annotated: readonly SavedAnalysis[]): ReadonlySet<string> {
  const [lost, setLost] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const ended = new AbortController();
    start('look for highlights in the texts', async () => {
      const found = new Set<string>();
      for (const { id, card, highlights = [] } of annotated) {
        const saved = highlights.length > 0 ? await query('savedText', id) : undefined;
        if (ended.signal.aborted) return;
        if (!saved) continue;
        const shown = textOfAnalysis(card.summary, saved);
        for (const highlight of highlights) if (!findPassage(highlight, shown)) found.add(highlight.id);
      }
      setLost(found);
    });
    return () => ended.abort();
  }, [annotated]);
  return lost;
}
