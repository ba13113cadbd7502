import { urlKey } from '../../address/url-keys.ts';

/** Returns the same key for all addresses of a page (`urlKey`), or the text itself if it is not a page address. */
export function pageKey(url: string): string {
  return urlKey(url) ?? url;
}
