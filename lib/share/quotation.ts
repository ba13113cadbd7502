import { formatDay, text } from '../browser/interface-texts.ts';
import { type Citable, isolated } from './citable.ts';
import { oneLine } from './one-line.ts';
import { type Passage, textFragmentLink } from './text-fragment.ts';

/** Matches words that are already in quotation marks. */
const QUOTED = /^(?:“[^“”]*”|„[^„“]*“|«[^«»]*»|「[^「」]*」|"[^"]*")$/;

/**
 * Quotes a passage of an analysis. Adds its source, and a link that shows the passage on the publication's page.
 *
 * @param passage a passage of the text on the publication's page
 */
export function quotation({ card, publication }: Citable, passage: Passage): string {
  const { language } = publication;
  const words = passage.text.slice(passage.start, passage.end).toWellFormed().trim();
  const quoted = QUOTED.test(words) ? words : text('quotedWords', words);
  const source = text(
    'quotedFrom',
    isolated(oneLine(card.headline), language),
    oneLine(publication.name),
    formatDay(card.published),
  );
  return [isolated(quoted, language), source, textFragmentLink(card.url, passage, language)].join('\n');
}
