import type { ComponentType, JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import type { TextProps } from './analysis-text.tsx';
import type { OwnWordsProps } from './own-words.tsx';
import { OwnWordsContext } from './own-words-context.ts';
import { selectedRange } from './selected-range.ts';
import { wantedCursor } from './wanted-in-reading-view.ts';

/**
 * Shows the highlights and the note if the analysis is saved. If it is not saved, the code of these parts is loaded
 * only once the reader selects words or asks to choose words with the keyboard, and never in private windows. Shows
 * nothing in the popup.
 */
export function OwnWordsLoader(props: TextProps): JSX.Element | null {
  const own = useContext(OwnWordsContext);
  return own ? <WhenWanted {...props} OwnWords={own.Words} /> : null;
}

function WhenWanted({
  analysis,
  isPrivate,
  publicationText,
  OwnWords,
}: TextProps & { OwnWords: ComponentType<OwnWordsProps> }): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const own = readyValue(useLiveQuery('ownCopy', analysis.card.id));
  const saved = own?.isRemoved ? undefined : own?.saved;
  const [hasSelected, setSelected] = useState(false);
  const [cursorAsked, askForCursor] = useState(0);
  const isWanted = saved !== undefined || hasSelected || cursorAsked > 0;
  const { id } = analysis.card;
  useLayoutEffect(() => {
    if (isPrivate) return undefined;
    return wantedCursor.wait(
      (wanted) => wanted === id,
      () => askForCursor((last) => last + 1),
    );
  }, [id, isPrivate]);
  useEffect(() => {
    if (isWanted || isPrivate) return undefined;
    const look = (): void => {
      const view = root.current?.closest('.reading-text');
      if (view && selectedRange()?.intersectsNode(view)) setSelected(true);
    };
    look();
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [isWanted, isPrivate]);
  return (
    <div ref={root} class="own-words">
      {isWanted && (
        <OwnWords
          within={root}
          analysis={analysis}
          saved={saved}
          isPrivate={isPrivate}
          publicationText={publicationText}
          cursorAsked={cursorAsked}
        />
      )}
    </div>
  );
}
