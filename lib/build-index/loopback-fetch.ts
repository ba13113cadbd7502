import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';

/** Statuses whose responses have no body (Fetch Standard, "null body status"). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * `fetch` that also knows names below `localhost`: they are this machine (RFC 6761, 6.3), as browsers hold, but the
 * name resolution that Node asks does not say so everywhere. Of such names only plain `http:` is served; everything
 * else is left to `fetch`.
 */
export const loopbackFetch: typeof fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== 'http:' || !url.hostname.endsWith('.localhost')) return fetch(input, init);
  return new Promise((resolve, reject) => {
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), host: url.host };
    const signal = init?.signal ?? undefined;
    request(
      { host: '127.0.0.1', port: url.port || 80, path: url.pathname + url.search, headers, signal },
      (message) => resolve(responseOf(message)),
    )
      .on('error', reject)
      .end();
  });
};

function responseOf(message: IncomingMessage): Response {
  const status = message.statusCode ?? 500;
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  if (WITHOUT_BODY.has(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, { status, headers });
}
