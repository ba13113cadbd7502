/**
 * Escapes a line of text for CommonMark, so that it reads the same when it is rendered
 * (https://spec.commonmark.org/0.31.2/#backslash-escapes). `~` and `|` are marks of GitHub's Markdown.
 */
export function escapeMarkdown(line: string): string {
  return line.replace(/[\\`*_[\]<>&~|]/g, '\\$&');
}

/** A link in CommonMark (https://spec.commonmark.org/0.31.2/#links). Its text is any single line. */
export function markdownLink(line: string, address: string): string {
  return `[${escapeMarkdown(line)}](${destination(address)})`;
}

/** The address of a link. Parentheses must be balanced or enclosed in `<…>`; `&copy;` would become a character. */
function destination(address: string): string {
  const escaped = address
    .replaceAll('\\', '%5C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replace(/&(?=#?\w+;)/g, '\\&');
  return /[()]/.test(escaped) ? `<${escaped}>` : escaped;
}
