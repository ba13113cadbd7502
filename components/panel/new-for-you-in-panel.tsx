import type { JSX } from 'preact';
import { browser } from '../../lib/browser/browser.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { NewForYou } from '../../lib/follow/new-for-you-cards.ts';
import { MatchList } from './match-list.tsx';
import { MAX_NEW_FOR_YOU, type RowContext } from './panel-view.ts';

/** The first analyses in "New for you", and a button that opens the library for the rest. */
export function NewInPanel({
  news,
  panel,
}: {
  news: readonly NewForYou[];
  panel: RowContext;
}): JSX.Element | null {
  if (news.length === 0) return null;
  const shown = news.slice(0, MAX_NEW_FOR_YOU);
  return (
    <section class="state-list" aria-labelledby="new-for-you">
      <h2 id="new-for-you" class="state-subtitle">
        {countedText('newTitle', news.length)}
      </h2>
      <MatchList
        analyses={shown}
        panel={panel}
        name="new"
        below={(id) =>
          shown.some(({ card, asked }) => asked && card.id === id) && (
            <p class="facts-line">{text('newAsked')}</p>
          )
        }
      />
      {news.length > shown.length && (
        <p class="row">
          <button
            type="button"
            class="link"
            onClick={guardedListener('open the library', () =>
              browser.tabs.create({ url: browser.runtime.getURL('/library.html#new-for-you') }),
            )}
          >
            {countedText('newMore', news.length - shown.length)}
          </button>
        </p>
      )}
    </section>
  );
}
