import type { JSX } from 'preact';
import { count, day, text } from '../../lib/browser/interface-texts.ts';
import type { Highlight } from '../../lib/db/records.ts';
import { Icon } from '../ui/icons.tsx';
import type { PublicationText } from './readable-analysis.ts';
import type { WantedHighlight } from './reader-wishes.ts';

interface Props {
  /** All highlights, in the order of the text. Those whose words are no longer in the text are last. */
  readonly highlights: readonly Highlight[];
  /** Ids of the highlights whose words are in the text. */
  readonly found: ReadonlySet<string>;
  readonly isPrivate: boolean;
  readonly publicationText: PublicationText;
  /** Moves to the passage of a highlight. */
  readonly go: (wanted: WantedHighlight) => void;
  readonly remove: (highlight: Highlight) => void;
}

/**
 * Lists the highlights of an analysis with their comments. A press on one leads to its passage. If its words are no
 * longer in the text, the list says so.
 */
export function HighlightsList({
  highlights,
  found,
  isPrivate,
  publicationText,
  go,
  remove,
}: Props): JSX.Element {
  return (
    <section class="own-highlights">
      <h2>{count('highlightsCount', highlights.length)}</h2>
      <ol>
        {highlights.map((highlight) => {
          const { id, exact, comment, createdAt } = highlight;
          const isFound = found.has(id);
          return (
            <li key={id} class={isFound ? undefined : 'is-lost'}>
              {isFound ? (
                <button
                  type="button"
                  class="own-words-marked"
                  data-highlight={id}
                  onClick={({ currentTarget }) => go({ id, goBack: () => currentTarget.focus() })}
                  {...publicationText(exact)}
                >
                  {exact}
                </button>
              ) : (
                <p class="own-words-marked" {...publicationText(exact)}>
                  {exact}
                </p>
              )}
              {comment && (
                <p class="own-comment" dir="auto">
                  {comment}
                </p>
              )}
              {!isFound && (
                <p class="own-lost">
                  <Icon name="info" />
                  <span>{text('highlightLost', day(createdAt))}</span>
                </p>
              )}
              {!isFound && !isPrivate && (
                <button type="button" class="link" onClick={() => remove(highlight)}>
                  {text('highlightRemove')}
                </button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
