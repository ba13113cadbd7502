import type { Page } from 'puppeteer-core';
import type { Reader } from '../e2e/harness/reader.ts';
import { pageSurface, textOf, until } from '../e2e/harness/surface.ts';

/** Time limit (ms). The search worker and the second copy need time for 1,000 analyses. */
export const WITHIN = 180_000;

/**
 * Waits until the search of the library finds this many analyses for a query.
 *
 * @param query as the reader types it
 */
export async function untilFound(reader: Reader, query: string, count: number): Promise<void> {
  const page = await reader.open(`/library.html#${new URLSearchParams({ view: 'all', q: query })}`);
  await page.bringToFront();
  try {
    await until(
      `the search finds ${count} analyses for ${query}`,
      async () => {
        const found = await page.evaluate(
          () => document.querySelector<HTMLElement>('[data-count]')?.dataset.count,
        );
        const queued = await reader.count('searchQueue');
        if (found !== String(count) || queued > 0)
          throw new Error(
            `found ${found}, ${queued} wait for the search index, the page says: ${await wordsOf(page)}`,
          );
        return true;
      },
      WITHIN,
    );
  } finally {
    await page.close();
  }
}

/** Returns the end of the page's visible text (300 characters), for error messages. */
export async function wordsOf(page: Page): Promise<string> {
  return (await textOf(pageSurface(page))).slice(-300);
}
