/**
 * Escapes a line of text for CommonMark, so that all its characters are shown when it is rendered
 * (https://spec.commonmark.org/0.31.2/#backslash-escapes). `~` and `|` are syntax of GitHub's Markdown.
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
 * Returns the address of a link. Encloses it in `<…>` if it has parentheses, and escapes character references
 * (`&copy;`).
 */
function destination(address: string): string {
  const escaped = address
    .replaceAll('\\', '%5C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replace(/&(?=#?\w+;)/g, '\\&');
  return /[()]/.test(escaped) ? `<${escaped}>` : escaped;
}
