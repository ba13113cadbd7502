import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';
import { ExternalLink } from './text-blocks.tsx';

/** Where a printed analysis comes from, with the addresses. Only paper shows it. */
export function PrintSource({
  of: { card, publication },
  publicationText,
}: {
  of: ReadableAnalysis;
  publicationText: PublicationText;
}): JSX.Element {
  const [source] = card.sources;
  return (
    <div class="print-source" hidden>
      <p {...publicationText}>
        <ExternalLink href={card.url}>{publication.name}</ExternalLink>
      </p>
      {source && (
        <p>
          <ExternalLink href={source.url}>{text('printedFrom', outletOf(card))}</ExternalLink>
        </p>
      )}
    </div>
  );
}
