import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { markAllSeen, markUnseen } from '../../lib/app/actions.ts';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import type { NewAnalysis } from '../../lib/db/records.ts';
import type { NewForYou } from '../../lib/follow/new-for-you-cards.ts';
import { AnalysisList } from '../ui/analysis-list.tsx';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { useNewForYou } from '../ui/use-new-for-you.ts';

interface Props {
  /** Id of the open analysis. */
  readonly open: string | undefined;
  readonly isPrivate: boolean;
}

/**
 * The analyses that are new for the reader, at the top of the library. Writes their number into the document's title.
 */
export function NewInLibrary({ open, isPrivate }: Props): JSX.Element | null {
  const news = useNewForYou();
  const number = news.length;
  const entries = useListed(news, open);
  const [allSeen, setAllSeen] = useState<readonly NewAnalysis[]>();
  const { change, failure } = useChange('change the library');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const title = text('libraryTitle');
    document.title = number > 0 ? count('pageTitleNew', number, title) : title;
  }, [number]);
  if (entries.length === 0 && !allSeen) return null;
  const seeAll = async (): Promise<void> => {
    const isChanged = await change(async () => setAllSeen(await markAllSeen()));
    // The pressed button disappears, so move the keyboard focus to the heading.
    if (isChanged) heading.current?.focus();
  };
  const undo = async (seen: readonly NewAnalysis[]): Promise<void> => {
    if (!(await change(() => markUnseen(seen)))) return;
    setAllSeen(undefined);
    heading.current?.focus();
  };
  return (
    <section class="library-new">
      <h2 ref={heading} tabIndex={-1}>
        {number > 0 ? count('newTitle', number) : text('newTitleSeen')}
      </h2>
      <p role="status" class="muted">
        {allSeen && number === 0 && (
          <>
            {text('newAllSeen')}{' '}
            <button type="button" class="link" onClick={on('undo "mark all as seen"', () => undo(allSeen))}>
              {text('undo')}
            </button>
          </>
        )}
      </p>
      <AnalysisList
        cards={entries.map(({ card }) => card)}
        open={open}
        lens={({ id }) => entries.find(({ card }) => card.id === id)?.lens}
        language={entries[0]?.publication.language}
        below={({ id }) =>
          entries.some(({ card, asked }) => asked && card.id === id) && (
            <p class="muted">{text('newAsked')}</p>
          )
        }
      />
      {number > 0 && !isPrivate && (
        <button type="button" class="button" onClick={on('mark all as seen', seeAll)}>
          {text('newSeen')}
        </button>
      )}
      <ChangeFailed failure={failure} />
    </section>
  );
}

/**
 * The entries of the list: the new analyses, and the open analysis if it was listed before. Opening a new analysis
 * marks it as seen, which removes it from `news`. The list keeps its row, so that the row that the reader has just
 * clicked does not disappear.
 */
function useListed(news: readonly NewForYou[], open: string | undefined): readonly NewForYou[] {
  const [listed, setListed] = useState<readonly NewForYou[]>([]);
  useEffect(() => {
    setListed((before) => {
      const at = before.findIndex(({ card }) => card.id === open);
      const kept = before[at];
      return kept && !news.some(({ card }) => card.id === open) ? news.toSpliced(at, 0, kept) : news;
    });
  }, [open, news.map(({ card }) => card.id).join('\n')]);
  return listed;
}
