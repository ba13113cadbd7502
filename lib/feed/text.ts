import { parseHtml, textOf } from '../analysis/html.ts';
import { asText } from '../index/json.ts';

/** Elements that titles and excerpts are marked up with. What else stands in angle brackets is a manner of writing. */
const MARKUP =
  'a abbr article aside b bdi bdo big blockquote br center cite code dd del details dfn div dl dt em embed figcaption figure font footer form h[1-6] header hr i iframe img input ins kbd label li main mark nav noscript object ol p picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time tr tt u ul var video wbr audio button canvas';
const STRAY = new RegExp(`<(?!/?(?:${MARKUP.replaceAll(' ', '|')})(?:[\\s/>]|$)|!--)`, 'gi');

/**
 * What a reader sees of a text that is or may be HTML, as the titles and descriptions of RSS: tags gone, character references
 * resolved, white space folded. "Is x < y?" and "the <draft> that leaked" stay as they are.
 *
 * @param most longest text (UTF-16 units); of the markup some times as much is read
 */
export function plainText(html: string | undefined, most: number): string | undefined {
  if (!html) return undefined;
  const start = html.slice(0, most * 5);
  const marked = /[<&]/.test(start);
  return asText(marked ? textOf(parseHtml(withoutNames(start.replace(STRAY, '&lt;')))) : start, most);
}

/** Elements that need no end: of these an opening tag alone is markup. */
const ENDLESS = new Set('br hr img input wbr area embed source track col p li dt dd tr td th'.split(' '));

/** A bare tag that nothing closes names the element, as in "What a <script> costs the city"; it stays as it is written. */
function withoutNames(html: string): string {
  const closed = new Set(
    [...html.matchAll(/<\/([a-z][a-z0-9]*)\s*>/gi)].map(([, name = '']) => name.toLowerCase()),
  );
  return html.replace(
    /<(\/?)([a-z][a-z0-9]*)\s*(\/?)>/gi,
    (tag, end: string, written: string, self: string) => {
      const name = written.toLowerCase();
      if (end !== '') return tag;
      return self !== '' || ENDLESS.has(name) || closed.has(name) ? tag : `&lt;${tag.slice(1)}`;
    },
  );
}

/** Text as HTML: paragraphs at empty lines. */
export function asHtml(text: string): string {
  return text
    .split(/\r?\n[^\S\n]*\r?\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapedText(paragraph.trim())}</p>`)
    .join('\n');
}

/** Whether a description is a text of its own rather than a line or two of summary: it has blocks in it. */
export function hasBlocks(html: string): boolean {
  return /<(?:p|h[1-6]|ul|ol|dl|blockquote|div|section|article|table)[\s>]/i.test(html);
}

export function escapedText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
