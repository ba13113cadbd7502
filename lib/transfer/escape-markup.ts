/**
 * Escapes text for HTML and XML 1.0. Leaves out control characters, most of which XML does not allow, and U+FFFE and
 * U+FFFF (https://www.w3.org/TR/xml/#charsets).
 */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
