import { urlKey } from '../address/url-keys.ts';
import { headlineWords } from './headline.ts';
import type { ArticleNode, PageIdentity } from './page-identity.ts';

/**
 * Returns the JSON-LD node that is about this page, not about a teaser on it; `undefined` if there is none. Recognizes
 * the node by its address or, if no address agrees, by its headline.
 *
 * @param own URL key of the page
 * @param canonical URL key of the page's canonical address
 */
export function ownArticleNode(
  identity: PageIdentity,
  own = urlKey(identity.address),
  canonical?: string,
): ArticleNode | undefined {
  const titles = identity.headlines.map((headline) => headlineWords(headline).join(' '));
  const byAddress = identity.articles.find((node) =>
    node.addresses.some((address) => {
      const key = urlKey(address);
      return key !== undefined && (key === own || key === canonical);
    }),
  );
  if (byAddress) return byAddress;
  return identity.articles.find((node) => {
    const words = headlineWords(node.headline ?? '').join(' ');
    return (
      words !== '' &&
      titles.some((title) => title === words || (words.length > 30 && title.startsWith(words)))
    );
  });
}
