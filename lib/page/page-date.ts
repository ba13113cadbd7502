import { dayIn } from '../address/article-path.ts';
import { ownArticle, wentOnInside } from './claims.ts';
import type { PageIdentity } from './page-identity.ts';

/** When a page was published, as it or its address says: milliseconds since the epoch. */
export function pageDate(identity: PageIdentity): number | undefined {
  // The head may still describe the page before this one.
  if (wentOnInside(identity)) return dayIn(identity.address);
  const told = Date.parse(ownArticle(identity)?.published ?? identity.published ?? '');
  return Number.isNaN(told) ? dayIn(identity.address) : told;
}
