import { isLoopback } from './hosts.ts';

/**
 * Returns the other host name of a site: adds `www.` if `host` lacks it, and removes it if `host` has it. Sites often
 * answer under one of these two names and redirect from the other.
 *
 * @param host host name, as in `URL.hostname`
 * @returns `undefined` for an IP address and for a name of one label
 */
export function twinHost(host: string): string | undefined {
  const bare = host.replace(/^www\./, '');
  if (!bare.includes('.') || (isLoopback(bare) && !bare.endsWith('.localhost'))) return undefined;
  if (/^[\d.]+$/.test(bare)) return undefined;
  return host === bare ? `www.${host}` : bare;
}

/**
 * Returns the origin with the other host name of a site.
 *
 * @returns `undefined` if the host has no twin
 * @throws TypeError if `address` is not an absolute address
 */
export function twinOrigin(address: string | URL): string | undefined {
  const url = new URL(address);
  const host = twinHost(url.hostname);
  if (host === undefined) return undefined;
  url.hostname = host;
  return url.origin;
}

/** Whether two addresses have the same origin, or origins that differ only by `www.`. */
export function isSameOriginOrTwin(a: string | URL, b: string | URL): boolean {
  const { origin } = new URL(a);
  return origin === new URL(b).origin || origin === twinOrigin(b);
}
