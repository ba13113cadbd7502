import { at } from './publication.ts';

/** The kinds of damage that can happen to a file of the publication. */

/**
 * Valid JSON whose `__proto__` and `constructor` would change prototypes if code merged it carelessly. If `__proto__`
 * became a prototype, `readManifest` would no longer answer `not-an-index`.
 */
const HOSTILE = `{"__proto__":{"format":"civic-lens-index","version":1,"cards":[],"hostile":true},
  "constructor":{"prototype":{"hostile":true}},"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;

export const DAMAGES = {
  'is unreachable': () => Promise.reject(new TypeError('fetch failed')),
  'breaks off': async (response) => {
    const whole = await response.bytes();
    const pieces = [whole.subarray(0, whole.length / 2)];
    const stream = new ReadableStream({
      pull(controller) {
        const piece = pieces.pop();
        if (piece) controller.enqueue(piece);
        else controller.error(new TypeError('terminated'));
      },
    });
    return new Response(stream, response);
  },
  'answers with an error': () => new Response('Oops', { status: 500 }),
  'is a page of a hotel network': () =>
    new Response('<!doctype html><title>Welcome</title><p>Log in to use the network.', {
      headers: { 'content-type': 'text/html' },
    }),
  // An answer without a body, such as 304, has nothing to cut off.
  'is cut short': async (response) =>
    response.body ? new Response((await response.bytes()).slice(0, -40), response) : response,
  // This content is valid and exactly as long as the file, so only the hash reveals the difference.
  'has other content': async (response) =>
    new Response('{"cards":[],"documents":[]}'.padEnd((await response.bytes()).length)),
  'is 60 MB of blanks': () => new Response(blanks(60_000_000)),
  'is hostile': () => new Response(HOSTILE),
  'leads elsewhere': () => at('https://elsewhere.example/', new Response('<!doctype html><p>Another site')),
} as const satisfies Record<string, (response: Response) => Response | Promise<Response>>;

export type Damage = keyof typeof DAMAGES;

/** One piece of a body of blanks. */
const CHUNK = new Uint8Array(100_000).fill(0x20);
/** The number of bytes that were read of each body of blanks since the damaged sync began. */
export const blanksRead: number[] = [];

/** Returns a body of blanks that produces only as many bytes as are read. */
function blanks(size: number): ReadableStream<Uint8Array> {
  const body = blanksRead.push(0) - 1;
  return new ReadableStream(
    {
      pull(controller) {
        const read = blanksRead[body] ?? 0;
        if (read >= size) return controller.close();
        blanksRead[body] = read + CHUNK.length;
        controller.enqueue(CHUNK);
      },
    },
    { highWaterMark: 0 },
  );
}
