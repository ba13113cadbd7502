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

/** A request to any host that reached the sample server. */
export interface SeenRequest {
  readonly method: string;
  /** Absolute address. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Time of arrival (ms since the epoch). */
  readonly at: number;
}

/** Answers a request to the publication in an unusual way, or returns `false` so that the sample answers as usual. */
export type Answering = (
  request: { path: string; headers: IncomingMessage['headers'] },
  response: ServerResponse,
) => boolean;

export interface Sample {
  /** Port on loopback on which the server listens. */
  readonly port: number;
  /** Every page of the outlets. */
  readonly pages: readonly OutletPage[];
  /** Returns a page of an outlet by its name. Throws an error if no page has this name. */
  page(name: string): OutletPage;
  /** Every request since the list was last emptied. */
  readonly requests: readonly SeenRequest[];
  /** Returns those of `requests` that went to the publication. */
  publicationRequests(): readonly SeenRequest[];
  /** Empties the list of requests. */
  clearRequests(): void;
  /** Resets the sample to its initial state, without requests and changes. */
  reset(): void;
  /** Whether the host of an address is the host of a source in the index. */
  isOnHostOfIndex(address: string): boolean;
  /** Publishes the sample again with changes, or in another form. */
  publish(change: SiteChange): void;
  /** Returns the body of the publication's file at a path. */
  file(path: string): string | Uint8Array | undefined;
  /** Publishes a completely different site. */
  publishSite(site: ServedSite): void;
  /** Unusual answers of the publication. If this is `undefined`, the publication answers as usual. */
  answering: Answering | undefined;
  /**
   * Lets requests for some paths of the publication wait, so that a test can look at what happens meanwhile.
   *
   * @returns a function that answers the waiting requests and lets no further requests wait
   */
  hold(isHeld: (path: string) => boolean): () => void;
  /** Whether the publication redirects every request from its own host to its `www.` twin. */
  isAtTwin: boolean;
  /** HTML that replaces the usual HTML of outlet pages, keyed by address. */
  readonly replacedPages: Map<string, string>;
  /** Additional pages on any host, for example saved pages, keyed by `placeOf` of their address. */
  readonly saved: Map<string, SavedPage>;
  close(): Promise<void>;
}

/**
 * A page that is served byte for byte. A Content Security Policy prevents scripts and other files from loading, so that
 * tests measure only the page's own text.
 */
export interface SavedPage {
  /** Encoding for the `Content-Type` header. If it is undefined, the page's own `meta` element decides. */
  readonly charset?: string | undefined;
  readonly body: Uint8Array;
}

/** Returns an address without its fragment, and without its scheme, which a browser may have changed to `https:`. */
export function placeOf(address: string): string {
  const { host, pathname, search } = new URL(address);
  return host + pathname + search;
}

/** Files of a site, keyed by path. */
export type ServedSite = ReadonlyMap<string, ServedFile>;

export interface ServedFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/**
 * The files that the publication offers. `companion`: everything; `site`: everything except the companion index;
 * `feed`: only feeds and pages, without sitemaps and robots.txt.
 */
export type SiteForm = 'companion' | 'site' | 'feed';

export interface SiteChange extends IndexChange, FeedChange {
  /** The form. The default is `companion`. */
  readonly form?: SiteForm;
}

interface Options {
  /** Address of the publication for which the extension was built, ending in "/". */
  readonly publication: string;
  /** Port in the outlets' addresses. */
  readonly outletPort: number;
  /** Port on which to listen. The default is any free port. */
  readonly listen?: number;
}

/**
 * Serves the sample publication and outlets. Also works as a proxy (absolute addresses, CONNECT). A browser that uses
 * this proxy reaches no other server, and the sample records every request.
 */
export async function startSample({ publication, outletPort, listen = 0 }: Options): Promise<Sample> {
  const at = outletsOn(outletPort);
  const { host: publicationHost } = new URL(publication);
  const pages = outletPages(at);
  const byAddress = new Map(pages.map((page) => [page.address.replace(/#.*/, ''), page]));
  let site: ServedSite = siteOf(publication, at);
  let hosts = sourceHosts(at);
  const requests: SeenRequest[] = [];
  const replacedPages = new Map<string, string>();
  const saved = new Map<string, SavedPage>();
  const sample: { answering: Answering | undefined; isAtTwin: boolean } = {
    answering: undefined,
    isAtTwin: false,
  };
  let isHeld: (path: string) => boolean = () => false;
  let waiting: (() => void)[] = [];
  const release = (): void => {
    isHeld = () => false;
    const answers = waiting;
    waiting = [];
    for (const answer of answers) answer();
  };

  const handle = (scheme: 'http' | 'https') => (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(
      /^https?:/.test(request.url ?? '')
        ? (request.url ?? '')
        : `${scheme}://${request.headers.host}${request.url}`,
    );
    requests.push({ method: request.method ?? '', url: url.href, headers: request.headers, at: Date.now() });
    if (sample.isAtTwin && url.host === publicationHost) {
      const { pathname, search } = url;
      response.writeHead(301, { location: `${scheme}://www.${publicationHost}${pathname}${search}` }).end();
      return;
    }
    if (url.host === (sample.isAtTwin ? `www.${publicationHost}` : publicationHost)) {
      const path = decodeURIComponent(url.pathname);
      const answer = (): void => {
        if (!sample.answering?.({ path, headers: request.headers }, response))
          answerStatic(site, path, request, response);
      };
      if (isHeld(path)) waiting.push(answer);
      else answer();
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
        .end(replacedPages.get(page.address) ?? page.html);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('No such page.');
  };

  const tls = createTlsServer(await certificate(), handle('https'));
  await listening(tls, 0);
  const server = createServer(handle('http'));
  const tunnels = new Set<Socket>();
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    const [host = '', port] = (request.url ?? '').split(':');
    // Tunnels without TLS to hosts of the sample end at the HTTP server. All other tunnels end at the TLS server.
    const target = port !== '443' && /localhost$/.test(host) ? server : tls;
    const upstream = connect((target.address() as AddressInfo).port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
    // `closeAllConnections` does not close tunnels, so the server would wait for them forever.
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
    replacedPages,
    saved,
    page: (name: string) => {
      const page = pages.find((candidate) => candidate.name === name);
      if (!page) throw new Error(`no sample page "${name}"`);
      return page;
    },
    requests,
    publicationRequests: () => requests.filter(({ url }) => new URL(url).host === publicationHost),
    clearRequests: () => void requests.splice(0),
    hold: (held: (path: string) => boolean) => {
      isHeld = held;
      return release;
    },
    reset: () => {
      release();
      requests.splice(0);
      replacedPages.clear();
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
      release();
      for (const tunnel of tunnels) tunnel.destroy();
      await Promise.all([closed(server), closed(tls)]);
    },
  });
}

/** Returns the hosts of all sources, including those of added cards, as `foldHost` returns them. */
function sourceHosts(at: OutletAddress, { more = {} }: SiteChange = {}): ReadonlySet<string> {
  const added = Object.values(more).flat() as readonly { readonly sources?: readonly string[] }[];
  const sources = [
    ...analyses.flatMap((analysis) => analysis.sources.map(at)),
    ...added.flatMap((card) => card.sources ?? []),
  ];
  return new Set(sources.map((source) => foldHost(new URL(source).hostname)));
}

/** Returns all files of the publication in one of its forms. */
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
