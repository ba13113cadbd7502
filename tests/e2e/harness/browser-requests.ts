/** Whether the browser made a request for its own purposes: no test uses a host outside these two domains. */
export function isBrowserRequest(url: string): boolean {
  return !/\.localhost$|\.ampproject\.org$/.test(new URL(url).hostname);
}
