import { isLoopback } from './hosts.ts';
import { SERIALIZED_ADDRESS } from './serialized-address-pattern.ts';

/**
 * Makes an address fit to show as a link: `https:` everywhere, `http:` on loopback only. Elsewhere `http:` becomes
 * `https:`, because old source articles are recorded with `http:` and their sites now use `https:`.
 *
 * @param address absolute or relative address, as the publication wrote it
 * @param base address of the document that contains a relative address
 * @returns the absolute address without credentials; `undefined` for other schemes, for values that are not an address,
 * and for texts over 4,096 characters
 */
export function safeLink(address: unknown, base?: string): string | undefined {
  if (typeof address !== 'string' || address.length > 4096) return undefined;
  if (SERIALIZED_ADDRESS.test(address)) return address;
  let url: URL;
  try {
    url = new URL(address.trim() || 'about:blank', base);
  } catch {
    return undefined;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) url.protocol = 'https:';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  url.username = '';
  url.password = '';
  return url.href;
}

/**
 * The host of an address for display: without `www.`, with a port unless it is the default one. Internationalized names
 * keep the Punycode form of the URL standard. Empty if `address` is not an absolute address.
 */
export function hostName(address: string): string {
  return URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : '';
}
