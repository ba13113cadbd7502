/* Chinese words have no spaces between them, so both sides of each Chinese character count as word boundaries. */
const STARTS_WORD = '(?:(?<![\\p{L}\\p{N}])|(?=\\p{sc=Han})|(?<=\\p{sc=Han}))';
const ENDS_WORD = '(?:(?![\\p{L}\\p{N}])|(?=\\p{sc=Han})|(?<=\\p{sc=Han}))';

/**
 * Returns the place in a text to which a text-fragment link leads. Follows the steps of
 * https://wicg.github.io/scroll-to-text-fragment/#find-a-range-from-a-text-directive, and shares no code with the
 * functions that make the links.
 *
 * @param text blocks, joined by "\n"
 */
export function foundBy(link: string, text: string): { start: number; end: number } | undefined {
  const [, directive] = /#.*?:~:text=([^&]*)$/.exec(link) ?? [];
  if (directive === undefined) return undefined;
  const parts = directive.split(',');
  const prefix = parts[0]?.endsWith('-') ? parts.shift()?.slice(0, -1) : undefined;
  const suffix = parts.length > 1 && parts.at(-1)?.startsWith('-') ? parts.pop()?.slice(1) : undefined;
  const [start, end, ...more] = parts;
  if (start === undefined || more.length > 0) throw new Error(`${directive} is not a text directive`);
  const written = [prefix, start, end, suffix].filter((part) => part !== undefined);
  if (written.some((part) => /[-&,]/.test(part) || decodeURIComponent(part).includes('\n')))
    throw new Error(`A part of ${directive} is not encoded, or spans two blocks`);

  const pattern = [
    STARTS_WORD,
    prefix === undefined ? '' : `${literal(prefix)}\\s*`,
    `(?<found>${literal(start)}`,
    end === undefined ? ')' : `[^]*?${literal(end)})`,
    suffix === undefined ? ENDS_WORD : `\\s*${literal(suffix)}`,
  ].join('');
  const indices = new RegExp(pattern, 'diu').exec(text)?.indices?.groups?.found;
  return indices && { start: indices[0], end: indices[1] };
}

function literal(encoded: string): string {
  return decodeURIComponent(encoded).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
