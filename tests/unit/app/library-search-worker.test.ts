import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CountedQuery } from '../../../lib/app/library-search.ts';
import { disk, installDisk, removeDisk } from '../db/full-disk.ts';
import { eventually, TestWorker } from '../search/test-worker.ts';
import {
  find,
  foundBy,
  isIndexed,
  onIndexedDevice,
  openSearch,
  SEARCH_LOCK,
  save,
  told,
  workers,
} from './searched-library.ts';

/** Tests what the library's search does when its search worker dies, or when the device is full. */

onIndexedDevice();

describe('a search worker that was killed', () => {
  it('is replaced, and the page sends its last query again', async () => {
    await save('ferry');
    const search = openSearch();
    await isIndexed();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    workers[0]?.kill();
    search.search('crossing');
    vi.advanceTimersByTime(5000);
    vi.useRealTimers();
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    expect(workers.map(({ isDead }) => isDead)).toEqual([true, false]);
  });

  it('is replaced by one that gets twice the time to answer, because a busy device may delay its answer', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const search = openSearch(() => new TestWorker());
    search.search('ferry');
    const after = [5000, 5000, 5000, 10_000, 10_000].map((time) => {
      for (const worker of workers) worker.kill();
      vi.advanceTimersByTime(time);
      return workers.length;
    });
    expect(after).toEqual([2, 2, 3, 3, 4]);
    vi.useRealTimers();
  });

  it('gives no rows for a request that it has not answered', async () => {
    const search = openSearch();
    await isIndexed();
    workers[0]?.kill();
    const rows = search.rows({ query: 'ferry', corrections: [], hits: [{ id: 'ferry', kind: 'card' }] });
    workers[0]?.onerror?.call(null as never, {} as ErrorEvent);
    expect(await rows).toEqual([]);
  });

  it('is replaced only once for a count that kills it, because the page then skips that count', async () => {
    await save('ferry');
    const search = openSearch(() => {
      const worker = new TestWorker('/search-worker.js');
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message) => {
        if (message.type !== 'search' || message.query !== 'deadly') post(message);
        else setTimeout(() => worker.onerror?.call(null as never, {} as ErrorEvent));
      };
      return worker;
    });
    await isIndexed();
    const counts: string[] = [];
    const counted = (query: string): CountedQuery => ({
      query,
      within: '',
      onCount: (count) => counts.push(`${query} ${count}`),
    });
    search.count([counted('deadly')]);
    await eventually(() => expect(workers).toHaveLength(2));
    for (let n = 2; n < 7; n++) {
      search.count([counted('deadly'), counted('the')]);
      await eventually(() => expect([workers.length, counts.length]).toEqual([n + 1, n - 1]));
    }
    search.search('crossing');
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    search.count([counted('the'), counted('deadly')]);
    await eventually(() => expect(workers).toHaveLength(8));
    await eventually(() => expect(foundBy('crossing')).toEqual(['ferry']));
    expect(await find('fare')).toEqual(['ferry']);
    expect([workers.length, told.failures, new Set(counts)]).toEqual([8, 0, new Set(['the 2'])]);
  });

  it('is not replaced after four failures, so that the list can filter headlines instead', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const search = openSearch(() => new TestWorker());
    search.search('ferry');
    for (let n = 0; n < 4; n++) workers[n]?.onerror?.call(null as never, {} as ErrorEvent);
    expect([workers.length, told.failures]).toEqual([4, 1]);
  });
});

describe('a full disk', () => {
  const changes = (): number => workers[0]?.asked.filter(({ type }) => type === 'changed').length ?? 0;

  beforeEach(() => installDisk());
  afterEach(removeDisk);

  it('keeps the search worker from writing until there is room, but the search still finds everything', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const indexing = Promise.withResolvers<void>();
    const held = navigator.locks.request(SEARCH_LOCK, () => indexing.promise);
    openSearch();
    await eventually(() => expect(changes()).toBe(1));
    await save('ferry');
    disk.isFull = true;
    indexing.resolve();
    await held;
    // Wait until the search worker has told the page that the disk is full, and the page has told all other pages.
    await eventually(async () =>
      expect(await fakeBrowser.storage.session.get('writesHeld')).toEqual({ writesHeld: true }),
    );
    const told = changes();
    await eventually(async () => expect(await find('crossing')).toEqual(['ferry']));
    expect(changes()).toBe(told);
    disk.isFull = false;
    await save('ports');
    await isIndexed();
    expect(await find('the')).toEqual(['ferry', 'ports']);
  });
});
