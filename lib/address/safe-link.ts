import { isLoopback } from './hosts.ts';
import { SERIALIZED_ADDRESS } from './serialized-address-pattern.ts';

/**
 * Converts an address to one that is safe as a link: `https:`, or `http:` on loopback. Changes other `http:` addresses
 * to `https:`. Such addresses come from records of old source articles, and the sites of these articles now usually use
 * `https:`.
 *
 * @param address absolute or relative address, as the publication wrote it
 * @param base address of the document that contains a relative address
 * @returns the absolute address without credentials; `undefined` for other schemes, for values that are not an address,
 *   and for texts of more than 4,096 UTF-16 code units
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
