const ANALYSIS = '#analysis=';

/** The hash of the library's address that opens an analysis. */
export function analysisHash(id: string): string {
  return ANALYSIS + encodeURIComponent(id);
}

/** The id of the open analysis, from the hash of the library's address; `undefined` if none is open. */
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
