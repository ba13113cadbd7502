/**
 * Escapes text inside a line for CommonMark, so that all its characters are shown when it is rendered
 * (https://spec.commonmark.org/0.31.2/#backslash-escapes). Does not escape characters that are syntax only at the start
 * of a line, such as `#`. `~` and `|` are syntax of GitHub's Markdown (https://github.github.com/gfm/).
 */
export function escapeMarkdown(line: string): string {
  return line.replace(/[\\`*_[\]<>&~|]/g, '\\$&');
}

/**
 * Returns a link in CommonMark (https://spec.commonmark.org/0.31.2/#links).
 *
 * @param line the link's text: any single line of plain text
 */
export function markdownLink(line: string, address: string): string {
  return `[${escapeMarkdown(line)}](${destination(address)})`;
}

/**
 * Returns the address in the form that a link needs. Encloses it in `<…>` if it has parentheses, and escapes text that
 * would be read as a character reference (`&copy;`).
 */
function destination(address: string): string {
  const escaped = address
    .replaceAll('\\', '%5C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replace(/&(?=#?\w+;)/g, '\\&');
  return /[()]/.test(escaped) ? `<${escaped}>` : escaped;
}
