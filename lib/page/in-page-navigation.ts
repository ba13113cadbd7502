import { urlKey } from '../address/url-keys.ts';
import type { PageIdentity } from './page-identity.ts';

/** Whether the reader came to this article without loading a page. If so, only the address bar can be trusted. */
export function isInPageNavigation(identity: Pick<PageIdentity, 'address' | 'loadedAs'>): boolean {
  return urlKey(identity.address) !== urlKey(identity.loadedAs);
}
