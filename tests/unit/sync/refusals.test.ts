import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { commitIndex } from '../../../lib/db/index-commit.ts';
import { newestCards } from '../../../lib/db/index-queries.ts';
import { indexState, readCommitBasis, syncState } from '../../../lib/db/index-state.ts';
import { recordRefusal } from '../../../lib/sync/refused-files.ts';
import { ensureSyncAlarm, sync } from '../../../lib/sync/sync.ts';
import { resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, type ServedMonth, serve } from './served-index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 6, 10, 12);
const FERRY = { month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] };
const METER = { month: '2026-06', cards: [card('meter', { published: '2026-06-12' })] };

let served: Served;

beforeEach(async () => {
  resetBrowser(`${PUBLICATION}*`);
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(START);
  await Promise.all(db.tables.map((table) => table.clear()));
  served = serve([FERRY, METER]);
  await sync(served.get);
});
afterEach(() => {
  vi.useRealTimers();
});

async function ids(): Promise<string[]> {
  return (await newestCards(100)).map(({ id }) => id);
}

describe('a companion index that lists nothing', () => {
  it.each<[string, object, string]>([
    ['has no segments', { segments: undefined }, 'damaged'],
    ['has null for segments', { segments: null }, 'damaged'],
    ['has a number for segments', { segments: 3 }, 'damaged'],
    ['has an object for segments', { segments: { 0: {} } }, 'damaged'],
    ['has text for segments', { segments: 'segments/2026-07.json' }, 'damaged'],
    ['has an empty list of segments', { segments: [] }, 'empty'],
  ])('does not replace the index on the device if it %s', async (_, change, reason) => {
    served.publish([FERRY, METER], change);
    await sync(served.get);
    expect(await ids()).toEqual(['ferry', 'meter']);
    expect((await syncState()).failure).toMatchObject({ reason, file: '/.well-known/civic-lens/index.json' });
  });

  it('is accepted after three days, and not before', async () => {
    const kept: string[][] = [];
    for (const days of [1, 2, 3.5, 4.1]) {
      vi.setSystemTime(START + days * DAY);
      served.publish([{ month: '2026-07', cards: [] }], { generated: new Date().toISOString() });
      await sync(served.get);
      kept.push(await ids());
    }
    expect(kept).toEqual([['ferry', 'meter'], ['ferry', 'meter'], ['ferry', 'meter'], []]);
    expect((await syncState()).failure).toBeUndefined();
  });

  it('is accepted only after it has listed nothing for three days without a break', async () => {
    const kept: number[] = [];
    for (const [days, months] of [
      [1, []],
      [2, [FERRY]],
      [4.5, []],
      [7, []],
    ] as const) {
      vi.setSystemTime(START + days * DAY);
      served.publish(months);
      await sync(served.get);
      kept.push((await ids()).length);
    }
    expect(kept).toEqual([2, 1, 1, 1]);
  });
});

describe('a segment', () => {
  it.each<[string, readonly object[]]>([
    ['in which every card is bad', [{ id: 'ferry' }, { headline: 'No id' }]],
    ['in which no card is an object', [1, 'two', null] as never],
  ])('%s is refused, and the old segment stays', async (_, cards) => {
    served.publish([{ ...FERRY, cards }, METER]);
    await sync(served.get);
    expect(await ids()).toEqual(['ferry', 'meter']);
    expect((await syncState()).failure?.reason).toBe('damaged');
  });

  it('with some invalid cards is accepted without these cards', async () => {
    served.publish([{ ...FERRY, cards: [card('ferry'), {}] }, METER]);
    await sync(served.get);
    expect(await ids()).toEqual(['ferry', 'meter']);
    expect((await indexState())?.skipped.count).toBe(1);
    expect((await syncState()).failure).toBeUndefined();
  });

  it('that the manifest names twice counts once', async () => {
    const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    served.publish([FERRY, METER], { segments: [...segments, ...segments], generated: '2026-07-09' });
    await sync(served.get);
    expect(await ids()).toEqual(['ferry', 'meter']);
    expect(await indexState()).toMatchObject({ cardCount: 2, superseded: [] });
  });
});

describe('a month in two files', () => {
  const PORTS = { month: '2026-07', cards: [card('ports')] };
  const RAIL = { month: '2026-07', cards: [card('rail')] };
  const DAMAGED = { month: '2026-07', cards: [{ id: 'damaged' }] };
  const ALSO_DAMAGED = { month: '2026-07', cards: [{ id: 'also damaged' }] };

  it.each<[string, readonly ServedMonth[], readonly ServedMonth[], readonly string[]]>([
    ['whose second file cannot be used', [FERRY], [FERRY, DAMAGED], ['ferry']],
    ['whose first file cannot be used', [FERRY], [DAMAGED, FERRY], ['ferry']],
    ['of which one file is new and one cannot be used', [FERRY], [PORTS, DAMAGED], ['ferry', 'ports']],
    ['of which neither file can be used', [FERRY], [DAMAGED, ALSO_DAMAGED], ['ferry']],
    ['of which neither new file can be used', [FERRY, PORTS], [DAMAGED, ALSO_DAMAGED], ['ferry', 'ports']],
    ['whose only new file cannot be used', [FERRY, PORTS], [DAMAGED], ['ferry', 'ports']],
    ['of which the second new file cannot be used', [FERRY, PORTS], [FERRY, DAMAGED], ['ferry', 'ports']],
    ['of which the first new file cannot be used', [FERRY, PORTS], [DAMAGED, PORTS], ['ferry', 'ports']],
    ['that lost a file and has a new one', [FERRY, PORTS], [RAIL, PORTS], ['ports', 'rail']],
  ])('%s keeps each old card that no new file replaces', async (_, old, published, expected) => {
    served.publish([...old, METER]);
    await sync(served.get);
    served.publish([...published, METER]);
    await sync(served.get);
    expect((await ids()).toSorted()).toEqual([...expected, 'meter'].toSorted());
    const index = await indexState();
    expect(index).toMatchObject({ cardCount: expected.length + 1, superseded: [] });
    expect(new Set(index?.segments.map(({ sha256 }) => sha256)).size).toBe(index?.segments.length);
  });
});

describe('a commit', () => {
  it('that names a segment twice counts its cards once', async () => {
    const index = await indexState();
    if (!index) throw new Error('There is no index.');
    const { segments, ...rest } = index;
    await commitIndex({ ...rest, segments: [...segments, ...segments] }, START, await readCommitBasis());
    expect((await ids()).toSorted()).toEqual(['ferry', 'meter']);
    expect(await indexState()).toMatchObject({ cardCount: 2, superseded: [], segments });
  });
});

describe('a file that arrives with a wrong hash', () => {
  it.each<[string, string, () => Promise<void>]>([
    ['texts', 'texts/', async () => changeSettings({ keepTexts: 'all' })],
    ['cards', 'segments/', async () => undefined],
  ])(
    '(%s) is fetched twice immediately, then again after a day, and later after a week',
    async (_, folder, prepare) => {
      await prepare();
      const changed = {
        ...FERRY,
        cards: [card('ferry'), card('ports')],
        documents: [analysisDocument('ports')],
      };
      served.publish([changed, METER]);
      const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
      const { url, texts } = segments[0];
      served.instead.set(folder === 'texts/' ? texts.url : url, () => new Response('damaged'));
      served.asked.splice(0);
      for (let check = 0; check < 90; check++) {
        vi.setSystemTime(START + (check + 1) * 8 * HOUR);
        await sync(served.get);
      }
      const fetched = served.asked.filter((file) => file === (folder === 'texts/' ? texts.url : url));
      expect(fetched).toHaveLength(7);
      const { failure, textsFailure } = await syncState();
      expect((folder === 'texts/' ? textsFailure : failure)?.reason).toBe('wrong-hash');
    },
  );
});

describe('a file that has the right hash, but cannot be used', () => {
  it.each<[string, 'texts' | 'cards', object, string]>([
    ['texts that are no list', 'texts', { documents: 'none' }, 'not-an-index'],
    ['texts of which all documents are bad', 'texts', { documents: [{}, 'bad'] }, 'damaged'],
    ['texts that list nothing', 'texts', { documents: [] }, 'damaged'],
    ['cards that are no list', 'cards', { cards: 'none' }, 'not-an-index'],
    ['cards that are all bad', 'cards', { cards: [{}, 'bad'] }, 'damaged'],
  ])('(%s) is not fetched at each check, and the reason is stored', async (_, kind, content, reason) => {
    await changeSettings({ keepTexts: 'all' });
    served.publish([{ ...FERRY, documents: [analysisDocument('ferry')], ...content }, METER]);
    const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    const { url, texts } = segments[0];
    const file = kind === 'texts' ? texts.url : url;
    served.asked.splice(0);
    for (let check = 0; check < 90; check++) {
      vi.setSystemTime(START + (check + 1) * 8 * HOUR);
      await sync(served.get);
    }
    expect(served.asked.filter((asked) => asked === file)).toHaveLength(7);
    const { failure, textsFailure, refused } = await syncState();
    expect((kind === 'texts' ? textsFailure : failure)?.reason).toBe(reason);
    expect(refused).toHaveLength(1);
    // Once the publication has corrected the file, nothing is refused.
    served.publish([{ ...FERRY, documents: [analysisDocument('ferry')] }, METER]);
    await sync(served.get);
    expect(await syncState()).toMatchObject({ failures: 0, failure: undefined, textsFailure: undefined });
  });

  it('is used once a new version of the extension can read it', async () => {
    served.publish([{ ...FERRY, documents: [analysisDocument('ferry', 'In a new form.')] }, METER]);
    const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    const { sha256 } = segments[0].texts;
    await recordRefusal({ sha256, reason: 'damaged', status: undefined }, START);
    await sync(served.get);
    expect((await syncState()).refused).toEqual([]);
    expect(await db.texts.toCollection().primaryKeys()).toEqual([sha256]);
  });
});

describe('a wrong clock', () => {
  it.each([
    ['ahead', 5],
    ['behind', -5],
  ])('that was years %s does not delay the alarm for the next sync', async (_, years) => {
    vi.setSystemTime(START + years * 365 * DAY);
    await sync(served.get);
    vi.setSystemTime(START);
    await ensureSyncAlarm();
    expect((await fakeBrowser.alarms.get('sync'))?.scheduledTime).toBeLessThan(START + 6 * HOUR);
  });

  it.each([
    ['ahead', 5],
    ['behind', -5],
  ])('that was years %s does not keep a refused file from being fetched again', async (_, years) => {
    served.publish([{ ...FERRY, cards: [card('ferry'), card('ports')] }, METER]);
    const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    served.instead.set(segments[0].url, () => new Response('damaged'));
    vi.setSystemTime(START + years * 365 * DAY);
    for (let check = 0; check < 3; check++) await sync(served.get);
    vi.setSystemTime(START);
    served.asked.splice(0);
    await sync(served.get);
    expect(served.asked).toContain(segments[0].url);
    // With the right clock, the intervals apply again, and the file is used once it is whole.
    served.instead.clear();
    await sync(served.get);
    expect((await ids()).toSorted()).toEqual(['ferry', 'meter']);
    vi.setSystemTime(START + 7 * DAY);
    await sync(served.get);
    expect((await ids()).toSorted()).toEqual(['ferry', 'meter', 'ports']);
    expect(await syncState()).toMatchObject({ checkedAt: START + 7 * DAY, failures: 0 });
  });

  it('is not assumed if the alarm has a plausible time, so this alarm stays', async () => {
    await fakeBrowser.alarms.create('sync', { when: START + 3 * HOUR });
    await ensureSyncAlarm();
    expect((await fakeBrowser.alarms.get('sync'))?.scheduledTime).toBe(START + 3 * HOUR);
  });
});
