import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { ExternalLink } from '../ui/external-link.tsx';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';

/** The addresses of the analysis and of its source article. Only the printed page shows them. */
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
      <p {...publicationText(publication.name)}>
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
