import { foldHost } from '../address/hosts.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import type { Card } from '../index/card.ts';
import type { Lens, Publication } from '../index/manifest.ts';
import { CARDS_PER_BLOCK } from '../index/segment.ts';
import { db } from './database.ts';
import { lensOf, newestCards, newestCardsFirst, publicationOf, withoutSuperseded } from './index-queries.ts';
import { indexState } from './index-state.ts';
import { cardsAt, directoriesOf } from './segments.ts';

/**
 * Maximum number of cards that are read to find the cards of a site. Older analyses of the site may therefore be
 * missed.
 */
export const MAX_CARDS_READ = 8 * CARDS_PER_BLOCK;

/** A card with the names of its lens and publication. */
export interface NamedCard {
  readonly card: Card;
  /** Absent if the analysis has no lens. */
  readonly lens?: Lens;
  readonly publication: Publication;
}

/** The newest analyses. The analyses of one site's articles come first. */
export interface NewestForSite {
  readonly analyses: readonly NamedCard[];
  /** Number of analyses, at the beginning of `analyses`, that are about articles of the site. */
  readonly ofSite: number;
}

/**
 * Returns the newest analyses for the reader of a site: first the analyses of the site's own articles, then all other
 * analyses. Each group is sorted, newest first.
 *
 * @param limit maximum number of analyses
 * @param site folded host; without it, all analyses are in the second group
 */
export async function newestForSite(limit: number, site?: string): Promise<NewestForSite> {
  const index = await indexState();
  const own = site === undefined ? [] : await newestOfSite(limit, site);
  const ownIds = new Set(own.map(({ id }) => id));
  // Some of the newest analyses may be in `own`, so read more than needed.
  const others = own.length < limit ? await newestCards(limit + own.length) : [];
  const cards = [...own, ...others.filter(({ id }) => !ownIds.has(id))].slice(0, limit);
  const publication = publicationOf(index, PUBLICATION_ADDRESS);
  return {
    analyses: cards.map((card) => {
      const lens = lensOf(index, card);
      return { card, ...(lens ? { lens } : {}), publication };
    }),
    ofSite: own.length,
  };
}

/**
 * Returns the newest analyses whose source article is on a site. Reads only segments that have a source article on the
 * site.
 */
async function newestOfSite(limit: number, site: string): Promise<Card[]> {
  return db.transaction('r', db.state, db.directories, db.cardBlocks, async () => {
    const index = await indexState();
    const directories = await directoriesOf(index?.segments.map(({ sha256 }) => sha256) ?? []);
    const blocks = directories
      .filter(({ hosts }) => hosts.includes(site))
      .flatMap(({ sha256, count }) => blocksOf(count).map((positions) => ({ sha256, positions })))
      .slice(0, MAX_CARDS_READ / CARDS_PER_BLOCK);
    const found: Card[] = [];
    for (const { sha256, positions } of blocks) {
      if (found.length >= limit) break;
      const cards = await cardsAt(sha256, withoutSuperseded(index, sha256, positions));
      found.push(...cards.filter((card) => isOfSite(card, site)));
    }
    return newestCardsFirst(found).slice(0, limit);
  });
}

/** Returns the positions of a segment's cards, one list for each block. */
function blocksOf(count: number): number[][] {
  return Array.from({ length: Math.ceil(count / CARDS_PER_BLOCK) }, (_, block) => {
    const from = block * CARDS_PER_BLOCK;
    return Array.from({ length: Math.min(CARDS_PER_BLOCK, count - from) }, (_, n) => from + n);
  });
}

/** Whether the first source of a card, which is the original, is on a site. */
function isOfSite({ sources: [original] }: Card, site: string): boolean {
  return original !== undefined && foldHost(new URL(original.url).hostname) === site;
}
