/** Requests that browsers make on their own behalf. */
export function isOfTheBrowser(url: string): boolean {
  return !/\.localhost$|\.ampproject\.org$/.test(new URL(url).hostname);
}
