import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { indexState, syncState } from '../../../lib/db/index-state.ts';
import type { Card } from '../../../lib/index/card.ts';
import { saveAnalysis, savedAnalysis } from '../../../lib/library/saved-analyses.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { textOnDevice } from '../../../lib/sync/texts.ts';
import { analyses } from '../../sample/content.ts';
import { allCards, freshSite, HOUR, leaveSite, PAGES, syncWhole } from './fresh-site.ts';
import type { Publication } from './publication.ts';

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});

afterEach(leaveSite);

describe('a publication without companion index', () => {
  it('has the same cards, and texts with the same headings, as with a companion index', async () => {
    publication.publish({});
    await sync(publication.get);
    const cards = (await allCards()).map(({ document: _, ...card }) => card);
    const texts = await Promise.all(cards.map((card) => textOnDevice(card)));
    expect(cards).toHaveLength(PAGES);

    await Promise.all(db.tables.map((table) => table.clear()));
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    expect(await allCards()).toEqual(cards);
    expect((await indexState())?.lenses.map(({ id, name }) => [id, name])).toHaveLength(8);
    // In both forms, the texts of the two newest months are kept on the device.
    const fromSite = await Promise.all(cards.map((card) => textOnDevice(card)));
    expect(fromSite.map((text) => text?.sections.map(({ heading }) => heading))).toEqual(
      texts.map((text) => text?.sections.map(({ heading }) => heading)),
    );
  });

  it('has the subscribe and issues addresses that its pages state, also in saved analyses', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    const about = {
      subscribe: 'https://noligarchy.us/subscribe',
      issues: 'https://noligarchy.us/issues',
    };
    expect((await indexState())?.publication).toMatchObject(about);
    const ferry = await cardById('ferry-talks-merrow-strait');
    await saveAnalysis(ferry as Card);
    expect((await savedAnalysis('ferry-talks-merrow-strait'))?.publication).toMatchObject(about);
  });

  it.each(['site', 'feed'] as const)('has an analysis without a lens, read as %s', async (form) => {
    publication.publish({ form, withoutLens: ['port-fee-holiday'] });
    await syncWhole(publication);
    const found = await cardById('port-fee-holiday');
    expect(found).toMatchObject({ id: 'port-fee-holiday' });
    expect(found).not.toHaveProperty('lens');
  });

  it('is recorded as a plain site, with the failure of its companion index', async () => {
    publication.publish({ form: 'site' });
    vi.setSystemTime('2026-07-10T12:00:00Z');
    await sync(publication.get);
    const { failure, fellBack, checkedAt } = await syncState();
    expect(failure).toBeUndefined();
    expect(fellBack).toMatchObject({
      reason: 'http',
      status: 404,
      file: '/.well-known/civic-lens/index.json',
    });
    expect(checkedAt).toBe(Date.parse('2026-07-10T12:00:00Z'));
  });

  it('has the analyses of its feed if the feed is its only list', async () => {
    publication.publish({ form: 'feed', newest: 5 });
    await syncWhole(publication);
    const newest = analyses.toSorted((a, b) => (a.published < b.published ? 1 : -1)).slice(0, 5);
    expect((await allCards()).map(({ id }) => id)).toEqual(newest.map(({ id }) => id).sort());
    // The feed contains complete texts with links to the source articles, so no page is requested.
    expect(publication.asked.filter((path) => path.startsWith('/analysis/'))).toEqual([]);
  });

  it('gets only three requests if nothing has changed', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    const generation = (await indexState())?.generation;
    publication.asked.splice(0);
    await syncWhole(publication);
    expect(publication.asked).toEqual(['/.well-known/civic-lens/index.json', '/robots.txt', '/feed.xml']);
    expect((await indexState())?.generation).toBe(generation);
  });

  it('loses withdrawn analyses once its sitemap has been read to the end again', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    publication.publish({ form: 'site', withdrawn: ['water-meter-bylaw'] });
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * 3_600_000);
    await syncWhole(publication);
    vi.restoreAllMocks();
    expect(await cardById('water-meter-bylaw')).toBeUndefined();
    expect((await indexState())?.cardCount).toBe(PAGES - 1);
  });

  it('keeps the analyses of unchanged sitemaps, and gets only conditional requests', async () => {
    publication.publish({ form: 'site' });
    await syncWhole(publication);
    const before = await allCards();
    const answers: string[] = [];
    publication.damage = (path, response) => {
      // Pages without an analysis are fetched again a day later.
      if (!path.startsWith('/lens/')) answers.push(`${path} ${response.status}`);
      return response;
    };
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 25 * HOUR);
    await syncWhole(publication);
    vi.restoreAllMocks();
    expect(answers).toEqual([
      '/.well-known/civic-lens/index.json 404',
      '/robots.txt 304',
      '/feed.xml 304',
      '/sitemap.xml 304',
      '/sitemap-1.xml 304',
      '/sitemap-2.xml.gz 304',
    ]);
    expect(await allCards()).toEqual(before);
    expect((await indexState())?.incomplete).toBeUndefined();
  });
});
