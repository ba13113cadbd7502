import type { ArticleNode, Claim, PageIdentity } from '../../../lib/page/page-identity.ts';

export const STORY = 'https://outlet.example/2026/story';

/** Returns the identity of a page at `STORY`. `fields` replace the defaults. */
export function page(fields: Partial<PageIdentity> = {}): PageIdentity {
  const address = fields.address ?? STORY;
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false, ...fields };
}

export const claim = (by: Claim['by'], address: string): Claim => ({ by, address });

export const node = (headline?: string, ...addresses: string[]): ArticleNode => ({ addresses, headline });
