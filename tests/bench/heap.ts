import type { CDPSession, Page } from 'puppeteer-core';

/**
 * Starts watching the memory of a page: its JavaScript heap, and the buffers, which are outside the heap. The returned
 * function stops the watch, and returns how far the memory rose above its size at the start (bytes).
 */
export async function heapPeak(page: Page): Promise<() => Promise<number>> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const used = (): Promise<number> => memoryOf(session);
  const rest = await used();
  let peak = rest;
  let watching = true;
  const watch = (async () => {
    while (watching) peak = Math.max(peak, await used());
  })();
  return async () => {
    watching = false;
    await watch;
    await session.detach();
    return peak - rest;
  };
}

/** Returns the size of the JavaScript heap and of the buffers (bytes) of a page or worker. */
export async function memoryOf(session: Pick<CDPSession, 'send'>): Promise<number> {
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
