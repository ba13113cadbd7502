import { decodePercent } from './decode-percent.ts';

/**
 * Patterns of the addresses under which browsers show another form of a page: Firefox's reader view, Chromium's
 * simplified pages (`chrome-distiller:`), the reading views of older browsers (`read:`), and the source of a page. Such
 * an address contains the address of the original page. Extensions cannot read pages in these forms; for Firefox's
 * reader view, see https://bugzilla.mozilla.org/show_bug.cgi?id=1371786.
 */
const FORMS: readonly RegExp[] = [
  /^about:reader\?(?:[^#]*&)?url=(?<parameter>[^&#]+)/i,
  /^(?:(?:chrome|dom)-distiller|read(?:er)?):\/{2}[^?]*\?(?:[^#]*&)?(?:entry_|original_)?url=(?<parameter>[^&#]+)/i,
  /^(?:read|reader|view-source|x-read):(?<address>https?:\/\/.+)$/i,
];

/**
 * Returns the address of the page that a tab shows.
 *
 * @param address address that the browser reports for the tab
 * @returns the address of the original page if the tab shows a page in one of the `FORMS`, otherwise `address`
 */
export function addressBehindReaderView(address: string): string {
  for (const form of FORMS) {
    const { parameter, address: whole } = form.exec(address)?.groups ?? {};
    const inner = whole ?? decodePercent(parameter ?? '') ?? '';
    if (/^https?:\/\//i.test(inner)) return inner;
  }
  return address;
}
