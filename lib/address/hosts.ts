/** Labels that name a presentation of a site, not another site. `www2.` and the like are kept: they may be machines with pages of their own. */
const PRESENTATION_LABEL = /^(?:www|m|mobile|mobil|amp|wap)\.(?=[^.]+\.)/;
/** "amp-culture.outlet.com" is how some sites name the AMP form of "culture.outlet.com". */
const AMP_PREFIX = /^amp-(?=[^.]+\.[^.]+\.)/;

/**
 * The host that an address is filed under: lower case, without trailing dot, and without the labels `www.`, `m.`,
 * `mobile.`, `mobil.`, `amp.` and `wap.`, of which each is taken off at most once.
 *
 * @param host host name as `URL.hostname` gives it (no port)
 */
export function foldHost(host: string): string {
  let folded = host.toLowerCase().replace(/\.$/, '').replace(AMP_PREFIX, '');
  const taken = new Set<string>();
  for (;;) {
    const label = PRESENTATION_LABEL.exec(folded)?.[0];
    if (!label || taken.has(label)) return folded;
    taken.add(label);
    folded = folded.slice(label.length);
  }
}

/** Whether a host name is this machine: `localhost`, `*.localhost`, 127.0.0.0/8 or `[::1]` (DESIGN "loopback"). */
export function isLoopback(host: string): boolean {
  return /^(?:(?:[^.]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(host);
}
