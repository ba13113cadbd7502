import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { commitIndex } from '../../../lib/db/index-commit.ts';
import {
  cardById,
  lookUpCards,
  newestCards,
  newestPage,
  oldestDay,
  outletHosts,
} from '../../../lib/db/index-queries.ts';
import { indexState, readCommitBasis, StaleCommit } from '../../../lib/db/index-state.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { card, PUBLICATION, type Served, serve } from './served-index.ts';

const NOW = Date.UTC(2026, 6, 3);
const JULY = {
  month: '2026-07',
  cards: [card('ferry'), card('ports', { published: '2026-07-01', lens: 'money' })],
};
const JUNE = { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] };

const sync = (served: Served): ReturnType<typeof syncCompanionIndex> =>
  syncCompanionIndex(PUBLICATION, NOW, served.get);
const idsOf = async (key: `u:${string}`): Promise<string[]> => (await lookUpCards([key])).map(({ id }) => id);

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
});

it('a commit is refused if the index has changed since its basis was read, even if it adds no segment', async () => {
  const served = serve([JUNE]);
  const { index } = await sync(served);
  const basis = await readCommitBasis();
  served.publish([JULY, JUNE]);
  await sync(served);
  await expect(commitIndex(index, NOW, basis)).rejects.toBeInstanceOf(StaleCommit);
  expect((await newestCards(9)).map(({ id }) => id)).toEqual(['ferry', 'ports', 'meter']);
});

describe('the first sync', () => {
  it('stores every card, and each card is found by the key of its source', async () => {
    const { changed, index } = await sync(serve([JULY, JUNE]));
    expect(changed).toBe(true);
    expect(index.cardCount).toBe(3);
    expect(await idsOf('u:outlet.example/ferry')).toEqual(['ferry']);
    expect(await idsOf('u:outlet.example/meter')).toEqual(['meter']);
    expect(await idsOf('u:outlet.example/other')).toEqual([]);
    expect(await outletHosts()).toEqual(['outlet.example']);
  });

  it('resolves each address against the address of its file', async () => {
    await sync(serve([JULY]));
    expect((await cardById('ferry'))?.url).toBe('https://noligarchy.us/analysis/ferry');
    expect((await indexState())?.lenses[0]?.url).toBe('https://noligarchy.us/lens/rulebook');
  });

  it('lets a query list the analyses of a lens, the newest first', async () => {
    await sync(serve([JULY, JUNE]));
    expect((await newestCards(5, { kind: 'lens', id: 'rulebook' })).map(({ id }) => id)).toEqual([
      'ferry',
      'meter',
    ]);
    expect((await newestCards(1, { kind: 'lens', id: 'rulebook' })).map(({ id }) => id)).toEqual(['ferry']);
    expect(await newestCards(5, { kind: 'lens', id: 'nothing' })).toEqual([]);
  });

  it.each<[months: readonly (typeof JULY)[], day: string | undefined]>([
    [[JULY, JUNE], '2026-06-12'],
    [[JUNE, JULY], '2026-06-12'],
    [[JULY, { ...JUNE, cards: [] }, { month: '2026-05', cards: [] }], '2026-07-01'],
  ])('lets a query return the day of the oldest analysis (case %#)', async (months, day) => {
    await sync(serve(months));
    expect(await oldestDay()).toBe(day);
  });

  it('lets a query list all cards or those of a filter, without duplicates, and learn if more follow', async () => {
    const months = ['2026-07', '2026-06', '2026-05'].map((month) => ({
      month,
      cards: Array.from({ length: 200 }, (_, n) =>
        card(`${month}-${n}`, {
          published: `${month}-${String(28 - (n % 28)).padStart(2, '0')}`,
          lens: n % 3 === 0 ? 'money' : 'rulebook',
          outlet: n % 50 === 0 ? 'Harbour Courier' : 'Northern Ledger',
          topics: n % 7 === 0 ? ['Ports', 'law'] : ['law'],
        }),
      ),
    }));
    await sync(serve(months));
    for (const [filter, all] of [
      [undefined, 600],
      [{ kind: 'lens', id: 'money' }, 201],
      [{ kind: 'topic', id: 'ports' }, 87],
      [{ kind: 'outlet', id: 'harbour courier' }, 12],
      [{ kind: 'topic', id: 'sport' }, 0],
    ] as const) {
      const whole = await newestCards(1000, filter);
      const ids = whole.map(({ id }) => id);
      const days = whole.map(({ published }) => published);
      expect(new Set(ids).size).toBe(all);
      expect(ids).toHaveLength(all);
      expect(days).toEqual(days.toSorted().reverse());
      for (const most of [0, 1, 20, 40, all - 1, all]) {
        const { cards, hasMore } = await newestPage(Math.max(0, most), filter);
        expect(cards).toHaveLength(Math.min(Math.max(0, most), all));
        if (most > 0) expect(hasMore).toBe(most < all);
      }
    }
  });

  it('skips invalid cards, and records how many they are and why they are invalid', async () => {
    const { index } = await sync(
      serve([
        { month: '2026-07', cards: [card('ferry'), { id: 'x' }, card('late', { published: '2026-02-30' })] },
      ]),
    );
    expect(index.cardCount).toBe(1);
    expect(index.skipped).toEqual({
      count: 2,
      reasons: ['entry 2 has no address', 'entry 3 has no published date'],
    });
  });
});

describe('a later sync', () => {
  it('makes one conditional request if nothing has changed', async () => {
    const served = serve([JULY, JUNE]);
    await sync(served);
    served.asked.splice(0);
    const { changed } = await sync(served);
    expect(changed).toBe(false);
    expect(served.asked).toEqual(['index.json']);
  });

  it('fetches only the segments that changed', async () => {
    const served = serve([JULY, JUNE]);
    await sync(served);
    served.asked.splice(0);
    served.publish([{ ...JULY, cards: [...JULY.cards, card('bus')] }, JUNE]);
    const { changed, index } = await sync(served);
    expect(changed).toBe(true);
    expect(index.cardCount).toBe(4);
    expect(served.asked.filter((file) => file.startsWith('segments/'))).toHaveLength(1);
    expect(await idsOf('u:outlet.example/bus')).toEqual(['bus']);
  });

  it('deletes withdrawn analyses, also from the disk', async () => {
    const served = serve([JULY, JUNE]);
    await sync(served);
    served.publish([JULY]);
    await sync(served);
    expect(await idsOf('u:outlet.example/meter')).toEqual([]);
    expect(await db.directories.count()).toBe(1);
    expect(await db.cardBlocks.count()).toBe(1);
  });

  it('keeps the later card if two months have the same analysis', async () => {
    const old = card('ferry', { published: '2026-06-30', sources: ['https://outlet.example/old-address'] });
    const { index } = await sync(
      serve([
        { month: '2026-07', cards: [card('ferry', { updated: '2026-07-03' })] },
        { month: '2026-06', cards: [old] },
      ]),
    );
    expect(index.cardCount).toBe(1);
    expect((await cardById('ferry'))?.updated).toBe('2026-07-03');
    expect(await idsOf('u:outlet.example/old-address')).toEqual([]);
  });

  it('that ends during a lookup makes the lookup answer from the new index', async () => {
    await sync(serve([JULY, JUNE]));
    const read = db.cardBlocks.bulkGet.bind(db.cardBlocks);
    const reading = vi
      .spyOn(db.cardBlocks, 'bulkGet')
      .mockImplementationOnce(((keys: string[]) =>
        sync(serve([{ ...JULY, cards: [card('ferry', { headline: 'Renewed' })] }, JUNE])).then(() =>
          read(keys),
        )) as typeof db.cardBlocks.bulkGet);
    expect((await lookUpCards(['u:outlet.example/ferry'])).map(({ headline }) => headline)).toEqual([
      'Renewed',
    ]);
    expect(reading).toHaveBeenCalledTimes(2);
    reading.mockRestore();
  });

  it('is not needed to end a lookup: if a block of cards is missing, the lookup finds nothing', async () => {
    await sync(serve([JULY, JUNE]));
    await db.cardBlocks.clear();
    expect(await lookUpCards(['u:outlet.example/ferry'])).toEqual([]);
  });

  it('keeps the old index if the device has no room for the new segments', async () => {
    const served = serve([JULY]);
    await sync(served);
    const before = await indexState();
    served.publish([{ ...JULY, cards: [card('bus')] }]);
    const full = new DOMException('no room', 'QuotaExceededError');
    vi.spyOn(db.cardBlocks, 'bulkPut').mockRejectedValueOnce(full);
    await expect(sync(served)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(await indexState()).toEqual(before);
    expect(await idsOf('u:outlet.example/ferry')).toEqual(['ferry']);
  });

  it('uses the segments that a killed sync has staged', async () => {
    const served = serve([JULY, JUNE]);
    let calls = 0;
    const dying: typeof fetch = async (...request) => {
      if (++calls === 3) throw new Error('killed');
      return served.get(...request);
    };
    await syncCompanionIndex(PUBLICATION, NOW, dying);
    served.asked.splice(0);
    await sync(served);
    expect(served.asked.filter((file) => file.startsWith('segments/2026-07'))).toEqual([]);
    expect((await indexState())?.cardCount).toBe(3);
  });
});

describe('a manifest that cannot be used', () => {
  const answers: [string, () => Response | Promise<Response>, string][] = [
    ['the publication is down', () => Promise.reject(new TypeError('fetch failed')), 'unreachable'],
    ['an error page', () => new Response('<h1>Oops</h1>', { status: 500 }), 'http'],
    ['a page instead of JSON', () => new Response('<!doctype html>'), 'not-json'],
    ['truncated JSON', () => new Response('{"format":"civic-lens-ind'), 'not-json'],
    ['other JSON', () => new Response('{"hello":1}'), 'not-an-index'],
    ['a list', () => new Response('[]'), 'not-an-index'],
    ['a newer version', () => new Response('{"format":"civic-lens-index","version":2}'), 'unknown-version'],
    [
      'no publication',
      () => new Response('{"format":"civic-lens-index","version":1,"generated":"2026-07-02"}'),
      'incomplete',
    ],
    ['a manifest of 6 MB', () => new Response('x'.repeat(6_000_000)), 'too-large'],
    [
      'another origin after a redirect',
      () => {
        const response = new Response('{}');
        Object.defineProperty(response, 'url', { value: 'https://elsewhere.example/index.json' });
        return response;
      },
      'other-origin',
    ],
  ];

  it.each(answers)('leaves the old index unchanged: %s', async (_, answer, reason) => {
    const served = serve([JULY]);
    await sync(served);
    const before = await indexState();
    served.instead.set('index.json', answer);
    await expect(sync(served)).rejects.toMatchObject({ reason });
    expect(await indexState()).toEqual(before);
    expect(await idsOf('u:outlet.example/ferry')).toEqual(['ferry']);
  });

  it('is refused if it lists a file of another origin, and that file is not requested', async () => {
    const served = serve([JULY]);
    const segment = {
      url: 'https://elsewhere.example/a.json',
      bytes: 1,
      sha256: 'a'.repeat(64),
      from: '2026-07-01',
      to: '2026-07-31',
      count: 1,
    };
    served.publish([], { segments: [segment] });
    await expect(sync(served)).rejects.toMatchObject({ reason: 'other-origin' });
    expect(served.asked).toEqual(['index.json']);
  });
});

describe('a segment that cannot be used', () => {
  const answers: [string, () => Response | Promise<Response>, string][] = [
    ['unreachable', () => Promise.reject(new TypeError('fetch failed')), 'unreachable'],
    ['missing', () => new Response('', { status: 404 }), 'http'],
    ['with other content', () => new Response('{"cards":[]}'), 'wrong-hash'],
    ['longer than announced', () => new Response(`{"cards":[]}${' '.repeat(5000)}`), 'too-large'],
  ];

  it.each(answers)(
    '(%s) does not replace the old segment or prevent the renewal of others, and is fetched again later',
    async (_, answer, reason) => {
      const served = serve([JULY, JUNE]);
      await sync(served);
      served.publish([
        { ...JULY, cards: [card('bus')] },
        { ...JUNE, cards: [card('quarry', { published: '2026-06-20' })] },
      ]);
      const [changed] = (await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json())
        .segments;
      served.instead.set(changed.url, answer);
      const { failure } = await sync(served);
      expect(failure?.reason).toBe(reason);
      expect(await idsOf('u:outlet.example/ferry')).toEqual(['ferry']);
      expect(await idsOf('u:outlet.example/bus')).toEqual([]);
      expect(await idsOf('u:outlet.example/quarry')).toEqual(['quarry']);
      served.instead.clear();
      await sync(served);
      expect(await idsOf('u:outlet.example/bus')).toEqual(['bus']);
      expect(await idsOf('u:outlet.example/ferry')).toEqual([]);
    },
  );

  it('causes a failure, not an empty index, if it is the only segment of a first sync', async () => {
    const served = serve([JULY]);
    const [entry] = (await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json())
      .segments;
    served.instead.set(entry.url, () => new Response('', { status: 503 }));
    await expect(sync(served)).rejects.toMatchObject({ reason: 'http', status: 503 });
    expect(await indexState()).toBeUndefined();
  });
});
