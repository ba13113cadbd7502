import { beforeEach, expect, it, vi } from 'vitest';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { db } from '../../../lib/db/database.ts';
import { cardById } from '../../../lib/db/index-queries.ts';
import { fetchMissingTexts } from '../../../lib/library/fetch-missing-texts.ts';
import { removeSaved } from '../../../lib/library/removed-analyses.ts';
import { saveAnalysis } from '../../../lib/library/saved-analyses.ts';
import { syncCompanionIndex } from '../../../lib/sync/companion-index.ts';
import { endPause, pauseAsAsked } from '../../../lib/sync/pause.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { browser, resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, PUBLICATION, type Served, serve } from '../sync/served-index.ts';

/** Tests saved analyses whose texts could not be fetched when the reader saved them. */

const HOUR = 3_600_000;
const IDS = Array.from({ length: 100 }, (_, n) => `story-${n}`);
let served: Served;
let now: number;
const pause = vi.fn(async (milliseconds: number) => {
  now += milliseconds;
});

beforeEach(async () => {
  resetBrowser('*://*/*');
  await Promise.all(db.tables.map((table) => table.clear()));
  now = Date.UTC(2026, 6, 3);
  const cards = IDS.map((id) => card(id, { document: `../analyses/${id}.json` }));
  served = serve([{ month: '2026-07', cards }]);
  await syncCompanionIndex(PUBLICATION, 0, served.get);
  served.asked.splice(0);
});

async function save(...ids: readonly string[]): Promise<void> {
  for (const [n, id] of ids.entries()) {
    const found = await cardById(id);
    if (!found) throw new Error(`no card ${id}`);
    await saveAnalysis(found, n);
  }
}
const complete = (): Promise<void> => fetchMissingTexts({ get: served.get, pause, now: () => now });
/** Fetches the missing texts, and returns the number of requests. */
async function requests(): Promise<number> {
  served.asked.splice(0);
  await complete();
  return served.asked.length;
}

it('a hundred missing texts cause 20 requests, one a second, and an alarm for the others', async () => {
  await save(...IDS);
  expect(await requests()).toBe(20);
  expect(pause.mock.calls).toEqual(Array.from({ length: 19 }, () => [1000]));
  expect(await browser.alarms.get('saved-texts')).toMatchObject({ scheduledTime: now + 60_000 });
});

it('a missing text is requested at intervals that grow to a week', async () => {
  await save('story-1');
  const asked: number[] = [];
  for (let hour = 0; hour < 24 * 30; hour++) {
    if ((await requests()) > 0) asked.push(hour);
    now += HOUR;
  }
  expect(asked).toEqual([0, 1, 7, 31, 103, 271, 439, 607]);
});

it('the first text of a run is requested at least a second after the last text of the previous run', async () => {
  const asked: number[] = [];
  for (const id of ['story-1', 'story-2', 'story-3'])
    served.instead.set(`${id}.json`, () => {
      asked.push(now);
      return Response.json(analysisDocument(id));
    });
  const start = now;
  await save('story-1');
  await complete();
  now += 400;
  await save('story-2');
  await complete();
  now += 5000;
  await save('story-3');
  await complete();
  expect(asked).toEqual([start, start + 1000, start + 6000]);
});

it.each([
  ['ahead', 5],
  ['behind', -5],
])(
  'a text whose fetch failed while the clock was years %s is requested once the clock is right',
  async (_, years) => {
    const right = now;
    now += years * 365 * 24 * HOUR;
    await save('story-1');
    expect(await requests()).toBe(1);
    now += HOUR;
    expect(await requests()).toBe(1);
    now = right;
    expect(await requests()).toBe(1);
    // With the right clock, the intervals apply again.
    expect(await requests()).toBe(0);
  },
);

it.each<[string, () => Promise<unknown>]>([
  ['deleted', deleteEverything],
  ['removed from the library', () => Promise.all(IDS.slice(0, 4).map((id) => removeSaved(id)))],
])('texts of analyses that were %s in the meantime are not requested', async (_, removeAll) => {
  await save(...IDS.slice(0, 4));
  pause.mockImplementationOnce(async () => void (await removeAll()));
  expect(await requests()).toBe(1);
});

it('a new save requests only its own text, and no other missing text', async () => {
  await save(...IDS.slice(0, 20));
  expect(await requests()).toBe(20);
  await save('story-30');
  expect(await requests()).toBe(1);
});

it.each([
  ['offline', () => Promise.reject(new TypeError('no network'))],
  ['503', async () => new Response('', { status: 503 })],
  ['429', async () => new Response('', { status: 429 })],
])(
  'while the publication does not answer (%s), a single request is made instead of a request for each text',
  async (_, answer) => {
    await save(...IDS.slice(0, 5));
    served.instead.set('.json', answer as () => Promise<Response>);
    expect(await requests()).toBe(1);
  },
);

it('a failure of the whole site delays only the requested text, until the site answers again', async () => {
  await save('story-1', 'story-2');
  const serveDocument = (id: string): void => {
    served.instead.set(`${id}.json`, () => Response.json(analysisDocument(id)));
  };
  serveDocument('story-1');
  served.instead.set('story-2.json', () => Promise.reject(new TypeError('Failed to fetch')));
  const textState = async (id: string): Promise<string | undefined> => (await db.saved.get(id))?.textState;
  expect(await requests()).toBe(1);
  expect(await requests()).toBe(1);
  expect([await textState('story-1'), await textState('story-2')]).toEqual(['kept', 'pending']);
  expect(await requests()).toBe(0);
  serveDocument('story-2');
  served.asked.splice(0);
  await fetchMissingTexts({ get: served.get, pause, now: () => now, siteAnswers: true });
  expect(served.asked).toHaveLength(1);
  expect(await textState('story-2')).toBe('kept');
});

it('a pause that the publication asked for does not count as a failure of a text', async () => {
  await save('story-1');
  served.instead.set('story-1.json', () => Response.json(analysisDocument('story-1')));
  await pauseAsAsked(Date.now() + HOUR, 503);
  expect(await requests()).toBe(0);
  expect(await db.textTries.toArray()).toMatchObject([{ id: 'story-1', failures: 0, isOfSite: true }]);
  await endPause();
  await fetchMissingTexts({ get: served.get, pause, now: () => now, siteAnswers: true });
  expect((await db.savedTexts.toArray()).map(({ id }) => id)).toEqual(['story-1']);
});

it('two runs at the same time request each text once', async () => {
  await save('story-1', 'story-2');
  await Promise.all([complete(), complete()]);
  expect(served.asked).toHaveLength(2);
});

it('a text is also fetched if the reader saves its analysis while another text is requested', async () => {
  await save('story-1');
  const answer = Promise.withResolvers<Response>();
  served.instead.set('story-1.json', () => answer.promise);
  served.instead.set('story-2.json', () => Response.json(analysisDocument('story-2')));
  const first = complete();
  await vi.waitFor(() => expect(served.asked).toHaveLength(1));
  await save('story-2');
  const others = [complete(), complete(), complete()];
  await others[2];
  const waiting = (await navigator.locks.query()).pending?.map(({ name }) => name);
  expect(waiting).toEqual(['civic-lens-saved-texts']);
  answer.resolve(Response.json(analysisDocument('story-1')));
  await Promise.all([first, ...others]);
  expect((await db.savedTexts.toArray()).map(({ id }) => id)).toEqual(['story-1', 'story-2']);
  expect(served.asked).toHaveLength(2);
});

it('a text is added once it is available, and is then not requested again', async () => {
  await save('story-1', 'story-2');
  served.instead.set('story-1.json', () => Response.json(analysisDocument('story-1')));
  await complete();
  expect((await db.savedTexts.toArray()).map(({ id }) => id)).toEqual(['story-1']);
  served.instead.set('story-2.json', () => Response.json(analysisDocument('story-2')));
  now += HOUR;
  expect(await requests()).toBe(1);
  expect((await db.savedTexts.toArray()).map(({ id }) => id)).toEqual(['story-1', 'story-2']);
  now += 1000 * HOUR;
  expect(await requests()).toBe(0);
  expect(await db.textTries.count()).toBe(0);
});

it('a sync does not request missing texts', async () => {
  await save('story-1', 'story-2');
  served.asked.splice(0);
  await sync(served.get);
  expect(served.asked).toEqual(['index.json']);
});
