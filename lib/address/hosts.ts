/** "co.uk", "com.au" and the like, under which others register their names. */
const SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|nom|or|org)\.[a-z]{2}$/;
const LONGEST_SECOND_LEVEL = 'com.au'.length;
/** Labels that name a presentation of a site, not another site. `www2.` and the like are kept: they may be machines with pages of their own. */
const PRESENTATIONS = ['www.', 'm.', 'mobile.', 'mobil.', 'amp.', 'wap.'];
/** What stands so before a label, as in "amp-culture.outlet.com". */
const AMP = 'amp-';

/**
 * The host that an address is filed under: lower case, without trailing dot, and without the labels `www.`, `m.`,
 * `mobile.`, `mobil.`, `amp.` and `wap.`, of which each is taken off at most once. What is left is still a site's own name:
 * "mobile.co.uk" stays.
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
  return name.indexOf('.') > 0 && (name.length > LONGEST_SECOND_LEVEL || !SECOND_LEVEL.test(name));
}

/**
 * Hosts of the services that `unwrapPage` unwraps, by parts of their names. Short, since it stands in every page;
 * `wrappers.ts` has the exact hosts.
 */
export const WRAPPING_HOST =
  /(ampproj|bing-amp|transl|papago|googleus|archiv|arquivo|cache|webharv|vefsaf|webcit|memento|megalod|wikiw|rhizome|perma|freez|bingj|hghltd|hypoth|1\d?ft|removep|smry|jina|freedi|txtify)[\w-]*(\.[a-z]{2,6}){1,3}$/;
/** Viewers of AMP pages on hosts that have much else. */
const AMP_VIEWER = /^https?:\/\/([^/]+\.)?(google|bing)\.[a-z.]+\/amp\//;

/**
 * The folded hosts that an address may stand for: its own, and where a named service wraps another page, all that may be the wrapped
 * one's. Too many are no harm: who asks wants to know whether a page is worth a closer look.
 *
 * @param address absolute `http:` or `https:` address, as `URL.href` gives it
 */
export function hostsIn(address: string): string[] {
  const host = /^[^/]*\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/.exec(address)?.[1] ?? '';
  if (!WRAPPING_HOST.test(host) && !AMP_VIEWER.test(address)) return [foldHost(host)];
  // "www-example-com.translate.goog": a hyphen for each dot, two for a hyphen.
  const translated = host.replace(/\..*/, '').replace(/--|-/g, (hyphens) => (hyphens[1] ? '-' : '.'));
  return [host, translated, ...address.split(/[/?&=:]|%2f|%3a/i)].map(foldHost);
}

/** Whether a host name is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]` (DESIGN "loopback"). */
export function isLoopback(host: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}
