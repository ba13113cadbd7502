import { decodePercent } from './decode-percent.ts';

/**
 * Addresses under which browsers show a page in another form, and which contain the address of that page: Firefox's
 * reader view, Chromium's simplified pages, older reading views, and the source of a page. Extensions cannot read these
 * pages.
 */
const FORMS: readonly RegExp[] = [
  /^about:reader\?(?:[^#]*&)?url=(?<parameter>[^&#]+)/i,
  /^(?:(?:chrome|dom)-distiller|read(?:er)?):\/{2}[^?]*\?(?:[^#]*&)?(?:entry_|original_)?url=(?<parameter>[^&#]+)/i,
  /^(?:read|reader|view-source|x-read):(?<address>https?:\/\/.+)$/i,
];

/**
 * The address of the page that a tab really shows.
 *
 * @param address address that the browser reports for the tab
 * @returns the address of the original page if the tab shows a reader view, else `address`
 */
export function shownAddress(address: string): string {
  for (const form of FORMS) {
    const { parameter, address: whole } = form.exec(address)?.groups ?? {};
    const inner = whole ?? decodePercent(parameter ?? '') ?? '';
    if (/^https?:\/\//i.test(inner)) return inner;
  }
  return address;
}
