import { foldHost, hostsIn } from '../address/hosts.ts';
import type { PageReading } from '../identity/page-identity.ts';
import { readClaims, readPage } from '../identity/read-identity.ts';

/** The few functions of the browser that the content script uses. */
interface ContentBrowser {
  readonly runtime: { readonly id?: string; sendMessage(message: unknown): Promise<unknown> };
  readonly storage: { readonly local: { get(keys: readonly string[]): Promise<Record<string, unknown>> } };
}

/** Stands in the content scripts' own world, where no page sees it: ends the watch of an earlier injection. */
interface WatchedWorld {
  civicLensStop?: () => void;
}

/** How long an address must stand before it is looked at: infinite scroll changes it many times in a row (ms). */
const SETTLE = 400;
/** How often the address is looked at where the browser does not announce navigation within pages (ms). */
const POLL = 1000;

/**
 * Looks at the page once it is idle, and again after each navigation within it, and tells the background of pages that may
 * have an analysis. Makes no request, changes nothing in the page, and wakes nobody for a page none of whose addresses lies on
 * a host of the index.
 */
export function watchPage(): void {
  const world = globalThis as WatchedWorld;
  world.civicLensStop?.();
  const ended = new AbortController();
  world.civicLensStop = () => ended.abort();

  const look = (): void =>
    whenIdle(() => {
      if (!ended.signal.aborted) void lookAtPage(() => ended.abort());
    });
  const whenShown = document as Document & { prerendering?: boolean };
  if (whenShown.prerendering)
    document.addEventListener('prerenderingchange', look, { once: true, signal: ended.signal });
  else look();
  onNavigationWithin(look, ended.signal);
  // A page that comes back from the back/forward cache goes on where it was; its badge does not.
  addEventListener('pageshow', (event) => event.persisted && look(), { signal: ended.signal });
}

/** @param stop called when the extension was updated or removed: this script is then an orphan */
async function lookAtPage(stop: () => void): Promise<void> {
  const scope = globalThis as { browser?: ContentBrowser; chrome?: ContentBrowser };
  const api = scope.browser?.runtime ? scope.browser : scope.chrome;
  if (!api?.runtime.id) {
    stop();
    return;
  }
  try {
    const { mode, sitesOff, hosts } = await api.storage.local.get(['mode', 'sitesOff', 'hosts']);
    const { href, hostname } = location;
    if (mode !== 'automatic' || typeof hosts !== 'string' || !/^http/.test(href)) return;
    if (Array.isArray(sitesOff) && sitesOff.includes(foldHost(hostname))) return;
    const claims = readClaims(document);
    const places = [href, ...claims.map((claim) => claim.address)].flatMap(hostsIn);
    if (!places.some((host) => hosts.includes(`\n${host}\n`))) return;
    const identity: PageReading = readPage(document, href, loadedAs(), claims);
    await api.runtime.sendMessage({ type: 'page', identity });
  } catch (error) {
    // An update cuts the script off from the extension between two lines. Anything else is worth knowing.
    if (!api.runtime.id) stop();
    else throw error;
  }
}

/** The address that the document was loaded from, which navigation within the page does not change. */
export function loadedAs(): string {
  return performance.getEntriesByType('navigation')[0]?.name ?? location.href;
}

function whenIdle(task: () => void): void {
  requestIdleCallback(task, { timeout: 2000 });
}

/** Calls back when the address has changed without a load and stands still. */
function onNavigationWithin(callback: () => void, signal: AbortSignal): void {
  let address = location.href;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    if (location.href === address) return;
    address = location.href;
    clearTimeout(timer);
    timer = setTimeout(callback, SETTLE);
  };
  const { navigation } = globalThis as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('currententrychange', check, { signal });
  else {
    addEventListener('popstate', check, { signal });
    const poll = setInterval(() => document.hidden || check(), POLL);
    signal.addEventListener('abort', () => clearInterval(poll));
  }
}
