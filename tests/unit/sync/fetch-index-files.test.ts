import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import type { IndexFile } from '../../../lib/index/manifest.ts';
import { sha256 } from '../../../lib/sync/fetch-file.ts';
import { fetchAhead } from '../../../lib/sync/fetch-index-files.ts';
import { resetBrowser } from '../fake-browser.ts';
import { PUBLICATION } from './publication.ts';

beforeEach(async () => {
  resetBrowser(`${PUBLICATION}*`);
  await Promise.all(db.tables.map((table) => table.clear()));
});

const BODIES = ['first', 'second', 'third', 'fourth', 'fifth'].map((text) => new TextEncoder().encode(text));

/** Fetches five files. A request takes some time. Requests for the files at the `failing` places fail. */
async function fetching(failing: readonly number[] = []): Promise<{
  readonly files: ReturnType<typeof fetchAhead>;
  /** Places of the files, in the order of their requests. */
  readonly asked: readonly number[];
  /** Places of the files, in the order in which their requests ended. */
  readonly answered: readonly number[];
  /** The largest number of requests at the same time. */
  readonly most: () => number;
}> {
  const asked: number[] = [];
  const answered: number[] = [];
  let [now, most] = [0, 0];
  const get = (async (address: string) => {
    const place = Number(new URL(address).pathname.slice(1));
    asked.push(place);
    most = Math.max(most, ++now);
    await new Promise((resolve) => setTimeout(resolve));
    now--;
    answered.push(place);
    if (failing.includes(place)) throw new TypeError('failed');
    return new Response(BODIES[place]);
  }) as typeof fetch;
  const entries = BODIES.map(
    async (body, n): Promise<IndexFile> => ({
      url: `${PUBLICATION}${n}`,
      bytes: body.length,
      sha256: await sha256(body),
    }),
  );
  const files = fetchAhead(await Promise.all(entries), new URL(PUBLICATION).origin, get, new Map());
  return { files, asked, answered, most: () => most };
}

describe('fetching the files of an index ahead', () => {
  it('returns them in order, and sends one request at a time', async () => {
    const { files, asked, most } = await fetching();
    const texts: string[] = [];
    for await (const file of files)
      texts.push('error' in file ? 'error' : new TextDecoder().decode(file.body));
    expect(texts).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(most()).toBe(1);
  });

  it('returns a file once the next one has arrived, so that its hash is computed while the caller packs', async () => {
    const { files, answered } = await fetching();
    await files.next();
    expect(answered.slice(0, 2)).toEqual([0, 1]);
  });

  it('returns a failure without waiting for the next file, so that at most one more file is requested', async () => {
    const { files, asked } = await fetching([0, 1, 2, 3, 4]);
    for (const place of [0, 1, 2]) {
      expect(await files.next()).toMatchObject({ value: { error: { reason: 'unreachable' } } });
      expect(asked.length).toBeLessThanOrEqual(place + 2);
    }
  });
});
