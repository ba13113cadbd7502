import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type FeedFile, feedsOf } from '../../sample/feed.ts';
import { publicationSite } from '../../sample/publication.ts';

/** The sample publication as a plain web site on loopback: it has pages, feeds and sitemaps, but no companion index. */

export const outlet = (source: string): string => `https://${source.replace(':/', '.example/')}`;

/** The current time in the tests, later than all dates in the sample (milliseconds since the epoch). */
export const NOW = Date.parse('2026-07-10T12:00:00Z');

/** A file of the web server, with the headers that a test adds. */
export interface ServedFile extends FeedFile {
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PlainSite {
  /** Address of the site, with "/" at the end. */
  readonly address: string;
  /** Files, keyed by path. Tests change them. */
  readonly files: Map<string, ServedFile>;
  /** Functions that respond instead of a file, keyed by path. */
  readonly instead: Map<string, (response: ServerResponse) => void>;
  /** Paths and headers of all requests so far. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Whether files have an `ETag`; true by default. */
  hasValidators: boolean;
  paths(): string[];
  close(): void;
}

/**
 * Starts the site.
 * @param host a host name that means this machine
 */
export async function startPlainSite(host = '127.0.0.1'): Promise<PlainSite> {
  const asked: PlainSite['asked'] = [];
  const instead: PlainSite['instead'] = new Map();
  const files = new Map<string, ServedFile>();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    asked.push({ path, headers: request.headers });
    const answer = instead.get(path);
    const file = files.get(path);
    if (answer) answer(response);
    else if (!file) response.writeHead(404).end();
    else {
      const etag = `"${createHash('sha256').update(file.body).digest('hex').slice(0, 12)}"`;
      const validators = site.hasValidators ? { etag } : {};
      if (site.hasValidators && request.headers['if-none-match'] === etag)
        response.writeHead(304, validators).end();
      else
        response.writeHead(200, { 'content-type': file.type, ...validators, ...file.headers }).end(file.body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site: PlainSite = {
    address: `http://${host}:${(server.address() as AddressInfo).port}/`,
    files,
    instead,
    asked,
    hasValidators: true,
    paths: () => asked.map(({ path }) => path),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  publish(site);
  return site;
}

/** Publishes the sample without some analyses, as pages, feeds and sitemaps. */
export function publish(site: PlainSite, withdrawn: readonly string[] = []): void {
  site.files.clear();
  for (const [path, file] of publicationSite(site.address, outlet, { withdrawn }))
    if (!path.startsWith('/.well-known/')) site.files.set(path, file);
  for (const [path, file] of feedsOf(site.address, outlet, { withdrawn })) site.files.set(path, file);
}

/** Replaces `from` with `to` in a file. Throws an error if the file does not contain `from`. */
export function edit(site: PlainSite, path: string, from: string | RegExp, to: string): void {
  const file = site.files.get(path);
  if (typeof file?.body !== 'string') throw new Error(`no text at ${path}`);
  const body = file.body.replaceAll(from instanceof RegExp ? new RegExp(from, 'g') : from, to);
  if (body === file.body) throw new Error(`${path} has no ${from}`);
  site.files.set(path, { ...file, body });
}

/** Makes the site also serve the index in a folder. */
export function serveFolder(site: PlainSite, folder: string): void {
  for (const [path, body] of filesIn(folder)) site.files.set(`/${path}`, { type: 'application/json', body });
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'build-index-'));
}

/** Gives each test of a file its own sample site and an empty folder. */
export function withSampleSite(begin: (site: PlainSite, folder: string) => void): void {
  let site: PlainSite;
  let folder: string;
  beforeEach(async () => {
    site = await startPlainSite();
    folder = temporaryFolder();
    begin(site, folder);
  });
  afterEach(() => {
    site.close();
    rmSync(folder, { recursive: true });
  });
}

/** Returns all files below a folder, keyed by path. Leaves out the cache unless `withCache` is true. */
export function filesIn(folder: string, withCache = false): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && (withCache || !entry.name.startsWith('.')))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}
