import { shareableAddress } from './shareable-address.ts';
import { parseHttp, unwrapPage } from './wrappers.ts';

/** The newest copy of a page: https://archive.org/help/wayback_api.php */
const ARCHIVE = 'https://web.archive.org/web/';

/**
 * The address of an archived copy of a page. Nobody knows whether there is one: asking the archive would tell it what
 * the reader reads.
 *
 * @returns `undefined` if `address` is not an `http:` or `https:` address, or is too long
 */
export function archivedCopy(address: string): string | undefined {
  const url = parseHttp(address);
  const shared = url ? shareableAddress(unwrapPage(url).href) : undefined;
  // Without the escape, the fragment would belong to the archive's own address, and the route of a single-page site
  // would be lost.
  return shared && ARCHIVE + shared.replaceAll('#', '%23');
}
