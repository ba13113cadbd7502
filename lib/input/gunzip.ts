/** The reason why a compressed file could not be decompressed. */
export type GunzipReason = 'too-large' | 'damaged';

/** Thrown if a gzip file is truncated or corrupt (`damaged`), or its content exceeds the limit (`too-large`). */
export class GunzipFailure extends Error {
  readonly reason: GunzipReason;

  constructor(reason: GunzipReason) {
    super(`gzip: ${reason}`);
    this.name = 'GunzipFailure';
    this.reason = reason;
  }
}

/**
 * Number of bytes to write to the decompressor at once. Before the stream can be cancelled, the decompressor expands a
 * whole piece, up to a thousand times its size.
 */
const PIECE = 16_384;

/**
 * Decompresses a gzip file (RFC 1952). Recognizes gzip by the first bytes, not by name or type: a server may have
 * decompressed `sitemap.xml.gz` already, or compressed a file with another name.
 *
 * @param limit maximum size of the content (bytes); decompression stops there
 * @returns the content; `body` itself if it is not a gzip file
 * @throws {GunzipFailure} if the file is damaged or its content is too large
 */
export async function gunzipped(
  body: Uint8Array<ArrayBuffer>,
  limit: number,
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
    if (length > limit) {
      // `cancel` can fail on a damaged file, but the size remains the reason to report.
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
