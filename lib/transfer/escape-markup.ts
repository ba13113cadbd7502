/**
 * Escapes text for HTML and XML 1.0. Leaves out U+FFFE, U+FFFF, and all control characters except tabs and line ends.
 * XML does not allow U+FFFE, U+FFFF and many control characters (https://www.w3.org/TR/xml/#charsets).
 */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
