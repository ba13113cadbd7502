import type { ComponentType, JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import type { TextProps } from './analysis-text.tsx';
import type { OwnWordsProps } from './own-words.tsx';
import { OwnWordsContext } from './own-words-context.ts';
import { selectedRange } from './selected-range.ts';

/**
 * Shows the highlights and the note if the analysis is saved. If it is not, loads their code once the reader selects
 * words, except in private windows. Shows nothing in the popup.
 */
export function OwnWordsLoader(props: TextProps): JSX.Element | null {
  const OwnWords = useContext(OwnWordsContext);
  return OwnWords ? <WhenWanted {...props} OwnWords={OwnWords} /> : null;
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
  const isWanted = saved !== undefined || hasSelected;
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
        />
      )}
    </div>
  );
}
