import { formatDay, text } from '../browser/interface-texts.ts';
import { localDay } from '../browser/local-day.ts';
import type { Citable } from './citable.ts';
import { citationKey } from './citation-key.ts';
import { toOneLine } from './one-line.ts';

/** The month names that every BibTeX style defines. */
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * Cites an analysis as a BibTeX entry (https://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf). The entry type `misc`
 * exists in every style. `day`, `url` and `urldate` are known to biblatex and to the styles that print addresses. Other
 * styles ignore them. The second pair of braces keeps styles from changing the capitals of a title, and from treating
 * the publication as a person with first and last name.
 *
 * @param read when the reader read the analysis (ms since the epoch)
 */
export function bibtex({ card, lens, publication }: Citable, read: number): string {
  const [year = '', month = '', dayOfMonth = ''] = card.published.slice(0, 10).split('-');
  const fields: (readonly [name: string, value: string | undefined])[] = [
    ['author', `{{${escapeTex(publication.name)}}}`],
    ['title', `{{${escapeTex(card.headline)}}}`],
    ['series', lens && `{${escapeTex(lens.name)}}`],
    ['year', `{${year}}`],
    ['month', MONTHS[Number(month) - 1]],
    ['day', `{${Number(dayOfMonth)}}`],
    ['url', `{${verbatim(card.url)}}`],
    ['urldate', `{${localDay(read)}}`],
    ['note', card.updated && `{${escapeTex(text('citationUpdated', formatDay(card.updated)))}}`],
  ];
  const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = ${value},`] : []));
  return [`@misc{${citationKey(card)},`, ...lines, '}'].join('\n');
}

/** LaTeX for the characters that have a special meaning in LaTeX. */
const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
};

/** Converts a text to one line of LaTeX. Braces become commands, because BibTeX counts braces after a backslash too. */
function escapeTex(words: string): string {
  return toOneLine(words).replace(/[\\{}~^<>|"#$%&_]/g, (character) => TEX[character] ?? '');
}

/** Encodes an address for a verbatim field of LaTeX. A brace could end the field, and a backslash starts a command. */
function verbatim(address: string): string {
  return address.replace(/[{}\\\s]/g, encodeURIComponent);
}
