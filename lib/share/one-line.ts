/**
 * Returns a text as one line, without control characters and without unpaired surrogates, which UTF-8 cannot encode.
 */
export function toOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
