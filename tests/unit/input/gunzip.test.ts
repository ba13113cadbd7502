import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { GunzipFailure, gunzipped } from '../../../lib/input/gunzip.ts';

const text = (body: Uint8Array): string => new TextDecoder().decode(body);
const bytes = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
const packed = (content: string | Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(gzipSync(content));
const reasonOf = (body: Uint8Array<ArrayBuffer>, limit: number): Promise<string | undefined> =>
  gunzipped(body, limit).then(
    () => undefined,
    (error) => (error instanceof GunzipFailure ? error.reason : String(error)),
  );

describe('gunzipped', () => {
  it.each([['<urlset/>'], [''], ['x'.repeat(300_000)], ['\x1f is no magic']])(
    'unpacks %.20j',
    async (content) => {
      expect(text(await gunzipped(packed(content), 1_000_000))).toBe(content);
    },
  );

  it.each([['<urlset/>'], [''], ['\x1f'], ['PK']])(
    'returns %j, which is not compressed, unchanged',
    async (content) => {
      const body = bytes(content);
      expect(await gunzipped(body, 3)).toBe(body);
    },
  );

  it.each<[what: string, body: Uint8Array<ArrayBuffer>, limit: number, reason: string | undefined]>([
    ['accepts a content of exactly the limit', packed('12345'), 5, undefined],
    ['refuses a content one byte over the limit', packed('123456'), 5, 'too-large'],
    ['refuses a decompression bomb', packed(new Uint8Array(50_000_000)), 1_000_000, 'too-large'],
    ['refuses a truncated file', packed('x'.repeat(1000)).slice(0, -9), 10_000, 'damaged'],
    ['refuses a file that ends in its header', packed('x').slice(0, 5), 10_000, 'damaged'],
    [
      'refuses a wrong checksum',
      packed('x'.repeat(1000)).map((byte, at, all) => (at === all.length - 6 ? ~byte : byte)),
      10_000,
      'damaged',
    ],
    ['refuses the magic number alone', Uint8Array.of(0x1f, 0x8b), 10_000, 'damaged'],
    [
      'refuses other data after the magic number',
      Uint8Array.of(0x1f, 0x8b, ...bytes('this is no gzip file')),
      10_000,
      'damaged',
    ],
  ])('%s', async (_what, body, limit, reason) => {
    expect(await reasonOf(body, limit)).toBe(reason);
  });
});
