import type { ComponentChildren, JSX } from 'preact';
import type { Card } from '../../lib/index/card.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { hashOfPlace, placeFromHash } from '../../lib/tab/library-address.ts';
import { LensName } from './lens-name.tsx';

interface Props {
  readonly card: Card;
  readonly lens?: Pick<Lens, 'id' | 'name'> | undefined;
  /** BCP 47 tag of the publication's language. */
  readonly language?: string | undefined;
  readonly isOpen: boolean;
  readonly children: ComponentChildren;
}

/**
 * One analysis in a list of the library: lens, headline, and children below. A click on the headline opens the
 * analysis.
 */
export function AnalysisRow({ card, lens, language, isOpen, children }: Props): JSX.Element {
  return (
    <>
      {lens && <LensName lens={lens} language={language} />}
      <button
        type="button"
        class="headline-button own-side"
        aria-current={isOpen ? 'true' : undefined}
        {...languageAndDirection(card.headline, language)}
        onClick={() => openAnalysis(card.id)}
      >
        {card.headline}
      </button>
      <p class="muted">{children}</p>
    </>
  );
}

/** Opens an analysis. Keeps the view in the address, so that the list stays the same while the analysis is open. */
function openAnalysis(id: string): void {
  location.hash = hashOfPlace({ ...placeFromHash(location.hash), analysis: id });
}
