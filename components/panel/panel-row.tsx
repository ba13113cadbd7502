import type { ComponentChildren, JSX } from 'preact';
import { countedText, formatRecentDay } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { LensName } from '../ui/lens-name.tsx';
import { useFocusOnReturn } from '../ui/use-focus-on-return.ts';
import type { RowContext } from './panel-view.ts';

/** The lens, headline and facts of an analysis. A click anywhere on the row opens the analysis. */
export function PanelRow({
  analysis,
  panel,
  heading = (headline) => headline,
  children,
}: {
  analysis: ReadableAnalysis;
  panel: RowContext;
  /** Wraps the headline in a heading. */
  heading?: (headline: JSX.Element) => JSX.Element;
  /** Content between the headline and the facts. */
  children?: ComponentChildren;
}): JSX.Element {
  const { card, lens, publication } = analysis;
  const outlet = outletOf(card);
  const opener = useFocusOnReturn<HTMLButtonElement>(panel.justClosed === card.id, panel.onFocused);
  return (
    <>
      {lens && <LensName lens={lens} language={publication.language} />}
      {heading(
        <button
          ref={opener}
          type="button"
          class="row-open own-side"
          {...languageAndDirection(card.headline, publication.language)}
          onClick={() => panel.open(analysis)}
        >
          {card.headline}
        </button>,
      )}
      {children}
      <p class="facts-line">
        <span {...languageAndDirection(outlet, publication.language)}>{outlet}</span>
        {card.readMinutes !== undefined && (
          <>
            {' '}
            · <span dir="auto">{countedText('minutesShort', card.readMinutes)}</span>
          </>
        )}{' '}
        · <time dateTime={card.published}>{formatRecentDay(card.published)}</time>
      </p>
    </>
  );
}
