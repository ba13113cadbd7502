import { day, text } from '../browser/interface-texts.ts';
import { type Citable, isolated } from './citable.ts';
import { oneLine } from './one-line.ts';
import { type Passage, textFragmentLink } from './text-fragment.ts';

/** Words in these marks already look quoted. */
const QUOTED = /^(?:“[^“”]*”|„[^„“]*“|«[^«»]*»|「[^「」]*」|"[^"]*")$/;

/**
 * Quotes a passage of an analysis, with its source and a link that shows it there.
 *
 * @param passage of the text that the publication's page shows
 */
export function quotation({ card, publication }: Citable, passage: Passage): string {
  const { language } = publication;
  const words = passage.text.slice(passage.start, passage.end).toWellFormed().trim();
  const quoted = QUOTED.test(words) ? words : text('quotedWords', words);
  const source = text(
    'quotedFrom',
    isolated(oneLine(card.headline), language),
    oneLine(publication.name),
    day(card.published),
  );
  return [isolated(quoted, language), source, textFragmentLink(card.url, passage, language)].join('\n');
}
