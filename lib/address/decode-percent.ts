/**
 * Undoes percent-encoding (RFC 3986, 2.1).
 *
 * @returns `undefined` where the text holds a broken sequence or no UTF-8
 */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The same, but a text with a broken sequence stays as it is written. */
export function decodedOrWritten(text: string): string {
  return decodePercent(text) ?? text;
}

/** Undoes the encoding of a parameter (`application/x-www-form-urlencoded`), which writes spaces as "+". */
export function decodeParameter(text: string): string {
  return decodedOrWritten(text.replaceAll('+', ' '));
}
