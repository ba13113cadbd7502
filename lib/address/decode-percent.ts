/**
 * Decodes percent-encoding (RFC 3986, section 2.1).
 *
 * @returns `undefined` if the text contains a broken escape, or its octets are not UTF-8
 */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Decodes percent-encoding. If that fails, returns the text unchanged. */
export function tryDecodePercent(text: string): string {
  return decodePercent(text) ?? text;
}

/**
 * Decodes the name or value of a query parameter. In a query, "+" stands for a space
 * (https://url.spec.whatwg.org/#application/x-www-form-urlencoded). If decoding fails, the escapes stay unchanged.
 */
export function decodeParameter(text: string): string {
  return tryDecodePercent(text.replaceAll('+', ' '));
}
