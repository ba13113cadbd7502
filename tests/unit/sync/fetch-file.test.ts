import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchFile } from '../../../lib/sync/fetch-file.ts';

const origin = 'https://noligarchy.us';
const ADDRESS = `${origin}/index.json`;

/**
 * Returns a `fetch` whose response body arrives byte by byte, each byte after a wait (ms). The body ends after the last
 * byte, or never.
 */
function inPieces(waits: readonly number[], ends = true): typeof fetch {
  return (async (_: string, init?: RequestInit) => {
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        init?.signal?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')));
        for (const wait of waits) {
          await new Promise((resolve) => setTimeout(resolve, wait));
          if (init?.signal?.aborted) return;
          controller.enqueue(new Uint8Array([32]));
        }
        if (ends) controller.close();
      },
    });
    return new Response(body);
  }) as typeof fetch;
}

describe('fetchFile', () => {
  it('waits for a body that is slow but keeps arriving', async () => {
    const get = inPieces(Array(12).fill(20));
    const file = await fetchFile(ADDRESS, { origin, maxBytes: 100, timeout: 200, get });
    expect(file === 'unchanged' ? 0 : file.body.length).toBe(12);
  });

  it.each([
    ['a body that stops', inPieces([1, 1], false)],
    [
      'an answer that never comes',
      ((_: string, init?: RequestInit) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        })) as typeof fetch,
    ],
  ])('fails with `timeout` because of %s', async (_, get) => {
    await expect(fetchFile(ADDRESS, { origin, maxBytes: 100, timeout: 30, get })).rejects.toMatchObject({
      reason: 'timeout',
      file: '/index.json',
    });
  });

  it.each([
    ['another origin', 'https://elsewhere.example/index.json', 'other-origin'],
    ['another port', 'https://noligarchy.us:8443/index.json', 'other-origin'],
  ])('makes no request to %s', async (_, address, reason) => {
    let asked = 0;
    const get = (async () => {
      asked++;
      return new Response('');
    }) as typeof fetch;
    await expect(fetchFile(address, { origin, maxBytes: 100, get })).rejects.toMatchObject({ reason });
    expect(asked).toBe(0);
  });

  it.each([
    ['https://www.noligarchy.us', undefined],
    ['https://blog.noligarchy.us', 'other-origin'],
    ['http://www.noligarchy.us', 'other-origin'],
    ['https://elsewhere.example', 'other-origin'],
  ])(
    'accepts or refuses a file after a redirect to %s; the reason for a refusal is %s',
    async (host, reason) => {
      const url = `${host}/index.json`;
      const get = (async () =>
        Object.defineProperty(new Response('{}'), 'url', { value: url })) as typeof fetch;
      const outcome = await fetchFile(ADDRESS, { origin, maxBytes: 100, get }).catch(
        (error: unknown) => error,
      );
      expect(outcome).toMatchObject(reason ? { reason } : { url });
    },
  );

  it('refuses a body that exceeds its limit', async () => {
    const get = (async () => new Response(new Uint8Array(101))) as typeof fetch;
    await expect(fetchFile(ADDRESS, { origin, maxBytes: 100, get })).rejects.toMatchObject({
      reason: 'too-large',
    });
  });

  it.each<[what: string, get: () => Promise<unknown>, reason: string]>([
    ['a network that does not answer', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
    ['a body that breaks off', async () => new Response(brokenOff()), 'unreachable'],
  ])('reports the publication as unreachable because of %s', async (_, get, reason) => {
    const failed = fetchFile(ADDRESS, { origin, maxBytes: 100, get: get as typeof fetch });
    await expect(failed).rejects.toMatchObject({ name: 'FetchFailure', reason });
  });

  it.each<[what: string, get: () => Promise<unknown>, name: string]>([
    [
      'of a kind that the Fetch standard does not name',
      () => Promise.reject(new RangeError('ours')),
      'RangeError',
    ],
    ['in the code that handles the answer', async () => ({ ok: true, status: 200, url: '' }), 'TypeError'],
  ])('rethrows an error %s', async (_, get, name) => {
    const failed = fetchFile(ADDRESS, { origin, maxBytes: 100, get: get as typeof fetch });
    await expect(failed).rejects.toMatchObject({ name });
  });
});

describe('a file that comes slowly', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /**
   * Returns a `fetch` whose response body has these parts. A part is a number of pieces, the bytes of each piece, and
   * the seconds before each piece.
   */
  function flow(
    ...parts: readonly (readonly [pieces: number, bytes: number, seconds: number])[]
  ): typeof fetch {
    return (async (_: string, init?: RequestInit) => {
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          const { signal } = init ?? {};
          signal?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')));
          for (const [pieces, bytes, seconds] of parts)
            for (let n = 0; n < pieces && !signal?.aborted; n++) {
              await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
              if (!signal?.aborted) controller.enqueue(new Uint8Array(bytes));
            }
          if (!signal?.aborted) controller.close();
        },
      });
      return new Response(body);
    }) as typeof fetch;
  }

  /** Returns the number of seconds after which a fetch ends, and its result. */
  async function outcome(get: typeof fetch): Promise<[seconds: number, result: string]> {
    let result: string | undefined;
    fetchFile(ADDRESS, { origin, maxBytes: 10_000_000, get }).then(
      (file) => {
        result = file === 'unchanged' ? file : `${file.body.length} bytes`;
      },
      (error: { reason: string }) => {
        result = error.reason;
      },
    );
    let seconds = 0;
    for (; result === undefined && seconds < 1000; seconds++) await vi.advanceTimersByTimeAsync(1000);
    return [seconds, result ?? 'still comes'];
  }

  it.each<[what: string, get: typeof fetch, seconds: number, result: string]>([
    ['a byte each ten seconds', flow([1000, 1, 10]), 60, 'timeout'],
    ['a kilobyte each twenty seconds', flow([1000, 1000, 20]), 60, 'timeout'],
    ['10 kB a second, then a byte each ten seconds', flow([60, 10_000, 1], [1000, 1, 10]), 120, 'timeout'],
    ['nothing after the first byte', flow([1, 1, 1], [1, 1, 500]), 26, 'timeout'],
    ['ten kilobytes a second for five minutes', flow([300, 10_000, 1]), 300, '3000000 bytes'],
    ['two kilobytes a second for five minutes', flow([300, 2000, 1]), 300, '600000 bytes'],
    ['forty kilobytes each twenty seconds', flow([15, 40_000, 20]), 300, '600000 bytes'],
    ['a few bytes within a minute', flow([5, 1, 10]), 50, '5 bytes'],
  ])('arrives if it is fast enough, and otherwise times out: %s', async (_, get, seconds, result) => {
    expect(await outcome(get)).toEqual([seconds, result]);
  });

  it('leaves no timer behind', async () => {
    await outcome(flow([5, 1, 10]));
    await outcome(flow([1000, 1, 10]));
    // The aborted body still waits for its next piece. Let its timer fire.
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

/** Returns a body that fails with a network error after one byte. */
function brokenOff(): ReadableStream {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array([32])),
    pull: (controller) => controller.error(new TypeError('network error')),
  });
}
