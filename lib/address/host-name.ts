/**
 * Returns the host of an address for display: without `www.`, and without a default port. Internationalized names keep
 * their Punycode form. Returns an empty string if `address` is not an absolute address.
 */
export function hostName(address: string): string {
  return URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : '';
}
