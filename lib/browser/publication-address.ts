import { twinHost } from '../address/www-twin.ts';

/** Address of the publication's home page; ends in "/". `WXT_PUBLICATION_URL` sets another address at build time. */
export const PUBLICATION_ADDRESS: string = import.meta.env?.WXT_PUBLICATION_URL || 'https://noligarchy.us/';

/** The only origin that the extension contacts, apart from its twin: the same host with or without `www.`. */
export const PUBLICATION_ORIGIN: string = new URL(PUBLICATION_ADDRESS).origin;

/**
 * Host patterns of the publication and its twin. They contain no port: Firefox never matches a pattern with a port
 * (https://developer.mozilla.org/en-US/docs/Mozilla/Add-ons/WebExtensions/Match_patterns).
 */
export function hostPatterns(publication: string): string[] {
  const { protocol, hostname } = new URL(publication);
  return [hostname, twinHost(hostname)].flatMap((host) => (host ? [`${protocol}//${host}/*`] : []));
}
