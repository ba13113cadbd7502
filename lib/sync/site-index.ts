import { db, type IndexState } from '../db/database.ts';
import {
  type Basis,
  basisOfCommit,
  checkBasis,
  commitIndex,
  type NextIndex,
  stagedSegments,
  stageSegments,
} from '../db/index-store.ts';
import { nextPage, noteFoundPages, noteSite, siteCards, siteState } from '../db/site-pages.ts';
import { packSegment } from '../index/segment.ts';
import { monthsOf } from '../site/months.ts';
import { readFeedItem } from '../site/read-analysis.ts';
import { surveySite } from '../site/survey.ts';
import type { IndexSync } from './companion-index.ts';
import { FetchFailure, failureOf, fetchFile, sha256 } from './fetch-file.ts';

/** Sitemaps change seldom and cost much: they are read this often (ms), the feed at every sync. */
const SITEMAPS_EVERY = 24 * 3_600_000;
/** Sitemaps read of an index of many: a year of a large publication. */
const MOST_SITEMAPS = 12;
/** Largest feed, sitemap or page (bytes); feeds of 5 MB exist. */
const LARGEST_SITE_FILE = 10_000_000;
/** Between two requests for sitemaps or pages (ms). */
export const PACE = 1000;

/**
 * Brings the index up to date from a publication that has no companion index: what its feed holds, and what was read of its pages.
 * Finds out which pages there are; `backFill` reads them.
 *
 * @throws {FetchFailure} where neither feed nor sitemap could be had; the old index then stays
 */
export async function syncSite(
  publication: string,
  now: number,
  get: typeof fetch = fetch,
  pace: () => Promise<void> = () => paused(PACE),
): Promise<IndexSync> {
  const basis = await basisOfCommit();
  const known = await siteState();
  const { origin } = new URL(publication);
  const survey = await surveySite(publication, {
    ...(known ? { memory: known.memory } : {}),
    getFile: (address, validators) =>
      fetchFile(address, { origin, most: LARGEST_SITE_FILE, get, ...validators }),
    pace,
    // Without a feed they are all that tells of new analyses.
    readSitemaps: !known?.memory.feed || now - (known.memory.sitemapsAt ?? 0) > SITEMAPS_EVERY,
    mostSitemaps: MOST_SITEMAPS,
    now,
  });
  if (!survey.isHeard) {
    throw survey.failures[0]?.error ?? new FetchFailure('not-an-index', survey.memory.feed ?? publication);
  }
  const { crawlDelay } = survey.robots;
  await db.transaction('rw', db.state, db.sitePages, db.siteTexts, async () => {
    await checkBasis(basis);
    await noteFoundPages(survey.pages, survey.isComplete, ({ item }) =>
      item ? readFeedItem(item, publication) : undefined,
    );
    await noteSite({ memory: survey.memory, ...(crawlDelay === undefined ? {} : { crawlDelay }) });
  });
  const { changed, index } = await commitSite(publication, now, basis);
  const [failed] = survey.failures;
  // A feed that failed is worth telling where the rest was had; the usual places that hold none are not.
  const failure = failed && survey.memory.feed === failed.address ? failureOf(failed.error, now) : undefined;
  return { changed, index, ...(failure ? { failure } : {}) };
}

/**
 * Makes what was read of the site the index: the same segments that a companion index would have, packed here. Runs
 * under the index lock.
 *
 * @param basis of the sync that it belongs to; the present state unless given
 * @throws {StaleCommit} where that no longer stands, or the publication is no longer read as a site
 */
export async function commitSite(
  publication: string,
  now: number,
  basis?: Basis,
): Promise<{ changed: boolean; index: IndexState }> {
  const on = basis ?? (await basisOfCommit());
  const { cards, lenses, about } = await siteCards();
  const staged = await stagedSegments();
  const segments = [];
  for (const { from, to, cards: ofMonth } of monthsOf(cards)) {
    const raw = { cards: ofMonth };
    const name = await sha256(new TextEncoder().encode(JSON.stringify(raw)));
    const packed = staged.has(name) ? undefined : packSegment(raw, publication, name);
    if (packed) await stageSegments([packed], on);
    segments.push({ sha256: name, from, to });
  }
  const { memory, readPages = 'newest' } = (await siteState()) ?? {};
  const next: NextIndex = {
    origin: 'site',
    generated: new Date(now).toISOString(),
    publication: {
      name: memory?.name ?? new URL(publication).hostname,
      url: publication,
      ...(memory?.language === undefined ? {} : { language: memory.language }),
      ...(about.subscribe ? { subscribe: about.subscribe } : {}),
      ...(about.issues ? { issues: about.issues } : {}),
    },
    lenses,
    segments,
    // What is still to be read is late, not new.
    ...((await nextPage(readPages)) ? { incomplete: true } : {}),
  };
  const index = await commitIndex(next, now, on);
  return { changed: index.generation !== on.generation, index };
}

export function paused(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
