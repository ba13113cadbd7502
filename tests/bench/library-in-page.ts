import { trustedScriptAddress } from '../../lib/browser/trusted-script-address.ts';
import { db } from '../../lib/db/database.ts';
import type { Highlight, ReadingState, SavedAnalysis } from '../../lib/db/records.ts';
import { markSavedChanged } from '../../lib/db/saved-changes.ts';
import { cardVersion } from '../../lib/index/version.ts';
import { type MarkableText, passagePlace, quoteOf, textOfAnalysis } from '../../lib/library/anchors.ts';
import type { SearchReply } from '../../lib/search/search-protocol.ts';
import { type Article, article } from './articles.ts';
import { MARKED, MARKS } from './library-facts.ts';

/** Functions of the bench that fill the library inside a page of the extension, with the browser's real database. */

const STATES: readonly ReadingState[] = ['unread', 'unread', 'reading', 'read', 'archived'];
/** Number of highlights in the whole library. */
const ALL_MARKS = 500;
/** Number of highlights in each analysis that has some, except in the analysis `MARKED`. */
const FEW_MARKS = 3;
/** Number of records that are written at once. */
const WRITTEN_TOGETHER = 500;
const NEWEST = Date.UTC(2026, 6, 2);
const HOUR_MS = 3_600_000;

/** Saves a number of analyses with their texts. The lower an article's number, the later it was saved. */
async function fill(analyses: number): Promise<void> {
  for (let from = 0; from < analyses; from += WRITTEN_TOGETHER) {
    const count = Math.min(WRITTEN_TOGETHER, analyses - from);
    const articles = Array.from({ length: count }, (_, n) => article(from + n));
    await db.saved.bulkPut(articles.map((one, n) => record(one, from + n)));
    await db.savedTexts.bulkPut(articles.map(textRecord));
  }
}

function record(of: Article, n: number): SavedAnalysis {
  const { card, text, language } = of;
  const lens = { id: card.lens ?? '', name: `Lens ${(n % 8) + 1}` };
  const marks = n === MARKED ? MARKS : n < (ALL_MARKS - MARKS) / FEW_MARKS ? FEW_MARKS : 0;
  return {
    id: card.id,
    savedAt: NEWEST - n * HOUR_MS,
    card,
    lens,
    publication: { name: 'NOLIGARCHY.US', url: 'https://noligarchy.us/', language },
    state: STATES[n % STATES.length] ?? 'unread',
    textState: 'kept',
    ...(n % 5 === 0 ? { labels: [`project ${n % 20}`] } : {}),
    ...(n % 11 === 0 ? { note: `A note about ${card.headline}` } : {}),
    ...(marks > 0 ? { highlights: highlights(textOfAnalysis(card.summary, text), marks, of) } : {}),
  };
}

function textRecord({ card, text }: Article): { id: string; version: string; text: Article['text'] } {
  return { id: card.id, version: cardVersion(card), text };
}

/** Returns highlights of passages of at most forty characters, evenly distributed over the text. */
function highlights(text: MarkableText, count: number, { card }: Article): Highlight[] {
  const distance = Math.floor(text.whole.length / (count + 1));
  return Array.from({ length: count }, (_, n) => {
    const start = (n + 1) * distance;
    const place = passagePlace(text, { start, end: start + Math.min(40, distance - 1) });
    return {
      id: `highlight-${card.id}-${n}`,
      ...place,
      version: cardVersion(card),
      ...quoteOf(text, place),
      comment: n % 5 === 0 ? `A comment on passage ${n}` : '',
      createdAt: NEWEST,
    };
  });
}

/** Returns the number of documents that a query finds. */
function total(query: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const worker = new Worker(trustedScriptAddress('/search-worker.js'));
  worker.onmessage = ({ data }: MessageEvent<SearchReply>) => {
    if (data.type === 'failed') reject(new Error(data.reason));
    if (data.type !== 'found' || data.total === undefined) return;
    worker.terminate();
    resolve(data.total);
  };
  worker.postMessage({ type: 'search', number: 1, query, within: '' });
  return promise;
}

/**
 * Saves one more analysis whose headline contains a word. Returns when the transaction began and when it was committed
 * (ms since the epoch).
 */
async function save(number: number, word: string): Promise<{ begun: number; committed: number }> {
  const { card, ...of } = article(number);
  const one: Article = { ...of, card: { ...card, headline: `${word} ${card.headline}` } };
  const begun = performance.timeOrigin + performance.now();
  await db.transaction('rw', [db.saved, db.savedTexts, db.uncopied, db.searchQueue], async () => {
    await db.saved.add({ ...record(one, number), savedAt: NEWEST + number * HOUR_MS });
    await db.savedTexts.put(textRecord(one));
    await markSavedChanged(one.card.id);
  });
  return { begun, committed: performance.timeOrigin + performance.now() };
}

/** Returns the state of the stored search index. */
async function index(): Promise<{ isComplete: boolean; queued: number; segments: string[] }> {
  const list = await db.searchLists.get('list');
  return {
    isComplete: list?.isComplete ?? false,
    queued: await db.searchQueue.count(),
    segments: list?.segments.map(({ name }) => name) ?? [],
  };
}

/** Returns the size of each segment, and of the list of segments (bytes). */
async function sizes(): Promise<Record<string, number>> {
  const list = await db.searchLists.get('list');
  const segments = await db.searchSegments.toArray();
  const ofList = list?.segments.reduce(
    (sum, { name, deleted }) => sum + name.length + deleted.length + 60,
    0,
  );
  return {
    list: ofList ?? 0,
    ...Object.fromEntries(segments.map(({ name, bytes }) => [name, bytes.length])),
  };
}

Object.assign(globalThis, { libraryBench: { fill, total, save, index, sizes } });
