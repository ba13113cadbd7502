import { twinHost } from '../address/twin-host.ts';

/** Address of the publication, ending in "/". `WXT_PUBLICATION_URL` at build names another one. */
export const PUBLICATION: string = import.meta.env?.WXT_PUBLICATION_URL || 'https://noligarchy.us/';

/** The only origin that the extension ever contacts, with its `www.` or apex twin. */
export const PUBLICATION_ORIGIN: string = new URL(PUBLICATION).origin;

/** Host patterns of the publication and of its twin. Patterns carry no port: Firefox would never match one. */
export function hostPatterns(publication: string): string[] {
  const { protocol, hostname } = new URL(publication);
  return [hostname, twinHost(hostname)].flatMap((host) => (host ? [`${protocol}//${host}/*`] : []));
}
