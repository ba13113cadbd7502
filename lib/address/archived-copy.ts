import { shareableAddress } from './shareable-address.ts';
import { parseHttp, unwrapPage } from './wrappers.ts';

/** Prefix of the address of the newest archived copy of a page: https://archive.org/help/wayback_api.php */
const ARCHIVE = 'https://web.archive.org/web/';

/**
 * Returns the address of an archived copy of a page. The extension does not check whether a copy exists, because the
 * request would tell the archive what the reader reads.
 *
 * @returns `undefined` if `address` is not an `http:` or `https:` address, or is too long
 */
export function archivedCopy(address: string): string | undefined {
  const url = parseHttp(address);
  const shared = url ? shareableAddress(unwrapPage(url).href) : undefined;
  // Without this escape, the fragment would belong to the archive's address, and the route of a single-page site would
  // be lost.
  return shared && ARCHIVE + shared.replaceAll('#', '%23');
}
