import type { ComponentChildren, JSX } from 'preact';
import { countedText, formatRecentDay, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { useLensHue } from '../ui/appearance.ts';
import { Icon } from '../ui/icons.tsx';
import { LensGlyph } from '../ui/lens-name.tsx';
import { RowHeadline } from '../ui/row-headline.tsx';
import { LabelName } from './label-name.tsx';
import type { ListItem } from './list-items.ts';
import './list-row.css';

/**
 * The key of the name of each state, for screen readers. On the screen, a dot marks the states `unread` and `reading`.
 */
const STATE_NAMES = {
  unread: 'stateUnread',
  reading: 'stateReading',
  read: 'stateRead',
  archived: 'stateArchived',
  'not-saved': 'stateNotSaved',
} as const satisfies Record<ListItem['reading'], TextKey>;

/** A line of text in a row. */
export interface RowText {
  /** The plain words, which determine the direction of the line. */
  readonly words: string;
  /** BCP 47 tag; absent for the reader's own words. */
  readonly language?: string | undefined;
  readonly shown: ComponentChildren;
}

export interface RowProps {
  readonly item: ListItem;
  readonly isOpen: boolean;
  /** Whether the Tab key reaches the row. */
  readonly isActive: boolean;
  /** Whether the list also contains analyses that the reader has not saved. */
  readonly isMixed: boolean;
  /** `undefined` while the reader is not selecting analyses. */
  readonly isSelected: boolean | undefined;
  readonly open: (event: MouseEvent) => void;
  /** Drawn instead of the headline. It has the same words, for example with marks. */
  readonly headline?: ComponentChildren;
  /** Replaces the summary. */
  readonly excerpt?: RowText;
  /** Replaces the facts. */
  readonly facts?: ComponentChildren;
  /** Drawn after the facts. */
  readonly note?: ComponentChildren;
  /** A button at the end of the row. A row with such a button shows neither summary nor labels. */
  readonly action?: ComponentChildren;
}

/**
 * A row of the list: reading state, headline, a line of the summary, and a line of facts. A click opens the analysis.
 */
export function ListRow({
  item,
  isOpen,
  isActive,
  isMixed,
  isSelected,
  open,
  headline,
  excerpt,
  facts,
  note,
  action,
}: RowProps): JSX.Element {
  const { card, lens, language, reading, labels } = item;
  const hue = useLensHue(lens?.id);
  const factsId = `facts-${encodeURIComponent(card.id)}`;
  const summary: RowText | undefined = action
    ? undefined
    : (excerpt ?? (card.summary ? { words: card.summary, language, shown: card.summary } : undefined));
  return (
    <div
      class={`row is-${reading}${isOpen ? ' is-open' : ''}${isSelected ? ' is-selected' : ''}`}
      data-hue={hue}
    >
      {isSelected === undefined ? (
        <span class="row-dot" aria-hidden="true" />
      ) : (
        // This checkbox is only a picture. The button of the headline tells screen readers whether the row is selected.
        <input
          type="checkbox"
          class="row-check"
          tabIndex={-1}
          aria-hidden="true"
          checked={isSelected}
          readOnly
        />
      )}
      <RowHeadline isActive={isActive} isOpen={isOpen} isSelected={isSelected} factsId={factsId} press={open}>
        <span {...languageAndDirection(card.headline, language)}>{headline ?? card.headline}</span>
      </RowHeadline>
      {summary && (
        <p class="row-summary" {...languageAndDirection(summary.words, summary.language)}>
          {summary.shown}
        </p>
      )}
      <p class={action ? 'row-facts has-action' : 'row-facts'} id={factsId}>
        <LensGlyph hue={hue} />
        <span class="unseen">
          {text(STATE_NAMES[reading])}
          {lens && (
            <>
              {' · '}
              <span {...languageAndDirection(lens.name, language)}>{lens.name}</span>
            </>
          )}{' '}
        </span>
        {facts ?? <Facts item={item} />}
        {note}
        {isMixed && reading !== 'not-saved' && (
          <span class="row-saved">
            <Icon name="bookmark" filled />
          </span>
        )}
        {(action ? [] : labels).map((label) => (
          <LabelName key={label} name={label} class="row-label" />
        ))}
      </p>
      {action && <span class="row-action">{action}</span>}
    </div>
  );
}

/** Draws the outlet, the reading time and the day. A long outlet is cut, so that the other two stay visible. */
function Facts({ item: { card, language } }: { item: ListItem }): JSX.Element {
  const outlet = outletOf(card);
  const rest = [
    ...(card.readMinutes ? [countedText('minutesShort', card.readMinutes)] : []),
    formatRecentDay(card.published),
  ];
  return (
    <>
      {outlet && (
        <span class="row-outlet" {...languageAndDirection(outlet, language)} title={outlet}>
          {outlet}
        </span>
      )}
      <span class="row-rest">
        {outlet ? '· ' : ''}
        <time dateTime={card.published}>{rest.join(' · ')}</time>
      </span>
    </>
  );
}
