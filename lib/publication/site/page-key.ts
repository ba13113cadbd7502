import { urlKey } from '../../address/url-keys.ts';

/** One address of several that lead to the same page. What cannot be an address of a page stands for itself. */
export function pageKey(url: string): string {
  return urlKey(url) ?? url;
}
