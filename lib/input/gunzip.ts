/** Why a compressed file could not be had. */
export type GunzipReason = 'too-large' | 'damaged';

/**
 * A gzip file that is truncated or corrupt (`damaged`), or that would unpack to more than was allowed (`too-large`).
 */
export class GunzipFailure extends Error {
  readonly reason: GunzipReason;

  constructor(reason: GunzipReason) {
    super(`gzip: ${reason}`);
    this.name = 'GunzipFailure';
    this.reason = reason;
  }
}

/**
 * Bytes handed to the decompressor at a time. It unpacks each piece whole, up to a thousandfold, before anybody can
 * stop it.
 */
const PIECE = 16_384;

/**
 * The content of a gzip file (RFC 1952), told by its first bytes and not by its name or type: a server may have
 * unpacked `sitemap.xml.gz` on the way, or packed a file that does not say so.
 *
 * @param most larger contents are refused (bytes) without being unpacked further
 * @returns the content; a body that is not gzip comes back as it is
 * @throws {GunzipFailure}
 */
export async function gunzipped(
  body: Uint8Array<ArrayBuffer>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  const reader = pieces(body).pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new GunzipFailure('damaged');
    });
    if (done) break;
    length += value.length;
    if (length > most) {
      // What stops the stream may itself fail on a damaged file: the size is the reason all the same.
      await reader.cancel().catch(() => undefined);
      throw new GunzipFailure('too-large');
    }
    chunks.push(value);
  }
  const content = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}

function pieces(body: Uint8Array<ArrayBuffer>): ReadableStream<BufferSource> {
  let at = 0;
  return new ReadableStream<BufferSource>({
    pull(controller) {
      if (at >= body.length) return controller.close();
      controller.enqueue(body.subarray(at, at + PIECE));
      at += PIECE;
    },
  });
}
