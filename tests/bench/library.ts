import type { Page } from 'puppeteer-core';
import { GRANTED } from '../build.ts';
import { openReader } from '../e2e/harness/reader.ts';
import { bundled } from './bundle.ts';
import { NEUTRAL } from './index-speed.ts';
import { type Measured, quantile } from './report.ts';

const SAVED = 2000;
/** Number of times that the bench opens the library. */
const OPENINGS = 7;

/** Times the library from its navigation until the list is painted. */
export async function measureLibrary(): Promise<Measured[]> {
  const reader = await openReader('chromium', { variant: GRANTED });
  try {
    await reader.untilIndex();
    const neutral = await reader.open(NEUTRAL);
    await neutral.evaluate(await bundled('tests/bench/in-page.ts', 'inPage'));
    await neutral.evaluate(`bench.save(${SAVED})`);
    await neutral.close();
    const times: number[] = [];
    for (let n = 0; n < OPENINGS; n++) {
      const page = await reader.open(NEUTRAL);
      times.push(await listShown(page, reader.address('/library.html')));
      await page.close();
    }
    return [
      {
        what: `list of ${SAVED.toLocaleString('en')} saved shown, median`,
        value: quantile(times, 0.5),
        unit: 'ms',
      },
    ];
  } finally {
    await reader.close();
  }
}

/** Opens the library in a page, and returns when the list was painted (ms since the start of the navigation). */
async function listShown(page: Page, address: string): Promise<number> {
  await page.evaluateOnNewDocument((count: number) => {
    const shown = Promise.withResolvers<number>();
    Object.assign(globalThis, { shown: shown.promise });
    new MutationObserver((_, observer) => {
      if (!document.querySelector(`[data-count="${count}"] [data-analysis]`)) return;
      observer.disconnect();
      // The timer fires after the next frame, which paints the list.
      requestAnimationFrame(() => setTimeout(() => shown.resolve(performance.now())));
    }).observe(document, { subtree: true, childList: true });
  }, SAVED);
  await page.goto(address);
  return Number(await page.evaluate('shown'));
}
