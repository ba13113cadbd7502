import { describe, expect, it } from 'vitest';
import type { KnownPage } from '../../../lib/build-index/crawl.ts';
import { ProgressSaver } from '../../../lib/build-index/save-progress.ts';

const SITE = 'https://noligarchy.us/';

function page(n: number): KnownPage {
  const card = {
    id: `story-${n}`,
    url: `${SITE}story-${n}`,
    headline: `Story ${n}`,
    published: '2026-07-02',
    sources: [],
    topics: [],
  };
  return { analysis: { card, text: { sections: [], attribution: [] } } };
}

/** Adds `number` pages. Returns how many documents and lists of pages were written, and their total size in bytes. */
async function reading(number: number): Promise<{ documents: number; lists: number; bytes: number }> {
  const written = { documents: 0, lists: 0, bytes: 0 };
  const progress = new ProgressSaver('out', SITE, async (path, body) => {
    if (path.includes('analyses')) written.documents++;
    else written.lists++;
    written.bytes += body.length;
    return true;
  });
  const pages = new Map<string, KnownPage>();
  for (let n = 0; n < number; n++) {
    pages.set(`${SITE}story-${n}`, page(n));
    await progress.add(pages, `${SITE}story-${n}`);
  }
  return written;
}

describe('the progress of a crawl', () => {
  it.each([
    [99, { documents: 0, lists: 0 }],
    [100, { documents: 100, lists: 1 }],
    [1000, { documents: 1000, lists: 10 }],
  ])('is saved once for every hundred pages; here there are %i pages', async (number, expected) => {
    expect(await reading(number)).toMatchObject(expected);
  });

  it('takes less than twenty times as many bytes for ten times as many pages', async () => {
    const [few, many] = [await reading(1000), await reading(10_000)];
    expect(many.documents).toBe(10 * few.documents);
    expect(many.bytes / few.bytes).toBeLessThan(20);
  });
});
