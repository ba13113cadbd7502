import type { CDPSession, Page } from 'puppeteer-core';

/**
 * Starts watching the JavaScript heap of a page. The returned function stops the watch, and returns how far the heap
 * rose above its size at the start (bytes).
 */
export async function heapPeak(page: Page): Promise<() => Promise<number>> {
  const session: CDPSession = await page.createCDPSession();
  await session.send('HeapProfiler.collectGarbage');
  const used = async (): Promise<number> => (await session.send('Runtime.getHeapUsage')).usedSize;
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
