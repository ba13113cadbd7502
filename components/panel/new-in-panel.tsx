import type { JSX } from 'preact';
import { browser } from '../../lib/browser/browser.ts';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { useNewForYou } from '../ui/use-new-for-you.ts';
import { MatchList } from './match-list.tsx';

/** Analyses that a popup has room for. */
const IN_PANEL = 4;

/** A few new analyses, shown if the page has no analysis. The chosen one opens in the panel. */
export function NewInPanel({ open }: { open: (analysis: ReadableAnalysis) => void }): JSX.Element | null {
  const news = useNewForYou();
  if (news.length === 0) return null;
  const shown = news.slice(0, IN_PANEL);
  return (
    <section class="panel-new" aria-labelledby="new-for-you">
      <h2 id="new-for-you" class="panel-subtitle">
        {count('newTitle', news.length)}
      </h2>
      <MatchList
        analyses={shown}
        open={open}
        name="new"
        below={(id) =>
          shown.some(({ card, asked }) => asked && card.id === id) && <p class="muted">{text('newAsked')}</p>
        }
      />
      {news.length > shown.length && (
        <button
          type="button"
          class="link"
          onClick={on('open the library', () =>
            browser.tabs.create({ url: browser.runtime.getURL('/library.html#new-for-you') }),
          )}
        >
          {count('newMore', news.length - shown.length)}
        </button>
      )}
    </section>
  );
}
