import { isLoopback } from './hosts.ts';

/**
 * The other host name of a site: with `www.` for one without, and the reverse. Sites answer under one of the two and
 * forward from the other.
 *
 * @param host as `URL.hostname` gives it
 * @returns `undefined` for an IP address and for a name of one label, which have none
 */
export function twinHost(host: string): string | undefined {
  const bare = host.replace(/^www\./, '');
  if (!bare.includes('.') || (isLoopback(bare) && !bare.endsWith('.localhost'))) return undefined;
  if (/^[\d.]+$/.test(bare)) return undefined;
  return host === bare ? `www.${host}` : bare;
}

/** The origin of a site's other host name. */
export function twinOrigin(address: string | URL): string | undefined {
  const url = new URL(address);
  const host = twinHost(url.hostname);
  if (host === undefined) return undefined;
  url.hostname = host;
  return url.origin;
}

/** Whether two addresses are of one origin, or of the two origins of one site: `www.` alone differs. */
export function isOneOrigin(a: string | URL, b: string | URL): boolean {
  const { origin } = new URL(a);
  return origin === new URL(b).origin || origin === twinOrigin(b);
}
