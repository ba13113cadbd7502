/** "co.uk", "com.au" and the like, under which others register their names. */
const SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|nom|or|org)\.[a-z]{2}$/;
/** The beginning of a name that somebody can have a site under: "outlet.com", "outlet.co.uk", not "com" or "co.uk". */
const SITE = `(?!${SECOND_LEVEL.source.slice(1)})[^.]+\\.`;
/**
 * What names a presentation of a site, not another site: a label, or "amp-" in "amp-culture.outlet.com". `www2.` and the like are kept:
 * they may be machines with pages of their own.
 */
const PRESENTATION = RegExp(`^(?:(?:www|m|mobile|mobil|amp|wap)\\.|amp-(?=[^.]+\\.${SITE}))(?=${SITE})`);

/**
 * The host that an address is filed under: lower case, without trailing dot, and without the labels `www.`, `m.`,
 * `mobile.`, `mobil.`, `amp.` and `wap.`, of which each is taken off at most once. What is left is still a site's own name:
 * "mobile.co.uk" stays.
 *
 * @param host host name as `URL.hostname` gives it (no port)
 */
export function foldHost(host: string): string {
  let folded = host.toLowerCase().replace(/\.$/, '');
  const taken: string[] = [];
  for (;;) {
    const label = PRESENTATION.exec(folded)?.[0];
    if (!label || taken.includes(label)) return folded;
    taken.push(label);
    folded = folded.slice(label.length);
  }
}

/** The services whose addresses `unwrapPage` unwraps, by host. Short, since it stands in every page; `wrappers.ts` has the exact forms. */
const WRAPPING =
  /^https?:\/\/([^/]+\.)?((cdn\.ampproject|archive)\.org|bing-amp\.com|translate\.goog(le\.[a-z.]+)?|googleusercontent\.com|translatetheweb\.com|microsofttranslator\.com|archive\.(today|ph|is|li|vn|fo|md)|(google|bing)\.[a-z.]+\/amp)\//;

/**
 * The folded hosts that an address may stand for: its own, and where a named service wraps another page, all that may be the wrapped
 * one's. Too many are no harm: who asks wants to know whether a page is worth a closer look.
 *
 * @param address absolute `http:` or `https:` address, as `URL.href` gives it
 */
export function hostsIn(address: string): string[] {
  const host = address.split(/[/?#]/)[2]?.replace(/^.*@|:\d*$/g, '') ?? '';
  // "www-example-com.translate.goog": a hyphen for each dot, two for a hyphen.
  const translated = host.replace(/\..*/, '').replace(/--|-/g, (hyphens) => (hyphens[1] ? '-' : '.'));
  const wrapped = WRAPPING.test(address) ? [translated, ...address.split(/[/?&=:]|%2f|%3a/i)] : [];
  return [host, ...wrapped].map(foldHost);
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
