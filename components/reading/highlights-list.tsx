import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { storeComment } from '../../lib/app/library-actions.ts';
import { countedText, formatDay, text } from '../../lib/browser/interface-texts.ts';
import type { Highlight } from '../../lib/db/records.ts';
import { Icon } from '../ui/icons.tsx';
import { DraftField } from './draft-field.tsx';
import type { PublicationText } from './readable-analysis.ts';
import type { WantedHighlight } from './wanted-in-reading-view.ts';

interface Props {
  /** Id of the analysis. */
  readonly id: string;
  /** All highlights, in the order of the text. Highlights whose words are no longer in the text are last. */
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
 * Lists the highlights of an analysis with their comments. A press on a highlight leads to its passage. If the words of
 * a highlight are no longer in the text, the list says so, and the reader can change the comment or remove the
 * highlight here.
 */
export function HighlightsList({
  id: analysis,
  highlights,
  found,
  isPrivate,
  publicationText,
  go,
  remove,
}: Props): JSX.Element {
  const [editedId, edit] = useState<string>();
  return (
    <section class="own-highlights">
      <h2>{countedText('highlightsCount', highlights.length)}</h2>
      <ol>
        {highlights.map((highlight) => {
          const { id, exact, comment, createdAt } = highlight;
          const isFound = found.has(id);
          return (
            <li key={id} class={isFound ? undefined : 'is-lost'} {...(isFound ? {} : { 'data-lost': id })}>
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
              {id === editedId && !isFound && !isPrivate ? (
                <Comment analysis={analysis} highlight={highlight} />
              ) : (
                comment && (
                  <p class="own-comment" dir="auto">
                    {comment}
                  </p>
                )
              )}
              {!isFound && (
                <p class="own-lost">
                  <Icon name="info" />
                  <span>{text('highlightLost', formatDay(createdAt))}</span>
                </p>
              )}
              {!isFound && !isPrivate && (
                <p class="own-lost-actions">
                  {id !== editedId && (
                    <button type="button" class="link" onClick={() => edit(id)}>
                      {text('comment')}
                    </button>
                  )}
                  <button type="button" class="link" onClick={() => remove(highlight)}>
                    {text('highlightRemove')}
                  </button>
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The field for the comment on a highlight. It takes the focus. */
function Comment({ analysis, highlight }: { analysis: string; highlight: Highlight }): JSX.Element {
  const field = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => field.current?.querySelector('textarea')?.focus(), []);
  return (
    <div ref={field}>
      <DraftField
        name={`comment ${highlight.id}`}
        label={text('comment')}
        isLabelSeen={false}
        stored={highlight.comment}
        write={(comment, seen) => storeComment(analysis, highlight.id, comment, seen)}
      />
    </div>
  );
}
