import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import { siteProgress } from '../../../lib/db/site-pages-due.ts';
import type * as FeedModule from '../../../lib/publication/feed/feed.ts';
import type * as ReadAnalysisModule from '../../../lib/publication/site/read-analysis.ts';
import type * as SitemapModule from '../../../lib/publication/site/sitemap.ts';
import { analyses } from '../../sample/content.ts';
import { freshSite, leaveSite, syncWhole } from './fresh-site.ts';
import type { Publication } from './publication.ts';

/**
 * Tests a programming error in the parser of one file of a plain site. The extension reports the error and reads all
 * other files.
 */

type Parser = 'feed' | 'feed item' | 'sitemap' | 'page';
let broken: Parser | undefined;

function fail(parser: Parser): void {
  if (broken === parser) throw new TypeError(`a mistake in the parser of a ${parser}`);
}

vi.mock('../../../lib/publication/feed/feed.ts', async (original) => {
  const module = await original<typeof FeedModule>();
  const readFeed: typeof module.readFeed = (...args) => {
    fail('feed');
    return module.readFeed(...args);
  };
  return { ...module, readFeed };
});
vi.mock('../../../lib/publication/site/sitemap.ts', async (original) => {
  const module = await original<typeof SitemapModule>();
  const readSitemap: typeof module.readSitemap = (...args) => {
    fail('sitemap');
    return module.readSitemap(...args);
  };
  return { ...module, readSitemap };
});
const BAD_PAGE = '/analysis/water-meter-bylaw';
vi.mock('../../../lib/publication/site/read-analysis.ts', async (original) => {
  const module = await original<typeof ReadAnalysisModule>();
  const readAnalysisFile: typeof module.readAnalysisFile = (file, ...args) => {
    if (new URL(file.url).pathname === BAD_PAGE) fail('page');
    return module.readAnalysisFile(file, ...args);
  };
  const readFeedItem: typeof module.readFeedItem = (...args) => {
    fail('feed item');
    return module.readFeedItem(...args);
  };
  return { ...module, readAnalysisFile, readFeedItem };
});

let publication: Publication;
const told = vi.spyOn(console, 'error');

beforeEach(async () => {
  publication = await freshSite();
  publication.publish({ form: 'site' });
  told.mockReset();
});
afterEach(() => {
  broken = undefined;
  leaveSite();
});

const mistakes = (): string[] => told.mock.calls.map(([, error]) => String((error as Error)?.message));

describe('a bug in a parser', () => {
  it('of a page skips that page, and all other pages are read', async () => {
    broken = 'page';
    publication.publish({ form: 'site', newest: 0 });
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(analyses.length - 1);
    expect((await siteProgress('steady'))?.failed).toEqual({
      count: 1,
      pages: [{ path: BAD_PAGE, failure: { reason: 'unexpected' } }],
    });
    expect(publication.asked.filter((path) => path === BAD_PAGE)).toHaveLength(1);
    expect(mistakes()).toEqual(['a mistake in the parser of a page']);
  });

  it.each(['feed', 'sitemap'] as const)(
    'of a %s skips that file, and the other files are read',
    async (parser) => {
      broken = parser;
      await syncWhole(publication);
      const expected = parser === 'feed' ? analyses.length : 10;
      expect((await indexState())?.cardCount).toBe(expected);
      expect(new Set(mistakes())).toEqual(new Set([`a mistake in the parser of a ${parser}`]));
      expect((await syncState()).failure).toBeUndefined();
    },
  );

  it('of a feed item makes the background read the analysis from its page', async () => {
    broken = 'feed item';
    await syncWhole(publication);
    expect((await indexState())?.cardCount).toBe(analyses.length);
    expect(new Set(mistakes())).toEqual(new Set(['a mistake in the parser of a feed item']));
  });
});
