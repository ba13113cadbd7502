import { vi } from 'vitest';
import { outletsOn } from '../../sample/outlets.ts';
import { type ServedFile, type ServedSite, type SiteChange, siteOf } from '../../sample/server.ts';

/** Serves the sample publication from memory, in each of its forms, for tests of `sync` and `backFill`. */

export const PUBLICATION = 'https://noligarchy.us/';
/** Turns a source of the sample content into the address of the source article. */
export const sourceAddress = outletsOn(4170);

/** The sites that were published so far. Each site is built only once. */
const sites = new Map<string, ServedSite>();

export class Publication {
  site: ServedSite = new Map();
  /** Paths of all requests so far. */
  readonly asked: string[] = [];
  /** The origin to which the publication redirects all requests, which is its `www.` twin. */
  forwardsTo: string | undefined;
  /** Addresses of requests to any other origin. */
  readonly strangers: string[] = [];
  /** Responses that replace files, keyed by path. */
  readonly instead = new Map<string, () => Response | Promise<Response>>();
  /** Changes responses before the extension receives them, as a bad network does. */
  damage: ((path: string, response: Response) => Response | Promise<Response>) | undefined;

  publish(change: SiteChange): void {
    const key = JSON.stringify(change);
    const site = sites.get(key) ?? siteOf(PUBLICATION, sourceAddress, change);
    sites.set(key, site);
    this.site = site;
  }

  /** Changes files of the present site. */
  change(work: (site: Map<string, ServedFile>) => void): void {
    const site = new Map(this.site);
    work(site);
    this.site = site;
  }

  /** The text of a file of the site. */
  text(path: string): string {
    const file = this.site.get(path);
    if (!file) throw new Error(`no file ${path}`);
    return String(file.body);
  }

  readonly get = (async (address: string, init?: RequestInit) => {
    const { pathname, origin } = new URL(address);
    if (`${origin}/` !== PUBLICATION && origin !== this.forwardsTo) {
      this.strangers.push(address);
      throw new Error(`a request for another origin: ${address}`);
    }
    this.asked.push(pathname);
    const other = this.instead.get(pathname);
    const response = at(
      this.forwardsTo ? new URL(pathname, this.forwardsTo).href : address,
      other ? await other() : this.#response(pathname, new Headers(init?.headers)),
    );
    return this.damage ? at(address, await this.damage(pathname, response)) : response;
  }) as typeof fetch;

  #response(path: string, headers: Headers): Response {
    const file = this.site.get(path);
    if (!file) return new Response('', { status: 404 });
    const etag = `"${path}-${file.body.length}"`;
    if (headers.get('if-none-match') === etag) return new Response(null, { status: 304 });
    return new Response(file.body as BodyInit, { headers: { etag, 'content-type': file.type } });
  }
}

/** Sets the address of a response, which is empty in Node unless `fetch` made the response. */
export function at(address: string, response: Response): Response {
  return response.url ? response : Object.defineProperty(response, 'url', { value: address });
}

/**
 * Skips pauses between 0.5 and 10 seconds, for example the pause between requests. `vi.unstubAllGlobals()` ends this.
 */
export function skipPauses(): void {
  const { setTimeout } = globalThis;
  vi.stubGlobal('setTimeout', (work: () => void, wait?: number) =>
    wait !== undefined && wait >= 500 && wait <= 10_000 ? queueMicrotask(work) : setTimeout(work, wait),
  );
}
