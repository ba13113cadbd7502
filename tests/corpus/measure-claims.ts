import { urlKey } from '../../lib/address/url-keys.ts';
import { type HeadlineAgreement, headlineAgreement } from '../../lib/page/headline.ts';
import { pageKeys } from '../../lib/page/page-keys.ts';
import { type ReadPage, type Share, share } from './measure.ts';

export interface PageFigures {
  /** Article pages. A page is good if its keys include the keys of all addresses of the article. */
  readonly identities: Share;
  /** Addresses of articles. An address is good if its key is among the keys of the page. */
  readonly claims: Share;
  /** Number of wrong claims of article pages, and the claims among them that became keys. */
  readonly badClaims: { readonly of: number; readonly accepted: readonly string[] };
}

export function measurePages(pages: readonly ReadPage[]): PageFigures {
  const keysOf = (page: ReadPage): Set<string> => new Set(pageKeys(page.identity).map(({ key }) => key));
  const articles = pages.filter(({ record }) => record.isArticle);
  const wanted = articles.map((page) => {
    const keys = keysOf(page);
    const rights = [...new Set(page.record.identity.map((address) => urlKey(address)))];
    return { page, rights, lost: rights.filter((key) => key === undefined || !keys.has(key)) };
  });
  const claims = wanted.flatMap(({ page, rights, lost }) =>
    rights.map((key) => ({ page, key, found: !lost.includes(key) })),
  );
  const bad = articles.flatMap((page) =>
    page.record.badClaims.map((claim) => ({ page, claim, keys: keysOf(page) })),
  );
  return {
    identities: share(
      wanted,
      ({ lost }) => lost.length === 0,
      ({ page, lost }) => `${page.address} lacks ${lost.join(' ')}`,
    ),
    claims: share(
      claims,
      ({ found }) => found,
      ({ page, key }) => `${page.address} lacks ${key}`,
    ),
    badClaims: {
      of: bad.length,
      accepted: bad
        .filter(({ page, claim, keys }) => {
          const key = urlKey(absolute(claim.value, page.address));
          return key !== undefined && keys.has(key) && !page.record.identity.some((id) => urlKey(id) === key);
        })
        .map(({ page, claim }) => `${page.address} accepts ${claim.value}`),
    },
  };
}

/**
 * Gives article pages a canonical link with the path of another article on the same host. A page is good if its keys do
 * not include this address.
 */
export function measureForeignClaims(pages: readonly ReadPage[]): Share {
  const articles = pages.filter(({ record }) => record.isArticle);
  const claims = articles.flatMap((page, n) =>
    [1, 7, 31].map((step) => {
      const canonical = new URL((articles[(n + step) % articles.length] ?? page).address);
      canonical.host = new URL(page.address).host;
      return { page, address: canonical.href };
    }),
  );
  return share(
    claims,
    ({ page, address }) => {
      const identity = { ...page.identity, claims: [{ by: 'canonical' as const, address }] };
      return pageKeys(identity).every(({ by }) => by !== 'canonical');
    },
    ({ page, address }) => `${page.address} accepts ${address}`,
  );
}

export interface ContradictionFigures {
  /** Article pages with their own headline. A page is good if the headline is not judged to be of another story. */
  readonly own: Share;
  /**
   * Article pages with sufficiently long headlines of other pages. A page is good if the headline is judged to be of
   * another story.
   */
  readonly others: Share;
}

/** Measures how well pages with another story are distinguished from pages whose headline was only edited. */
export function measureContradictions(pages: readonly ReadPage[]): ContradictionFigures {
  const recorded = pages.filter(({ record }) => record.isArticle && record.headline);
  const pairs = recorded.flatMap((page, n) =>
    [1, 5, 11].map((step) => ({
      page,
      headline: recorded[(n + step) % recorded.length]?.record.headline ?? '',
    })),
  );
  const agreement = ({ page, headline }: (typeof pairs)[number]): HeadlineAgreement =>
    headlineAgreement(page.identity.headlines, headline);
  const name = ({ page, headline }: (typeof pairs)[number]): string =>
    `${page.address} · ${headline} · ${page.identity.headlines.join(' · ')}`;
  return {
    own: share(
      recorded.map((page) => ({ page, headline: page.record.headline ?? '' })),
      (pair) => agreement(pair) !== 'different',
      name,
    ),
    others: share(
      pairs.filter((pair) => agreement(pair) !== 'unknown'),
      (pair) => agreement(pair) === 'different',
      name,
    ),
  };
}

function absolute(address: string, base: string): string {
  return URL.canParse(address, base) ? new URL(address, base).href : address;
}
