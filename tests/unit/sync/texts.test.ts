import { beforeEach, describe, expect, it } from 'vitest';
import type { AnalysisText } from '../../../lib/analysis/analysis.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion } from '../../../lib/index/version.ts';
import { fetchMissingTexts } from '../../../lib/library/fetch-missing-texts.ts';
import { saveAnalysis, savedText } from '../../../lib/library/saved-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { keepTexts } from '../../../lib/sync/keep-texts.ts';
import { loadText, textOnDevice } from '../../../lib/sync/texts.ts';
import { browser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from './served-index.ts';

/** Tests corrections: the publication changes an analysis whose text is already on the device. */

const ORIGIN = new URL(PUBLICATION).origin;
const OLD = 'The old text.';
const NEW = 'The new text.';
const DOCUMENT = { document: '../analyses/ferry.json' };
/** Two forms of a correction: with a new date, or with another headline and no date. The text changes in both. */
const CORRECTIONS: readonly [string, object][] = [
  ['with a date', { ...DOCUMENT, updated: '2026-07-20' }],
  ['without a date', { ...DOCUMENT, headline: 'What ferry changed' }],
];

let served: Served;

const documentOf = (text: string, change: object): object => ({
  ...analysisDocument('ferry', text),
  card: card('ferry', change),
});

beforeEach(async () => {
  await Promise.all(db.tables.map((table) => table.clear()));
  await browser.storage.session.clear();
  served = serve([]);
});

/**
 * Publishes the analysis, and syncs.
 *
 * @param monthly the text of the analysis in the texts file of its month; if absent, there is no texts file
 * @param isThere whether the texts file can be fetched
 */
async function publish(change: object, monthly?: string, isThere = true): Promise<Card> {
  const documents = monthly === undefined ? {} : { documents: [documentOf(monthly, change)] };
  served.publish([{ month: '2026-07', cards: [card('ferry', change)], ...documents }]);
  served.instead.delete('/texts/');
  if (!isThere) {
    const manifest = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
    served.instead.set(manifest.segments[0].texts.url, () => new Response('', { status: 503 }));
  }
  const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
  await keepTexts(index, 'all', ORIGIN, served.get);
  const found = await cardById('ferry');
  if (!found) throw new Error('no card');
  return found;
}

const offer = (text: string, change: object = {}): unknown =>
  served.instead.set('analyses/ferry.json', () => new Response(JSON.stringify(documentOf(text, change))));
const withhold = (): unknown =>
  served.instead.set('analyses/ferry.json', () => new Response('', { status: 503 }));
const read = async (now: Card): Promise<unknown> => short(await loadText(now, true, served.get));
const short = (result: Awaited<ReturnType<typeof loadText>>): unknown => {
  const words = 'text' in result && wordsOf(result.text);
  return result.state === 'outdated' ? [result.state, words, result.date] : [result.state, words];
};
const wordsOf = (text: AnalysisText | undefined): unknown =>
  (text?.sections[0]?.blocks[0] as { content?: unknown[] } | undefined)?.content?.[0];

/**
 * Stores the text as if it had been read with its page.
 * @param key returns the key of the text in `siteTexts`
 */
async function readWithPage(key: (card: Card) => string): Promise<void> {
  const before = await publish(DOCUMENT);
  const { sections } = analysisDocument('ferry', OLD) as AnalysisText;
  const text = { sections, attribution: [] };
  await db.siteTexts.put({ id: key(before), version: cardVersion(before), text });
}

/** The ways in which a text arrives on the device. */
const WAYS: readonly [string, () => Promise<unknown>][] = [
  ['fetched ahead with its month', () => publish(DOCUMENT, OLD)],
  [
    'fetched when it was opened',
    async () => {
      const before = await publish(DOCUMENT);
      offer(OLD);
      await loadText(before, true, served.get);
    },
  ],
  [
    'saved',
    async () => {
      const before = await publish(DOCUMENT, OLD);
      await saveAnalysis(before);
    },
  ],
  ['read with its page', () => readWithPage(({ url }) => url)],
  ['read with its page by an earlier release', () => readWithPage(({ id }) => id)],
];

describe.each(CORRECTIONS)('after a correction %s', (_, corrected) => {
  it.each(WAYS)('a text that was %s is not shown as the new text', async (_way, before) => {
    await before();
    const now = await publish(corrected, NEW, false);
    withhold();
    expect(await textOnDevice(now)).toBeUndefined();
    expect(await read(now)).toEqual(['outdated', OLD, '2026-07-02']);
    offer(NEW, corrected);
    expect(await read(now)).toEqual(['ready', NEW]);
    withhold();
    expect(await read(now)).toEqual(['ready', NEW]);
  });

  it.each(WAYS)('a text that was %s is not saved with the new card', async (_way, before) => {
    await before();
    await db.saved.clear();
    await db.savedTexts.clear();
    const now = await publish(corrected, NEW, false);
    withhold();
    await saveAnalysis(now);
    await complete();
    expect(await savedWords()).toEqual([cardVersion(now), undefined]);
    offer(NEW, corrected);
    await complete();
    expect(await savedWords()).toEqual([cardVersion(now), NEW]);
  });

  it.each(WAYS)('the new texts of a month replace a text that was %s', async (_way, before) => {
    await before();
    const now = await publish(corrected, NEW);
    withhold();
    expect(wordsOf(await textOnDevice(now))).toBe(NEW);
    expect(await read(now)).toEqual(['ready', NEW]);
  });
});

/** Fetches the texts of saved analyses, as if the last attempt was long ago. */
async function complete(): Promise<void> {
  await db.textTries.clear();
  await fetchMissingTexts({ get: served.get, pause: async () => undefined });
}

async function savedWords(): Promise<unknown> {
  const saved = await db.saved.get('ferry');
  return [saved && cardVersion(saved.card), wordsOf(await savedText('ferry'))];
}

describe('a month whose new texts cannot be fetched', () => {
  it('keeps the texts of the analyses that were not corrected', async () => {
    const publishBoth = async (change: object, isThere: boolean): Promise<void> => {
      const cards = [card('ferry', change), card('ports')];
      const documents = [documentOf(OLD, change), analysisDocument('ports', `Ports, ${isThere}`)];
      served.publish([{ month: '2026-07', cards, documents }]);
      const manifest = await (await served.get(`${PUBLICATION}.well-known/civic-lens/index.json`)).json();
      if (!isThere)
        served.instead.set(manifest.segments[0].texts.url, () => new Response('', { status: 503 }));
      const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
      await keepTexts(index, 'newest', ORIGIN, served.get);
    };
    await publishBoth(DOCUMENT, true);
    await publishBoth({ ...DOCUMENT, updated: '2026-07-20' }, false);
    const ports = await cardById('ports');
    expect(ports && wordsOf(await textOnDevice(ports))).toBe('Ports, true');
    await publishBoth({ ...DOCUMENT, updated: '2026-07-21' }, true);
    expect(await db.texts.count()).toBe(1);
    const { index } = await syncCompanionIndex(PUBLICATION, 0, served.get);
    await keepTexts(index, 'none', ORIGIN, served.get);
    expect(await db.texts.count()).toBe(0);
  });
});

describe('a document of another analysis', () => {
  it('is refused, because its text must not appear under this headline', async () => {
    const before = await publish(DOCUMENT);
    const other = { ...analysisDocument('ports', NEW), card: card('ports') };
    served.instead.set('analyses/ferry.json', () => new Response(JSON.stringify(other)));
    expect(await read(before)).toEqual(['failed', false]);
  });

  it('is accepted if only the id was changed', async () => {
    const before = await publish(DOCUMENT);
    const renamed = { ...analysisDocument('ferry', NEW), card: { ...card('ports'), url: before.url } };
    served.instead.set('analyses/ferry.json', () => new Response(JSON.stringify(renamed)));
    expect(await read(before)).toEqual(['ready', NEW]);
  });
});

describe('a document that the publication has not updated yet', () => {
  it('is shown with its own date, and is not saved', async () => {
    const now = await publish({ ...DOCUMENT, updated: '2026-07-20' });
    offer(OLD, { updated: '2026-07-10' });
    expect(await read(now)).toEqual(['outdated', OLD, '2026-07-10']);
    await saveAnalysis(now);
    await complete();
    expect(await savedWords()).toEqual(['2026-07-20', undefined]);
  });
});
