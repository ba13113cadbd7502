import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { FoundRowContent as Row } from '../../lib/search/found-rows.ts';
import type { ListItem } from './list-items.ts';
import { ListRow, type RowProps, type RowText } from './list-row.tsx';
import { MarkedText } from './marked-text.tsx';
import { type FoundPart, useFoundRow } from './use-search.ts';

/**
 * The text key of the words that say where an excerpt is from. An excerpt from a text of the publication has no such
 * words.
 */
const SOURCES = { note: 'foundInNote', highlights: 'foundInHighlight' } as const;

/** A row of the search results, with the searched words marked. */
export function FoundRow({ readRow, item, ...props }: RowProps & Pick<FoundPart, 'readRow'>): JSX.Element {
  const { id } = item.card;
  const row = useFoundRow(readRow, { id, kind: item.reading === 'not-saved' ? 'card' : 'saved' });
  if (!row) return <ListRow item={item} {...props} {...(item.card.url === '' ? { facts: '' } : {})} />;
  const { card, lens, language, places } = row;
  return (
    <ListRow
      {...props}
      item={{ ...item, card, ...(lens ? { lens } : {}), language } satisfies ListItem}
      headline={<MarkedText text={card.headline} places={places} />}
      note={item.reading === 'not-saved' && <NotSaved />}
      {...(row.excerpt ? { excerpt: excerptText(row.excerpt, language) } : {})}
    />
  );
}

/**
 * Says that the analysis is not saved. It is hidden from screen readers, because `ListRow` already gives them the
 * state, before the facts.
 */
function NotSaved(): JSX.Element {
  return (
    <span class="row-label" aria-hidden="true">
      {text('stateNotSaved')}
    </span>
  );
}

function excerptText(excerpt: NonNullable<Row['excerpt']>, language: string | undefined): RowText {
  const { field, text: words, isCutBefore, isCutAfter } = excerpt;
  const source = field === 'note' || field === 'highlights' ? SOURCES[field] : undefined;
  return {
    words,
    ...(field === 'note' ? {} : { language }),
    shown: (
      <>
        {source && `${text(source)} `}
        {isCutBefore && '… '}
        <MarkedText text={words} places={excerpt.places} />
        {isCutAfter && ' …'}
      </>
    ),
  };
}
