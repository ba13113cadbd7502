import { shareableAddress } from '../address/shareable-address.ts';
import { isFrontPage, urlKey } from '../address/url-keys.ts';
import { parseHttp, unwrapLink } from '../address/wrappers.ts';
import { isSameOriginOrTwin } from '../address/www-twin.ts';
import { PUBLICATION_ADDRESS } from '../browser/publication-address.ts';
import { db } from '../db/database.ts';
import { lookUpCards } from '../db/index-queries.ts';
import type { PageToRemember, SavedElsewhere } from '../db/remembered-page-records.ts';
import { answersAbout } from '../db/remembered-pages.ts';
import type { Card } from '../index/card.ts';
import { sourceKeys } from '../index/card-keys.ts';
import { analysisKeys, matchKeys, newestById } from '../index/match.ts';
import type { FoundAnalysis } from './import-batch.ts';
import type { SavedAddress } from './read-file.ts';

/** The result of looking up addresses. */
export interface MatchedAddresses {
  readonly found: readonly FoundAnalysis[];
  /** The pages without an analysis. Leaves out front pages, and addresses that have no URL key or cannot be shared. */
  readonly without: readonly PageWithout[];
}

/** A page that another program had saved and that has no analysis. */
export interface PageWithout extends PageToRemember {
  readonly saved: SavedElsewhere;
}

/** Returns the saved analyses that have this URL key, or are about an article with this URL key. */
export type FindOwn = (key: string) => readonly Card[];

/**
 * Returns a function that finds saved analyses by their own addresses and by the addresses of their source articles.
 */
export async function ownAnalyses(): Promise<FindOwn> {
  const byKey = new Map<string, Card[]>();
  for (const { card } of await db.saved.toArray())
    for (const key of new Set([urlKey(card.url), ...sourceKeys(card)])) {
      if (key === undefined || isFrontPage(key)) continue;
      const known = byKey.get(key);
      if (known) known.push(card);
      else byKey.set(key, [card]);
    }
  return (key) => byKey.get(key) ?? [];
}

/**
 * Looks up addresses of source articles and of analyses, in the index and among the saved analyses. Sends no request.
 */
export async function matchAddresses(
  addresses: readonly SavedAddress[],
  own: FindOwn,
): Promise<MatchedAddresses> {
  const targets = addresses.flatMap((saved) => {
    const url = parseHttp(saved.address);
    const address = url ? unwrapLink(url).href : saved.address;
    const key = urlKey(address);
    return key === undefined ? [] : [{ saved, address, key }];
  });
  const ofPublication = targets.filter(({ address }) => isSameOriginOrTwin(address, PUBLICATION_ADDRESS));
  const [bySource, byAddress, others] = await Promise.all([
    matchKeys([...new Set(targets.map(({ key }) => key))], lookUpCards),
    analysesAt(ofPublication.map(({ address }) => address)),
    otherStories(targets.map(({ key }) => key)),
  ]);
  const found: FoundAnalysis[] = [];
  const without: PageWithout[] = [];
  for (const { saved: row, address, key } of targets) {
    const saved = savedElsewhere(row);
    const indexed = [...(bySource.get(key) ?? []), ...(byAddress.get(key) ?? [])];
    const cards = (indexed.length > 0 ? indexed : own(key)).filter(({ id }) => !others.has(`${key}\n${id}`));
    for (const card of cards) found.push({ card, ...saved });
    const shareable = shareableAddress(address);
    if (cards.length === 0 && shareable !== undefined && !isFrontPage(key))
      without.push({
        address: shareable,
        keys: [{ key, by: 'address', offSite: false }],
        headlines: [],
        saved,
      });
  }
  return { found, without };
}

function savedElsewhere({ savedAt, state, labels, note }: SavedElsewhere): SavedElsewhere {
  return {
    ...(savedAt === undefined ? {} : { savedAt }),
    ...(state ? { state } : {}),
    labels,
    ...(note ? { note } : {}),
  };
}

/** Returns the analyses whose pages have these addresses, by URL key. */
async function analysesAt(addresses: readonly string[]): Promise<Map<string, Card[]>> {
  const cards = newestById(await lookUpCards([...new Set(addresses.flatMap(analysisKeys))]));
  return Map.groupBy(cards, ({ url }) => urlKey(url) ?? '');
}

/** Returns the pairs `page\nanalysis` for which the reader answered *Different story*. */
async function otherStories(pages: readonly string[]): Promise<ReadonlySet<string>> {
  const answers = await answersAbout([...new Set(pages)]);
  return new Set(answers.flatMap(({ page, analysis, same }) => (same ? [] : [`${page}\n${analysis}`])));
}
