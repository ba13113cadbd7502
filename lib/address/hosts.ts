/** Labels that name a presentation of a site, not another site. `www2.` and the like are kept: they may be machines with pages of their own. */
const PRESENTATION_LABEL = /^(?:www|m|mobile|mobil|amp|wap)\./;
/** "amp-culture.outlet.com" is how some sites name the AMP form of "culture.outlet.com". */
const AMP_PREFIX = /^amp-[^.]+\./;
/** "co.uk", "com.au" and the like, under which others register their names. */
const SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|nom|or|org)\.[a-z]{2}$/;

/**
 * The host that an address is filed under: lower case, without trailing dot, and without the labels `www.`, `m.`,
 * `mobile.`, `mobil.`, `amp.` and `wap.`, of which each is taken off at most once. What is left is still a site's own name:
 * "mobile.co.uk" stays.
 *
 * @param host host name as `URL.hostname` gives it (no port)
 */
export function foldHost(host: string): string {
  let folded = host.toLowerCase().replace(/\.$/, '');
  const prefix = AMP_PREFIX.exec(folded)?.[0];
  if (prefix && isSiteName(folded.slice(prefix.length))) folded = folded.slice('amp-'.length);
  const taken = new Set<string>();
  for (;;) {
    const label = PRESENTATION_LABEL.exec(folded)?.[0];
    if (!label || taken.has(label) || !isSiteName(folded.slice(label.length))) return folded;
    taken.add(label);
    folded = folded.slice(label.length);
  }
}

/** Whether a host is a name that somebody can have a site under: "outlet.com", "outlet.co.uk", not "com" or "co.uk". */
function isSiteName(host: string): boolean {
  return host.includes('.') && !SECOND_LEVEL.test(host);
}

/**
 * The registered name that a host belongs to ("news.outlet.co.uk" → "outlet.co.uk"), judged without a list of public suffixes.
 */
export function siteOf(host: string): string {
  const labels = host.split('.');
  const registered = SECOND_LEVEL.test(labels.slice(-2).join('.')) ? 3 : 2;
  return labels.slice(-registered).join('.');
}

/** Whether a host name is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]` (DESIGN "loopback"). */
export function isLoopback(host: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}
