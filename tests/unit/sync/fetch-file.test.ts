import { describe, expect, it } from 'vitest';
import { fetchFile } from '../../../lib/sync/fetch-file.ts';

const origin = 'https://noligarchy.us';
const ADDRESS = `${origin}/index.json`;

/** A response whose body comes in pieces, each after a wait (ms); it ends with the last, or never. */
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
  it('waits for what is slow but comes', async () => {
    const get = inPieces(Array(12).fill(20));
    const file = await fetchFile(ADDRESS, { origin, most: 100, timeout: 200, get });
    expect(file === 'unchanged' ? 0 : file.body.length).toBe(12);
  });

  it.each([
    ['a body that stops coming', inPieces([1, 1], false)],
    [
      'an answer that never comes',
      ((_: string, init?: RequestInit) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        })) as typeof fetch,
    ],
  ])('gives %s up, and says that it did not come in time', async (_, get) => {
    await expect(fetchFile(ADDRESS, { origin, most: 100, timeout: 30, get })).rejects.toMatchObject({
      reason: 'timeout',
      file: '/index.json',
    });
  });

  it.each([
    ['another origin', 'https://elsewhere.example/index.json', 'other-origin'],
    ['another port', 'https://noligarchy.us:8443/index.json', 'other-origin'],
  ])('asks nobody at %s', async (_, address, reason) => {
    let asked = 0;
    const get = (async () => {
      asked++;
      return new Response('');
    }) as typeof fetch;
    await expect(fetchFile(address, { origin, most: 100, get })).rejects.toMatchObject({ reason });
    expect(asked).toBe(0);
  });

  it.each([
    ['https://www.noligarchy.us', undefined],
    ['https://blog.noligarchy.us', 'other-origin'],
    ['http://www.noligarchy.us', 'other-origin'],
    ['https://elsewhere.example', 'other-origin'],
  ])('takes a file that the publication forwarded to %s: %s', async (host, reason) => {
    const url = `${host}/index.json`;
    const get = (async () =>
      Object.defineProperty(new Response('{}'), 'url', { value: url })) as typeof fetch;
    const outcome = await fetchFile(ADDRESS, { origin, most: 100, get }).catch((error: unknown) => error);
    expect(outcome).toMatchObject(reason ? { reason } : { url });
  });

  it('stops reading where a body is larger than it may be', async () => {
    const get = (async () => new Response(new Uint8Array(101))) as typeof fetch;
    await expect(fetchFile(ADDRESS, { origin, most: 100, get })).rejects.toMatchObject({
      reason: 'too-large',
    });
  });

  it.each<[what: string, get: () => Promise<unknown>, reason: string]>([
    ['a network that does not answer', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable'],
    ['a body that breaks off', async () => new Response(brokenOff()), 'unreachable'],
  ])('names %s', async (_, get, reason) => {
    const failed = fetchFile(ADDRESS, { origin, most: 100, get: get as typeof fetch });
    await expect(failed).rejects.toMatchObject({ name: 'FetchFailure', reason });
  });

  it.each<[what: string, get: () => Promise<unknown>, name: string]>([
    [
      'of another kind than the Fetch standard names',
      () => Promise.reject(new RangeError('ours')),
      'RangeError',
    ],
    ['in what is done with the answer', async () => ({ ok: true, status: 200, url: '' }), 'TypeError'],
  ])('does not take an error for an unreachable publication that is %s', async (_, get, name) => {
    const failed = fetchFile(ADDRESS, { origin, most: 100, get: get as typeof fetch });
    await expect(failed).rejects.toMatchObject({ name });
  });
});

/** A body that ends with an error of the network after one byte. */
function brokenOff(): ReadableStream {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array([32])),
    pull: (controller) => controller.error(new TypeError('network error')),
  });
}
