/** Matches suffixes of two labels under which names are registered, such as "co.uk" and "com.au". */
const SECOND_LEVEL = /^(?:ac|co|com|edu|go|gob|gov|mil|ne|net|nom|or|org)\.[a-z]{2}$/;
/**
 * First labels of hosts that show a site in another form, such as the mobile form of "outlet.com" on "m.outlet.com".
 * Labels such as `www2.` are not listed, because a host with such a label may have other pages.
 */
const PRESENTATIONS = ['www.', 'm.', 'mobile.', 'mobil.', 'amp.', 'wap.'];
/** Prefix of a first label, as in "amp-culture.outlet.com". */
const AMP = 'amp-';

/**
 * Returns the normal form of a host: lower case, without a trailing dot, without the labels `www.`, `m.`, `mobile.`,
 * `mobil.`, `amp.` and `wap.`, and without the prefix `amp-`. Removes each of them at most once, and only if the labels
 * after this first label can be the name of a site: "mobile.co.uk" and "amp-culture.com" stay.
 *
 * @param host host name without port, as in `URL.hostname`
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

/** Whether a site can have this name: "outlet.com" and "outlet.co.uk" can, "com" and "co.uk" cannot. */
function isSite(name: string): boolean {
  return name.indexOf('.') > 0 && !SECOND_LEVEL.test(name);
}

/**
 * Returns the folded hosts that an address may belong to: its own host and, if it is the address of a service that
 * wraps other pages, each part that may be the host of the wrapped page. The result may contain wrong hosts. They do no
 * harm, because callers only use the result to decide whether to examine a page.
 *
 * @param address absolute `http:` or `https:` address, as in `URL.href`
 * @param wrapperPattern matches the addresses of services that wrap other pages. Content scripts read the source of
 *   `WRAPPER_ADDRESS` from `storage.local`, because importing the pattern would make them too large
 */
export function possibleHosts(address: string, wrapperPattern: RegExp): string[] {
  const host = /^[^/]*\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/?#:]*)/.exec(address)?.[1] ?? '';
  if (!wrapperPattern.test(address)) return [foldHost(host)];
  // In "www-example-com.translate.goog", a hyphen stands for a dot of the original host, and two hyphens stand for a
  // hyphen.
  const translated = host.replace(/\..*/, '').replace(/--|-/g, (hyphens) => (hyphens[1] ? '-' : '.'));
  return [host, translated, ...address.split(/[/?&=:]|%2f|%3a/i)].map(foldHost);
}

/** Whether a host name means this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]`. */
export function isLoopback(host: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}
