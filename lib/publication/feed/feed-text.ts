import { asText } from '../../input/json-values.ts';
import { parseHtml } from '../page/html/html.ts';
import { textOf } from '../page/html/text-of.ts';

/** Elements that titles and excerpts are marked up with. What else stands in angle brackets is a manner of writing. */
const MARKUP =
  'a abbr article aside b bdi bdo big blockquote br center cite code dd del details dfn div dl dt em embed figcaption figure font footer form h[1-6] header hr i iframe img input ins kbd label li main mark nav noscript object ol p picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time tr tt u ul var video wbr audio button canvas';
const STRAY = new RegExp(`<(?!/?(?:${MARKUP.replaceAll(' ', '|')})(?:[\\s/>]|$)|!--)`, 'gi');
/** An angle bracket that no other one closes. */
const OPEN = /<(?![^<]*>)/g;

/**
 * What a reader sees of a text that is or may be HTML, as the titles and descriptions of RSS: tags gone, character
 * references resolved, white space folded. "Is x < y?" and "the <draft> that leaked" stay as they are.
 *
 * @param most longest text (UTF-16 units); of the markup some times as much is read
 */
export function plainText(html: string | undefined, most: number): string | undefined {
  if (!html) return undefined;
  const start = html.slice(0, most * 5);
  if (!/[<&]/.test(start)) return asText(start, most);
  // A text that is cut may end within a tag.
  const isWhole = start.length === html.length;
  const written = start.replace(STRAY, '&lt;');
  return asText(textOf(parseHtml(withoutNames(isWhole ? written.replace(OPEN, '&lt;') : written))), most);
}

/** Elements that need no end: of these an opening tag alone is markup. */
const ENDLESS = new Set('br hr img input wbr area embed source track col p li dt dd tr td th'.split(' '));
/** Elements that may stand open, but not between two words of one line. */
const OPEN_BLOCKS = /(\S[^\S\n]+)<(p|li|dt|dd|tr|td|th)>(?=[^\S\n]+\S)/gi;

/**
 * A bare tag that nothing closes names the element, as in "What a <script> costs the city"; it stays as it is
 * written.
 */
function withoutNames(html: string): string {
  const closed = new Set(
    [...html.matchAll(/<\/([a-z][a-z0-9]*)\s*>/gi)].map(([, name = '']) => name.toLowerCase()),
  );
  const isOneLine = !/\n/.test(html.trim());
  const named = isOneLine
    ? html.replace(OPEN_BLOCKS, (all, before: string, name: string) =>
        closed.has(name.toLowerCase()) ? all : `${before}&lt;${name}>`,
      )
    : html;
  return named.replace(
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
