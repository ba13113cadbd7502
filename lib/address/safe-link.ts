import { isLoopback } from './hosts.ts';
import { PLAIN_ADDRESS } from './plain-address.ts';

/**
 * An address that may be shown as a link: `https:` everywhere, `http:` on loopback. Elsewhere `http:` is raised to
 * `https:`, since old sources are recorded with it and their sites have moved.
 *
 * @param address absolute or relative address, as the publication wrote it
 * @param base what a relative address stands in
 * @returns the absolute address, without credentials; `undefined` for every other scheme and for what is no address
 */
export function safeLink(address: unknown, base?: string): string | undefined {
  if (typeof address !== 'string' || address.length > 4096) return undefined;
  if (PLAIN_ADDRESS.test(address)) return address;
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
 * The host of an address as a reader knows it: without `www.`, internationalized names left as the URL standard
 * writes them.
 */
export function hostName(address: string): string {
  return URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : '';
}
