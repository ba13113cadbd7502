import { describe, expect, it } from 'vitest';
import { BROWSERS, GRANTED } from '../../build.ts';
import { analyses } from '../../sample/content.ts';
import { siteWithOlder } from '../harness/older-analyses.ts';
import { openReader } from '../harness/reader.ts';
import { pageSurface, press, until } from '../harness/surface.ts';

/** The tests of both browsers run concurrently, because each of them waits long. */
describe('a companion index that arrives while the background reads pages', () => {
  it.concurrent.each(BROWSERS)('replaces the index made from those pages, and stays, in %s', async (name) => {
    const reader = await openReader(name, {
      variant: GRANTED,
      prepare: (sample) => sample.publishSite(siteWithOlder()),
    });
    await reader.untilIndex();
    const options = await reader.open('/options.html');
    const shown = (): Promise<{ cards: number; isReading: boolean; words: string }> =>
      options.evaluate(() => ({
        cards: Number(document.querySelector<HTMLElement>('[data-index]')?.dataset.cards),
        isReading: document.querySelector('.site-reading') !== null,
        words: document.body.innerText,
      }));
    await until('the background reads pages', async () => (await shown()).isReading);
    reader.sample.publish({});
    await press(pageSurface(options), 'button', 'Check now');
    await until('the companion index is there', async () =>
      (await shown()).words.includes('Published by NOLIGARCHY.US sample on'),
    );
    // The alarm for the next batch of pages fires half a minute after the background set it, so wait longer than usual.
    await until(
      'no alarm for the next batch is left',
      async () =>
        !(await reader.ask((api) => api.alarms.getAll())).some(
          ({ name }: { name: string }) => name === 'back-fill',
        ),
      60_000,
    );
    const { cards, isReading } = await shown();
    expect({ cards, isReading }).toEqual({ cards: analyses.length, isReading: false });
    await reader.close();
  });
});
