import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { generate } from 'selfsigned';
import { foldHost } from '../../lib/address/hosts.ts';
import { analyses } from './content.ts';
import { type FeedChange, feedsOf } from './feed.ts';
import { type OutletPage, outletPages, outletsOn } from './outlets.ts';
import { type IndexChange, type OutletAddress, publicationSite } from './publication.ts';

/** A request that reached the sample's machine, whatever host it was for. */
export interface Seen {
  readonly method: string;
  /** Absolute address. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** When it came, milliseconds since the epoch. */
  readonly at: number;
}

/** How the publication answers, when not as usual. Return `false` to answer as usual. */
export type Answering = (
  request: { path: string; headers: IncomingMessage['headers'] },
  response: ServerResponse,
) => boolean;

export interface Sample {
  /** Port that it listens on (loopback). */
  readonly port: number;
  /** Every page of the outlets. */
  readonly pages: readonly OutletPage[];
  page(name: string): OutletPage;
  /** Every request so far. */
  readonly seen: readonly Seen[];
  /** Requests for the publication so far. */
  asked(): readonly Seen[];
  forget(): void;
  /** Puts the sample back to how it was when it started: published as usual, nothing seen, nothing changed. */
  reset(): void;
  /** Whether an address lies on a host on which some analysis of the index has a source. */
  isOnHostOfIndex(address: string): boolean;
  /** Publishes another state of the index, or the publication in another form. */
  publish(change: SiteChange): void;
  /** What the publication serves at a path. */
  file(path: string): string | Uint8Array | undefined;
  /** Publishes another site altogether. */
  publishSite(site: ServedSite): void;
  /** Has the publication answer otherwise: `undefined` as usual again. */
  answering: Answering | undefined;
  /** Whether the publication answers at its `www.` twin only, and forwards there from its own address. */
  isAtTwin: boolean;
  /** Pages of outlets that now show something else, by address. */
  readonly retold: Map<string, string>;
  /** Further pages of any host, by `placeOf` their address: saved ones, say. */
  readonly saved: Map<string, SavedPage>;
  close(): Promise<void>;
}

/**
 * A page as it was saved, byte for byte. No script of it runs, and nothing else is loaded: what is measured is its
 * own text.
 */
export interface SavedPage {
  /** Encoding; where absent, the page's own `meta` tells. */
  readonly charset?: string | undefined;
  readonly body: Uint8Array;
}

/** An address without scheme and fragment: a browser may have raised it to `https:`. */
export function placeOf(address: string): string {
  const { host, pathname, search } = new URL(address);
  return host + pathname + search;
}

/** Files of a site by path, as a web server hands them out. */
export type ServedSite = ReadonlyMap<string, ServedFile>;

export interface ServedFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/**
 * What a publication offers: a companion index and all the rest; a plain site; a feed and pages that nothing else
 * leads to.
 */
export type SiteForm = 'companion' | 'site' | 'feed';

export interface SiteChange extends IndexChange, FeedChange {
  /** `companion` unless said otherwise. */
  readonly form?: SiteForm;
}

interface Options {
  /** Address of the publication that the extension was built for, ending in "/". */
  readonly publication: string;
  /** Port that stands in the outlets' addresses. */
  readonly outletPort: number;
  /** Port to listen on; any free one unless said otherwise. */
  readonly listen?: number;
}

/**
 * Serves the sample publication and outlets. Also speaks as a proxy (absolute addresses, CONNECT), so that a browser
 * which sends everything here reaches nothing else, whatever it asks for is seen, and each test has a web of its own.
 */
export async function startSample({ publication, outletPort, listen = 0 }: Options): Promise<Sample> {
  const at = outletsOn(outletPort);
  const { host: publicationHost } = new URL(publication);
  const pages = outletPages(at);
  const byAddress = new Map(pages.map((page) => [page.address.replace(/#.*/, ''), page]));
  let site: ServedSite = siteOf(publication, at);
  let hosts = sourceHosts(at);
  const seen: Seen[] = [];
  const retold = new Map<string, string>();
  const saved = new Map<string, SavedPage>();
  const sample: { answering: Answering | undefined; isAtTwin: boolean } = {
    answering: undefined,
    isAtTwin: false,
  };

  const handle = (scheme: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(
      /^https?:/.test(request.url ?? '')
        ? (request.url ?? '')
        : `${scheme}://${request.headers.host}${request.url}`,
    );
    seen.push({ method: request.method ?? '', url: url.href, headers: request.headers, at: Date.now() });
    if (sample.isAtTwin && url.host === publicationHost) {
      const { pathname, search } = url;
      response.writeHead(301, { location: `${scheme}://www.${publicationHost}${pathname}${search}` }).end();
      return;
    }
    if (url.host === (sample.isAtTwin ? `www.${publicationHost}` : publicationHost)) {
      const path = decodeURIComponent(url.pathname);
      if (!sample.answering?.({ path, headers: request.headers }, response))
        answerStatic(site, path, request, response);
      return;
    }
    const asSaved = saved.get(placeOf(url.href));
    if (asSaved) {
      answerSaved(asSaved, response);
      return;
    }
    const page = byAddress.get(url.href);
    if (page?.redirect) response.writeHead(302, { location: page.redirect }).end();
    else if (page)
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(retold.get(page.address) ?? page.html);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('No such page.');
  };

  const tls = createTlsServer(await certificate(), handle('https'));
  await listening(tls, 0);
  const server = createServer(handle('http'));
  const tunnels = new Set<Socket>();
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const [host = '', port] = (request.url ?? '').split(':');
    // Tunnels to the sample's own plain hosts end at the plain server, all others at the one with TLS.
    const target = port !== '443' && /localhost$/.test(host) ? server : tls;
    const upstream = connect((target.address() as AddressInfo).port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
    // The server no longer counts a tunnel among its connections, and would wait for it for ever.
    tunnels.add(client);
    client.on('close', () => {
      tunnels.delete(client);
      upstream.destroy();
    });
  });
  await listening(server, listen);

  return Object.assign(sample, {
    port: (server.address() as AddressInfo).port,
    pages,
    retold,
    saved,
    page: (name: string) => {
      const page = pages.find((candidate) => candidate.name === name);
      if (!page) throw new Error(`no sample page "${name}"`);
      return page;
    },
    seen,
    asked: () => seen.filter(({ url }) => new URL(url).host === publicationHost),
    forget: () => void seen.splice(0),
    reset: () => {
      seen.splice(0);
      retold.clear();
      saved.clear();
      sample.answering = undefined;
      sample.isAtTwin = false;
      site = siteOf(publication, at);
      hosts = sourceHosts(at);
    },
    isOnHostOfIndex: (address: string) => hosts.has(foldHost(new URL(address).hostname)),
    publish: (change: SiteChange) => {
      site = siteOf(publication, at, change);
      hosts = sourceHosts(at, change);
    },
    file: (path: string) => site.get(path)?.body,
    publishSite: (other: ServedSite) => {
      site = other;
    },
    close: async () => {
      for (const tunnel of tunnels) tunnel.destroy();
      await Promise.all([closed(server), closed(tls)]);
    },
  });
}

/** Folded hosts of all sources, those of added cards included. */
function sourceHosts(at: OutletAddress, { more = {} }: SiteChange = {}): ReadonlySet<string> {
  const added = Object.values(more).flat() as readonly { readonly sources?: readonly string[] }[];
  const sources = [
    ...analyses.flatMap((analysis) => analysis.sources.map(at)),
    ...added.flatMap((card) => card.sources ?? []),
  ];
  return new Set(sources.map((source) => foldHost(new URL(source).hostname)));
}

/** All files of the publication in one of its forms. */
export function siteOf(
  publication: string,
  at: OutletAddress,
  { form = 'companion', ...change }: SiteChange = {},
): ServedSite {
  const site = new Map([...publicationSite(publication, at, change), ...feedsOf(publication, at, change)]);
  const hidden = {
    companion: undefined,
    site: /^\/\.well-known\//,
    feed: /^\/(?:\.well-known\/|sitemap|robots)/,
  }[form];
  for (const path of site.keys()) if (hidden?.test(path)) site.delete(path);
  return site;
}

function answerSaved({ charset, body }: SavedPage, response: ServerResponse): void {
  response
    .writeHead(200, {
      'content-type': charset ? `text/html; charset=${charset}` : 'text/html',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
    .end(body);
}

function answerStatic(
  site: ServedSite,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = site.get(path);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('No such page.');
    return;
  }
  const etag = `"${Buffer.from(file.body).length}-${hash(file.body)}"`;
  if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
  else {
    const type = typeof file.body === 'string' ? `${file.type}; charset=utf-8` : file.type;
    response.writeHead(200, { 'content-type': type, etag }).end(file.body);
  }
}

function hash(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 12);
}

async function certificate(): Promise<{ key: string; cert: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'sample.localhost' }], {
    keySize: 2048,
  });
  return { key, cert };
}

function listening(server: Server | ReturnType<typeof createTlsServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function closed(server: Server | ReturnType<typeof createTlsServer>): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
