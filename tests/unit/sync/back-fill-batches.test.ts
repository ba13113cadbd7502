import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deleteEverything } from '../../../lib/app/delete-everything.ts';
import { changeSettings } from '../../../lib/browser/settings.ts';
import { indexState } from '../../../lib/db/index-state.ts';
import { backFillBatches } from '../../../lib/sync/back-fill-batches.ts';
import { sync } from '../../../lib/sync/sync.ts';
import { freshSite, leaveSite, meterConnection, publishCopies, stopClock } from './fresh-site.ts';
import { at, type Publication } from './publication.ts';

let publication: Publication;

beforeEach(async () => {
  publication = await freshSite();
});

afterEach(leaveSite);

describe('a publication without companion index', () => {
  it('is read at one page a second, for four minutes at a time', async () => {
    const start = stopClock('2026-07-10T12:00:00Z');
    publishCopies(publication, 400);
    await sync(publication.get);
    await changeSettings({ readPages: 'fast' });
    const asked: number[] = [];
    const get = (async (address: string, init?: RequestInit) => {
      asked.push(Date.now());
      return publication.get(address, init);
    }) as typeof fetch;
    const pause = async (milliseconds: number): Promise<void> =>
      void vi.setSystemTime(Date.now() + milliseconds);
    let committed = 0;
    await backFillBatches(async () => void committed++, { get, pause });
    expect(asked.map((time) => time - start)).toEqual(Array.from({ length: 241 }, (_, n) => n * 1000));
    expect(committed).toBe(12);
    expect((await indexState())?.cardCount).toBe(241);
    // The alarm continues the reading. It was set before the pause that precedes the last request.
    expect((await fakeBrowser.alarms.get('back-fill'))?.scheduledTime).toBe(start + 239_000 + 30_000);
  });

  let status: number | undefined;
  const answerWith = (next: number) => (): void => {
    status = next;
  };
  it.each<[string, () => unknown, number]>([
    ['the reader stops the reading', () => changeSettings({ readPages: 'stopped' }), 30],
    ['everything is deleted', deleteEverything, 30],
    ['the connection becomes metered', meterConnection, 31],
    ['the publication answers with an error', answerWith(503), 31],
    ['the publication has refused five pages', answerWith(403), 35],
  ])('is not read further in the same four minutes once %s', async (_, change, requests) => {
    stopClock('2026-07-10T12:00:00Z');
    publishCopies(publication, 100);
    await sync(publication.get);
    let asked = 0;
    status = undefined;
    const get = (async (address: string, init?: RequestInit) => {
      asked++;
      return status === undefined
        ? publication.get(address, init)
        : at(address, new Response('', { status }));
    }) as typeof fetch;
    const pause = async (milliseconds: number): Promise<void> => {
      if (asked === 30) await change();
      vi.setSystemTime(Date.now() + milliseconds);
    };
    await backFillBatches(async () => undefined, { get, pause });
    expect(asked).toBe(requests);
  });
});
