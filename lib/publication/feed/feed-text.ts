import { asText } from '../../input/json-values.ts';
import { parseHtml } from '../page/html/parse-html.ts';
import { textOf } from '../page/html/text-of.ts';

/**
 * HTML elements that occur in titles and excerpts. Any other word in angle brackets is text, as in "the <draft> that
 * leaked".
 */
const MARKUP = [
  'a abbr article aside b bdi bdo big blockquote br center cite code dd del details dfn div dl dt em',
  'embed figcaption figure font footer form h[1-6] header hr i iframe img input ins kbd label li main',
  'mark nav noscript object ol p picture pre q s samp script section select small source span strike',
  'strong style sub summary sup svg table tbody td template textarea tfoot th thead time tr tt u ul var',
  'video wbr audio button canvas',
].join(' ');
const STRAY = new RegExp(`<(?!/?(?:${MARKUP.replaceAll(' ', '|')})(?:[\\s/>]|$)|!--)`, 'gi');
/** Matches an opening angle bracket without a closing bracket. Such a bracket is text. */
const OPEN = /<(?![^<]*>)/g;

/**
 * Returns the visible text of a value that may be HTML, such as a title or description in RSS: removes tags, resolves
 * character references and folds white space. Text such as "Is x < y?" and "the <draft> that leaked" stays as it is.
 *
 * @param limit maximum length of the result (UTF-16 units). At most five times as much markup is read
 * @returns `undefined` if no text is visible
 */
export function visibleText(html: string | undefined, limit: number): string | undefined {
  if (!html) return undefined;
  const start = html.slice(0, limit * 5);
  if (!/[<&]/.test(start)) return asText(start, limit);
  // If `start` is cut, its last bracket may begin a tag, so this bracket must not be escaped.
  const isWhole = start.length === html.length;
  const written = start.replace(STRAY, '&lt;');
  return asText(textOf(parseHtml(withoutNames(isWhole ? written.replace(OPEN, '&lt;') : written))), limit);
}

/** Elements whose closing tag is optional or does not exist, so that an opening tag alone is markup. */
const ENDLESS = new Set('br hr img input wbr area embed source track col p li dt dd tr td th'.split(' '));
/**
 * Matches the opening tag of an element whose closing tag is optional, if the tag is between two words of a line. There
 * the tag is probably text.
 */
const OPEN_BLOCKS = /(\S[^\S\n]+)<(p|li|dt|dd|tr|td|th)>(?=[^\S\n]+\S)/gi;

/**
 * Escapes tags that are words of a sentence, as in "What a <script> costs the city": opening tags without attributes
 * whose closing tag is missing.
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

/** Converts plain text to HTML. Empty lines become paragraph boundaries. */
export function textToHtml(text: string): string {
  return text
    .split(/\r?\n[^\S\n]*\r?\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapedText(paragraph.trim())}</p>`)
    .join('\n');
}

/** Whether a description has block elements. If so, it may be the whole text instead of a short summary. */
export function hasBlocks(html: string): boolean {
  return /<(?:p|h[1-6]|ul|ol|dl|blockquote|div|section|article|table)[\s>]/i.test(html);
}

/** Escapes text for HTML, including attribute values. */
export function escapedText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
