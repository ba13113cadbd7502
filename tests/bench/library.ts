import type { Page } from 'puppeteer-core';
import { GRANTED } from '../build.ts';
import { openReader } from '../e2e/harness/reader.ts';
import { bundled } from './bundle.ts';
import { NEUTRAL } from './index-speed.ts';
import { type Measured, quantile } from './report.ts';

const SAVED = 2000;
/** How often the library is opened. */
const OPENINGS = 7;

/**
 * From the address of the library until its list is in the document and painted. Today's list draws every row, so it
 * cannot keep the budget of the library that draws 60 of them (150 ms): printed, and asserted once that is there.
 */
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

/** Opens the library in a page, and returns when the list was painted (ms since the document began). */
async function listShown(page: Page, address: string): Promise<number> {
  await page.evaluateOnNewDocument((count: number) => {
    const shown = Promise.withResolvers<number>();
    Object.assign(globalThis, { shown: shown.promise });
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll('[data-analysis], .entries li').length < count) return;
      observer.disconnect();
      // After the next frame, in which it is painted.
      requestAnimationFrame(() => setTimeout(() => shown.resolve(performance.now())));
    }).observe(document, { subtree: true, childList: true });
  }, SAVED);
  await page.goto(address);
  return Number(await page.evaluate('shown'));
}
