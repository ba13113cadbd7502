import { type Outside, readBatch } from './back-fill.ts';
import { keepAwake } from './keep-awake.ts';

/**
 * Time for which the background reads one batch after the other (ms). It is less than the five minutes after which
 * Chrome ends a background that still handles one event
 * (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle).
 */
const AWAKE_MS = 4 * 60_000;

/**
 * Reads batches of pages (`readBatch`), one after the other, as long as pages may be read, but for about four minutes
 * at most. Keeps the background awake meanwhile. If the background is killed, or the time is over, an alarm continues
 * the reading.
 *
 * @param onChanged runs after each batch that may have changed cards
 */
export async function backFillBatches(onChanged: () => Promise<void>, outside: Outside = {}): Promise<void> {
  const { now = Date.now } = outside;
  await keepAwake(async () => {
    const start = now();
    // If the clock was set back, stop here. The alarm continues the reading.
    const hasTime = (): boolean => now() >= start && now() - start < AWAKE_MS;
    for (let hasMore = true; hasMore && hasTime(); ) {
      const batch = await readBatch(outside);
      if (batch.changed) await onChanged();
      hasMore = batch.hasMore;
    }
  });
}
