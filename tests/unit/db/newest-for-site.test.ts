import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { MAX_CARDS_READ, newestForSite } from '../../../lib/db/newest-for-site.ts';
import { CARDS_PER_BLOCK } from '../../../lib/index/segment.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { card, PUBLICATION, serve } from '../sync/served-index.ts';

/** Tests the list of the newest analyses, which begins with the analyses of one site's articles. */

const NOW = Date.UTC(2026, 6, 3);

const on = (host: string, id: string, published: string, change: object = {}): object =>
  card(id, { published, sources: [`https://${host}/${id}`], ...change });

const JULY = {
  month: '2026-07',
  cards: [
    on('courier.example', 'ports', '2026-07-03'),
    on('ledger.example', 'ferry', '2026-07-02'),
    on('www.herald.example', 'app', '2026-07-01'),
  ],
};
const JUNE = {
  month: '2026-06',
  cards: [
    on('m.herald.example', 'lane', '2026-06-24'),
    on('courier.example', 'grain', '2026-06-20', {
      sources: ['https://courier.example/grain', 'https://herald.example/grain'],
    }),
    on('herald.example', 'meter', '2026-06-12'),
  ],
};

async function receive(...months: Parameters<typeof serve>[0]): Promise<void> {
  await syncCompanionIndex(PUBLICATION, NOW, serve(months).get);
}

const listed = async (...args: Parameters<typeof newestForSite>): Promise<[ids: string, ofSite: number]> => {
  const { analyses, ofSite } = await newestForSite(...args);
  return [analyses.map(({ card: { id } }) => id).join(' '), ofSite];
};

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
});

describe('the newest analyses for a site', () => {
  it.each<[what: string, limit: number, site: string | undefined, ids: string, ofSite: number]>([
    ['begin with those of its articles', 4, 'herald.example', 'app lane meter ports', 3],
    [
      'continue with the newest other analyses, without duplicates',
      9,
      'herald.example',
      'app lane meter ports ferry grain',
      3,
    ],
    ['include that of an article that another site republished', 2, 'courier.example', 'ports grain', 2],
    ['are only those of its articles if there are enough', 2, 'herald.example', 'app lane', 2],
    ['are the newest of all if its articles have none', 3, 'gazette.example', 'ports ferry app', 0],
    ['are the newest of all if no site is given', 3, undefined, 'ports ferry app', 0],
    ['do not begin with those of a host with the same ending', 3, 'rald.example', 'ports ferry app', 0],
  ])('%s', async (_, limit, site, ids, ofSite) => {
    await receive(JULY, JUNE);
    expect(await listed(limit, site)).toEqual([ids, ofSite]);
  });

  it('are none without an index', async () => {
    expect(await listed(3, 'herald.example')).toEqual(['', 0]);
  });

  it('come with the names of their lens and publication', async () => {
    await receive(JULY, JUNE);
    expect((await newestForSite(1)).analyses).toMatchObject([
      {
        card: { id: 'ports' },
        lens: { id: 'rulebook', name: 'The Rulebook' },
        publication: { url: PUBLICATION },
      },
    ]);
  });

  it('do not include a card that a later card replaces', async () => {
    const moved = on('ledger.example', 'app', '2026-07-01', { updated: '2026-07-02' });
    await receive(
      { ...JULY, cards: [...JULY.cards.slice(0, 2), moved] },
      {
        ...JUNE,
        cards: [...JUNE.cards, on('herald.example', 'app', '2026-06-11')],
      },
    );
    expect(await listed(3, 'herald.example')).toEqual(['lane meter ports', 2]);
  });

  it.each<[what: string, newer: number, ids: string]>([
    ['do not include an older card if `MAX_CARDS_READ` cards are newer', MAX_CARDS_READ, '2026-07-0'],
    [
      'include a card if fewer cards are newer, not counting months without the site',
      MAX_CARDS_READ - 1,
      'last',
    ],
  ])('%s', async (_, newer, ids) => {
    const many = (month: string, number: number, ...more: object[]): { month: string; cards: object[] } => ({
      month,
      cards: [
        ...Array.from({ length: number }, (_, n) => on('courier.example', `${month}-${n}`, `${month}-28`)),
        ...more,
      ],
    });
    const last = on('herald.example', 'last', '2026-05-01');
    await receive(many('2026-07', 300), many('2026-05', newer, last));
    const read = vi.spyOn(db.cardBlocks, 'bulkGet');
    expect((await listed(1, 'herald.example'))[0]).toBe(ids);
    const blocks = read.mock.calls.flatMap(([keys]) => keys as string[]);
    expect(blocks.length).toBeLessThanOrEqual(MAX_CARDS_READ / CARDS_PER_BLOCK + 1);
  });
});
