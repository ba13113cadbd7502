import { beforeEach, describe, expect, it } from 'vitest';
import type { KeepTexts } from '../../../lib/browser/settings.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { loadText, textOnDevice } from '../../../lib/sync/texts.ts';
import { browser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, type ServedMonth, serve } from './served-index.ts';

const ORIGIN = new URL(PUBLICATION).origin;
const MONTHS = [
  { month: '2026-07', cards: [card('ferry')], documents: [analysisDocument('ferry')] },
  {
    month: '2026-06',
    cards: [card('meter', { published: '2026-06-12' })],
    documents: [analysisDocument('meter')],
  },
  {
    month: '2026-05',
    cards: [card('rail', { published: '2026-05-12', document: '../analyses/rail.json' })],
    documents: [analysisDocument('rail')],
  },
];

async function synced(
  keep: KeepTexts,
  served = serve(MONTHS),
): Promise<{ served: Served; failure: unknown }> {
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  const failure = await keepTexts(index, keep, ORIGIN, served.get);
  return { served, failure };
}

async function cardOf(id: string): Promise<Card> {
  const found = await cardById(id);
  if (!found) throw new Error(`no card ${id}`);
  return found;
}

/** Returns the ids of the given analyses whose text is on the device. */
async function onDevice(...ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const id of ids) if (await textOnDevice(await cardOf(id))) found.push(id);
  return found;
}

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
  await browser.storage.session.clear();
});

describe('texts fetched ahead', () => {
  it.each([
    ['none', 0],
    ['newest', 2],
    ['all', 3],
  ] as const)('cover as many months as the reader chose: %s', async (keep, months) => {
    const { served } = await synced(keep);
    expect(await db.texts.count()).toBe(months);
    expect(served.asked.filter((file) => file.startsWith('texts/'))).toHaveLength(months);
  });

  it('cover two months even if a month has several files', async () => {
    const other = { month: '2026-07', cards: [card('ports')], documents: [analysisDocument('ports')] };
    await synced('newest', serve([other, ...MONTHS]));
    expect(await onDevice('ports', 'ferry', 'meter', 'rail')).toEqual(['ports', 'ferry', 'meter']);
  });

  it('stay until new texts arrive, also if the month has several files', async () => {
    const file = (id: string, headline: string, words: string): ServedMonth => ({
      month: '2026-07',
      cards: [card(id, { headline, updated: '2026-07-03' })],
      documents: [analysisDocument(id, words)],
    });
    const ferry = file('ferry', 'Ferry', 'Old.');
    const { served } = await synced(
      'all',
      serve([ferry, file('ports', 'Ports', 'Old.'), file('bus', 'Bus', 'Old.')]),
    );
    served.publish([ferry, file('ports', 'The ports', 'New.'), file('bus', 'The bus', 'New.')]);
    const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    for (const { texts } of segments.slice(1)) served.instead.set(texts.url, () => new Response('damaged'));
    const { failure } = await synced('all', served);
    expect(failure).toMatchObject({ reason: 'wrong-hash' });
    expect(await onDevice('ferry', 'ports', 'bus')).toEqual(['ferry', 'ports', 'bus']);
    served.instead.clear();
    await db.state.delete('sync');
    await synced('all', served);
    expect(await db.texts.count()).toBe(3);
  });

  it.each<[string, readonly object[]]>([
    ['lists nothing', []],
    ['lists only documents that cannot be read', [{}, { card: card('ferry') }]],
  ])('stay if the new file of the month %s', async (_, documents) => {
    const { served } = await synced('newest');
    const corrected = card('ferry', { headline: 'Ferry', updated: '2026-07-03' });
    served.publish([{ month: '2026-07', cards: [corrected], documents }, ...MONTHS.slice(1)]);
    const { failure } = await synced('newest', served);
    expect(failure).toMatchObject({ reason: 'damaged' });
    expect(await loadText(await cardOf('ferry'), false, served.get)).toMatchObject({ state: 'outdated' });
    expect(await db.texts.count()).toBe(2);
  });

  it('cause no failure if a month has no analyses', async () => {
    const served = serve([...MONTHS.slice(1), { month: '2026-07', cards: [], documents: [] }]);
    expect((await synced('newest', served)).failure).toBeUndefined();
  });

  it('open without a request', async () => {
    const { served } = await synced('newest');
    served.asked.splice(0);
    const result = await loadText(await cardOf('meter'), true, served.get);
    expect(result).toMatchObject({ state: 'ready', text: { sections: [{ heading: 'What happened' }] } });
    expect(served.asked).toEqual([]);
  });

  it('are fetched once, and deleted when the reader no longer wants them', async () => {
    const { served } = await synced('all');
    served.asked.splice(0);
    await synced('newest', served);
    expect(served.asked).toEqual(['index.json']);
    expect(await db.texts.count()).toBe(2);
  });

  it('are kept if the texts of another month cannot be fetched, and the reason is returned', async () => {
    const served = serve(MONTHS);
    const { segments } = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    served.instead.set(segments[0].texts.url, () => new Response('damaged'));
    const { failure } = await synced('newest', served);
    expect(failure).toMatchObject({ reason: 'wrong-hash' });
    expect(await textOnDevice(await cardOf('meter'))).toMatchObject({
      sections: [{ blocks: [{ content: ['The text of meter.'] }] }],
    });
    expect(await textOnDevice(await cardOf('ferry'))).toBeUndefined();
  });
});

describe('a text that was fetched when the reader opened it', () => {
  it('is replaced by a newer version that is fetched ahead', async () => {
    const { served } = await synced('none');
    const old = () => new Response(JSON.stringify(analysisDocument('rail', 'Old words.')));
    served.instead.set('analyses/rail.json', old);
    const wordsOf = async (id: string): Promise<unknown> =>
      (await textOnDevice(await cardOf(id)))?.sections[0]?.blocks;
    await loadText(await cardOf('rail'), true, served.get);
    expect(await wordsOf('rail')).toEqual([{ type: 'paragraph', content: ['Old words.'] }]);
    const updated = card('rail', { published: '2026-05-12', updated: '2026-06-01' });
    served.publish([
      { month: '2026-05', cards: [updated], documents: [analysisDocument('rail', 'New words.')] },
    ]);
    await synced('all', served);
    expect(await wordsOf('rail')).toEqual([{ type: 'paragraph', content: ['New words.'] }]);
  });
});

describe('a text that is not on the device', () => {
  it('is fetched from its document, once', async () => {
    const { served } = await synced('none');
    served.instead.set('analyses/rail.json', () => new Response(JSON.stringify(analysisDocument('rail'))));
    served.asked.splice(0);
    const rail = await cardOf('rail');
    expect(await loadText(rail, true, served.get)).toMatchObject({ state: 'ready' });
    expect(await loadText(rail, true, served.get)).toMatchObject({ state: 'ready' });
    expect(served.asked).toEqual(['analyses/rail.json']);
  });

  it('is not kept in private windows', async () => {
    const { served } = await synced('none');
    served.instead.set('analyses/rail.json', () => new Response(JSON.stringify(analysisDocument('rail'))));
    await loadText(await cardOf('rail'), false, served.get);
    expect(Object.keys(await browser.storage.session.get(null))).toEqual(['index']);
  });

  it('is read from the analysis page if there is no document', async () => {
    const { served } = await synced('none');
    const page = `<main><h1>What ferry changes</h1><h2>What happened</h2><p>Boats sailed.</p>
      <h2>Source attribution</h2><p>First reported elsewhere.</p>
      <p><a href="https://outlet.example/ferry">Read the original at The Outlet</a></p></main>`;
    served.instead.set('/analysis/ferry', () => new Response(page));
    const ferry = await cardOf('ferry');
    expect(await loadText(ferry, true, served.get)).toEqual({
      state: 'ready',
      version: cardVersion(ferry),
      text: {
        sections: [{ heading: 'What happened', blocks: [{ type: 'paragraph', content: ['Boats sailed.'] }] }],
        attribution: [{ type: 'paragraph', content: ['First reported elsewhere.'] }],
      },
    });
  });

  it('is not requested from another origin', async () => {
    const { served } = await synced('none');
    const foreign = { ...(await cardOf('ferry')), url: 'https://elsewhere.example/analysis' };
    served.asked.splice(0);
    expect(await loadText(foreign, true, served.get)).toMatchObject({
      state: 'failed',
      failure: { reason: 'other-origin' },
    });
    expect(served.asked).toEqual([]);
  });
});
