import type { ComponentChildren, JSX } from 'preact';
import { formatRecentDay } from '../../lib/browser/interface-texts.ts';
import type { Card } from '../../lib/index/card.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { AnalysisRow } from './analysis-row.tsx';

interface Props {
  readonly cards: readonly Card[];
  /** Id of the open analysis. */
  readonly open?: string | undefined;
  /** Returns the lens of a card. The list shows the name of the lens above the headline. */
  readonly lens?: (card: Card) => Lens | undefined;
  /** BCP 47 tag of the publication's language. */
  readonly language?: string | undefined;
  /** Returns content to draw below the date and the outlet. */
  readonly below?: (card: Card) => ComponentChildren;
}

/** A list of analyses, each with headline, outlet and date. */
export function AnalysisList({ cards, open, lens, language, below }: Props): JSX.Element {
  return (
    <ul class="entries">
      {cards.map((card) => (
        <li key={card.id}>
          <AnalysisRow card={card} lens={lens?.(card)} language={language} isOpen={open === card.id}>
            <Facts card={card} language={language} />
          </AnalysisRow>
          {below?.(card)}
        </li>
      ))}
    </ul>
  );
}

function Facts({ card, language }: Pick<Props, 'language'> & { readonly card: Card }): JSX.Element {
  const outlet = outletOf(card);
  return (
    <>
      {outlet && (
        <>
          <span {...languageAndDirection(outlet, language)}>{outlet}</span> ·{' '}
        </>
      )}
      {formatRecentDay(card.published)}
    </>
  );
}
