/** Whether the browser made a request for its own purposes. Tests request only hosts of the two domains below. */
export function isBrowserRequest(url: string): boolean {
  return !/\.localhost$|\.ampproject\.org$/.test(new URL(url).hostname);
}
