import type { IndexState } from '../db/database.ts';
import { commitIndex, indexState, stagedSegments, stageSegments } from '../db/index-store.ts';
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
  await noteFoundPages(survey.pages, survey.isComplete, ({ item }) =>
    item ? readFeedItem(item, publication) : undefined,
  );
  const { crawlDelay } = survey.robots;
  await noteSite({ memory: survey.memory, ...(crawlDelay === undefined ? {} : { crawlDelay }) });
  const { changed, index } = await commitSite(publication, now);
  const [failed] = survey.failures;
  // A feed that failed is worth telling where the rest was had; the usual places that hold none are not.
  const failure = failed && survey.memory.feed === failed.address ? failureOf(failed.error, now) : undefined;
  return { changed, index, ...(failure ? { failure } : {}) };
}

/** Makes what was read of the site the index: the same segments that a companion index would have, packed here. */
export async function commitSite(
  publication: string,
  now: number,
): Promise<{ changed: boolean; index: IndexState }> {
  const current = await indexState();
  const { cards, lenses } = await siteCards();
  const staged = await stagedSegments();
  const segments = [];
  for (const { from, to, cards: ofMonth } of monthsOf(cards)) {
    const raw = { cards: ofMonth };
    const name = await sha256(new TextEncoder().encode(JSON.stringify(raw)));
    const packed = staged.has(name) ? undefined : packSegment(raw, publication, name);
    if (packed) await stageSegments([packed]);
    segments.push({ sha256: name, from, to });
  }
  const { memory, readPages = 'newest' } = (await siteState()) ?? {};
  const index = await commitIndex({
    origin: 'site',
    generated: new Date(now).toISOString(),
    publication: {
      name: memory?.name ?? new URL(publication).hostname,
      url: publication,
      ...(memory?.language === undefined ? {} : { language: memory.language }),
    },
    lenses,
    segments,
    // What is still to be read is late, not new.
    ...((await nextPage(readPages)) ? { incomplete: true } : {}),
  });
  return { changed: index.generation !== current?.generation, index };
}

export function paused(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
