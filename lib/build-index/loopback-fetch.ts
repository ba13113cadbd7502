import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';

/** Statuses of responses without a body (https://fetch.spec.whatwg.org/#null-body-status). */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * Fetches like `fetch`, but also finds hosts that end in `.localhost`. Such a host is this machine (RFC 6761, 6.3), but
 * on some systems Node cannot resolve its name. Handles only `http:` addresses of such hosts itself, and passes all
 * other addresses to `fetch`.
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
