/** "co.uk", "com.au" and the like, under which others register their names. */
const SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|nom|or|org)\.[a-z]{2}$/;
/**
 * Labels that name a presentation of a site, not another site. `www2.` and the like are kept: they may be machines
 * with pages of their own.
 */
const PRESENTATIONS = ['www.', 'm.', 'mobile.', 'mobil.', 'amp.', 'wap.'];
/** What stands so before a label, as in "amp-culture.outlet.com". */
const AMP = 'amp-';

/**
 * The host that an address is filed under: lower case, without trailing dot, and without the labels `www.`, `m.`,
 * `mobile.`, `mobil.`, `amp.` and `wap.`, of which each is taken off at most once. What is left is still a site's own
 * name: "mobile.co.uk" stays.
 *
 * @param host host name as `URL.hostname` gives it (no port)
 */
export function foldHost(host: string): string {
  let folded = host.toLowerCase();
  if (folded.endsWith('.')) folded = folded.slice(0, -1);
  const taken: string[] = [];
  for (;;) {
    const dot = folded.indexOf('.');
    const label = folded.slice(0, dot + 1);
    const isAmp = label.startsWith(AMP) && label.length > AMP.length + 1;
    const presentation = isAmp ? AMP : label;
    if (!isAmp && !PRESENTATIONS.includes(label)) return folded;
    if (taken.includes(presentation) || !isSite(folded.slice(dot + 1))) return folded;
    taken.push(presentation);
    folded = folded.slice(presentation.length);
  }
}

/** Whether somebody can have a site of this name: "outlet.com" and "outlet.co.uk", not "com" or "co.uk". */
function isSite(name: string): boolean {
  return name.indexOf('.') > 0 && !SECOND_LEVEL.test(name);
}

/**
 * The folded hosts that an address may stand for: its own, and where a named service wraps another page, all that may
 * be the wrapped one's. Too many are no harm: who asks wants to know whether a page is worth a closer look.
 *
 * @param address absolute `http:` or `https:` address, as `URL.href` gives it
 * @param wrapping fits the addresses of services that wrap others; `WRAPPING`, which is too long to stand in every
 * page
 */
export function hostsIn(address: string, wrapping: RegExp): string[] {
  const host = /^[^/]*\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/.exec(address)?.[1] ?? '';
  if (!wrapping.test(address)) return [foldHost(host)];
  // "www-example-com.translate.goog": a hyphen for each dot, two for a hyphen.
  const translated = host.replace(/\..*/, '').replace(/--|-/g, (hyphens) => (hyphens[1] ? '-' : '.'));
  return [host, translated, ...address.split(/[/?&=:]|%2f|%3a/i)].map(foldHost);
}

/** Whether a host name is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]` (DESIGN "loopback"). */
export function isLoopback(host: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}
