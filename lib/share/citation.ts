import { escapeMarkdown, markdownLink } from '../analysis/escape-markdown.ts';
import { formatDay, interfaceLanguage, text } from '../browser/interface-texts.ts';
import { bibtex } from './bibtex.ts';
import { type Citable, isolateDirection } from './citable.ts';
import { cslJson } from './csl-json.ts';
import { toOneLine } from './one-line.ts';

export const CITATION_FORMS = ['plain', 'markdown', 'bibtex', 'csl-json'] as const;
export type CitationForm = (typeof CITATION_FORMS)[number];

/**
 * Cites an analysis. Its author is the publication, because cards name no persons.
 *
 * @param read when the reader read the analysis (ms since the epoch); the citation names the day
 */
export function citation(form: CitationForm, analysis: Citable, read: number): string {
  switch (form) {
    case 'plain':
      return plainCitation(analysis, read);
    case 'markdown':
      return markdownCitation(analysis, read);
    case 'bibtex':
      return bibtex(analysis, read);
    case 'csl-json':
      return cslJson(analysis, read);
  }
}

function plainCitation(analysis: Citable, read: number): string {
  const { card, publication } = analysis;
  const { name, headline, facts } = partsOf(analysis);
  return text(
    'citation',
    name,
    isolateDirection(headline, publication.language),
    facts,
    card.url,
    formatDay(read),
  );
}

/** Returns the citation in CommonMark (https://spec.commonmark.org/0.31.2/), with the headline as the link. */
function markdownCitation(analysis: Citable, read: number): string {
  const { card, publication } = analysis;
  const { name, headline, facts } = partsOf(analysis);
  const linked = markdownLink(isolateDirection(headline, publication.language), card.url);
  return text('citationLinked', escapeMarkdown(name), linked, escapeMarkdown(facts), formatDay(read));
}

interface Parts {
  readonly name: string;
  readonly headline: string;
  /** Lens, day and day of the last update, as one list. */
  readonly facts: string;
}

function partsOf({ card, lens, publication }: Citable): Parts {
  const facts = [
    ...(lens ? [isolateDirection(toOneLine(lens.name), publication.language)] : []),
    formatDay(card.published),
    ...(card.updated ? [text('citationUpdated', formatDay(card.updated))] : []),
  ];
  return {
    name: toOneLine(publication.name),
    headline: toOneLine(card.headline),
    facts: new Intl.ListFormat(interfaceLanguage(), { type: 'unit' }).format(facts),
  };
}
