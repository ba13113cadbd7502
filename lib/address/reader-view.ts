import { decodePercent } from './decode-percent.ts';

/**
 * Addresses under which browsers show a page in another form, and which hold the page's own: Firefox's reader view,
 * Chromium's simplified pages, older reading views, and source code. No extension may read what they show.
 */
const FORMS: readonly RegExp[] = [
  /^about:reader\?(?:[^#]*&)?url=(?<parameter>[^&#]+)/i,
  /^(?:chrome-distiller|read|reader|dom-distiller):\/{2}[^?]*\?(?:[^#]*&)?(?:url|entry_url|original_url)=(?<parameter>[^&#]+)/i,
  /^(?:read|reader|view-source|x-read):(?<address>https?:\/\/.+)$/i,
];

/**
 * The address of the page that a tab really shows.
 *
 * @param address what the browser says of the tab
 * @returns the page's own address for a reader view, else the address as it is
 */
export function shownAddress(address: string): string {
  for (const form of FORMS) {
    const { parameter, address: whole } = form.exec(address)?.groups ?? {};
    const inner = whole ?? decodePercent(parameter ?? '') ?? '';
    if (/^https?:\/\//i.test(inner)) return inner;
  }
  return address;
}
