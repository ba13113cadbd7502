import { formatDay, text } from '../browser/interface-texts.ts';
import { type Citable, isolateDirection } from './citable.ts';
import { toOneLine } from './one-line.ts';
import { type TextPassage, textFragmentLink } from './text-fragment.ts';

/** Matches words that are already in quotation marks. */
const QUOTED = /^(?:“[^“”]*”|„[^„“]*“|«[^«»]*»|「[^「」]*」|"[^"]*")$/;

/**
 * Quotes a passage of an analysis. Adds its source, and a link that shows the passage on the publication's page.
 *
 * @param passage a passage of the text on the publication's page
 */
export function quotation({ card, publication }: Citable, passage: TextPassage): string {
  const { language } = publication;
  const words = passage.text.slice(passage.start, passage.end).toWellFormed().trim();
  const quoted = QUOTED.test(words) ? words : text('quotedWords', words);
  const source = text(
    'quotedFrom',
    isolateDirection(toOneLine(card.headline), language),
    toOneLine(publication.name),
    formatDay(card.published),
  );
  return [isolateDirection(quoted, language), source, textFragmentLink(card.url, passage, language)].join(
    '\n',
  );
}
