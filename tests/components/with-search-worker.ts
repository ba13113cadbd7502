import { afterEach, beforeEach, vi } from 'vitest';
import { TestWorker } from '../unit/search/test-worker.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage } from './open-page.ts';
import { receiveIndex } from './publication.ts';

/**
 * Sets up each test of the calling file or group with a fresh device that has the index, and with a real search. The
 * search worker's code runs in the thread of the test.
 *
 * @param prepare prepares each test further
 */
export function withSearchWorker(prepare: () => Promise<void>): void {
  beforeEach(async () => {
    await freshDevice();
    // Use real random numbers: the search index tells its changes apart by a random number in each of them.
    vi.mocked(Math.random).mockRestore();
    vi.stubGlobal('Worker', TestWorker);
    TestWorker.started.splice(0);
    await receiveIndex();
    await prepare();
  });
  afterEach(() => {
    closePage();
    vi.unstubAllGlobals();
  });
}
