const ANALYSIS = '#analysis=';

/** The hash with which the library page opens an analysis. */
export function analysisHash(id: string): string {
  return ANALYSIS + encodeURIComponent(id);
}

/** The id of the analysis that this hash of the library page opens; `undefined` if it opens none. */
export function analysisIn(hash: string): string | undefined {
  return hash.startsWith(ANALYSIS) ? decoded(hash.slice(ANALYSIS.length).split('&')[0] ?? '') : undefined;
}

/** The text without percent-encoding (RFC 3986). A text with an invalid `%` is returned unchanged. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
