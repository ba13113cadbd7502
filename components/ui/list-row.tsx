import type { ComponentChildren, JSX } from 'preact';
import type { Card } from '../../lib/index/card.ts';

interface Props {
  readonly card: Card;
  readonly lensName?: string | undefined;
  readonly isOpen: boolean;
  readonly children: ComponentChildren;
}

/** One analysis in a list of the library. */
export function Entry({ card, lensName, isOpen, children }: Props): JSX.Element {
  return (
    <>
      {lensName && <p class="eyebrow">{lensName}</p>}
      <button
        type="button"
        class="headline-button"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => openAnalysis(card.id)}
      >
        {card.headline}
      </button>
      <p class="muted">{children}</p>
    </>
  );
}

const ANALYSIS = '#analysis=';

function openAnalysis(id: string): void {
  location.hash = ANALYSIS + encodeURIComponent(id);
}

/** The analysis that the library's address says is open. */
export function analysisIn(hash: string): string | undefined {
  return hash.startsWith(ANALYSIS) ? decoded(hash.slice(ANALYSIS.length)) : undefined;
}

/** Percent-encoding undone (RFC 3986); text with a broken "%" stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
