import { foldHost, possibleHosts } from '../address/hosts.ts';
import { hostPlace } from './host-list.ts';
import type { PageReading } from './page-identity.ts';
import { type Head, readHead, readPage } from './read-identity.ts';

/** The browser functions that the content script uses. */
interface ContentBrowser {
  readonly runtime: { readonly id?: string; sendMessage(message: unknown): Promise<unknown> };
  readonly storage: { readonly local: { get(keys: readonly string[]): Promise<Record<string, unknown>> } };
}

/**
 * State in the global object of the content scripts' isolated world. Pages cannot see it. If the script is injected
 * again, it finds this state.
 * https://developer.chrome.com/docs/extensions/develop/concepts/content-scripts#isolated_world
 */
interface WatchedWorld {
  /** Stops an earlier injection of this script. */
  lensStop?: () => void;
  /**
   * Whether the page that this script reported last may match. If so, the script reports the next page too, so that the
   * background clears the badge.
   */
  lensTold?: boolean;
  /** Whether the reader has navigated within the page, even if they have come back since. */
  lensMoved?: boolean;
  /** The fingerprint of the head before the reader navigated. */
  lensHead?: string;
}

const world = globalThis as WatchedWorld;

/**
 * Time for which an address must stay unchanged before the script reads the page (ms). Infinite scroll changes the
 * address repeatedly.
 */
export const SETTLE_MS = 400;
/**
 * Time between two checks of the address, in browsers without the Navigation API (ms). In all browsers, also the time
 * before a message is repeated.
 */
export const POLL_MS = 1000;
/** If a message still fails after it was repeated this many times, the script reports the error. */
const MAX_TRIES = 2;
/** Time after which the script reads the head again (ms). Some pages fill their head by script. */
export const SECOND_READING_MS = 3000;

/**
 * Reads the page once it is idle, a second time after `SECOND_READING_MS`, and again after each in-page navigation.
 * Reports a page to the background if it may have an analysis, that is, if one of its addresses is on a host of the
 * index. Also reports the next page after such a page. No other page starts the background. Makes no request and
 * changes nothing in the page.
 */
export function watchPage(): void {
  world.lensStop?.();
  const { navigation } = globalThis as { navigation?: EventTarget };
  let known = location.href;
  let isOver: true | undefined;
  let tries = MAX_TRIES;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;

  const look = (isLate?: unknown): void => {
    // A prerendered page has the same tab as the visible page, and the reader may never open it. So wait until it is
    // opened.
    // https://developer.mozilla.org/docs/Web/API/Document/prerendering
    if ((document as Document & { prerendering?: boolean }).prerendering)
      document.addEventListener('prerenderingchange', look, { once: true });
    else
      requestIdleCallback(() => isOver || void lookAtPage(stop, again, isLate === true), { timeout: 2000 });
  };
  const check = (): void => {
    if (place(known) === place(location.href)) return;
    known = location.href;
    // A page may change its address before the first reading. Then its current head counts as the head that was loaded.
    world.lensHead ??= fingerprintOf(readHead(document));
    world.lensMoved = true;
    tries = MAX_TRIES;
    clearTimeout(settling);
    settling = setTimeout(look, SETTLE_MS);
  };
  // If the browser stopped the background before the answer, the badge is missing. The repeated message starts the
  // background again.
  const again = (error: unknown): void => {
    if (tries-- < 1) throw error;
    settling = setTimeout(look, POLL_MS);
  };
  // A page from the back/forward cache keeps its state, but the browser has cleared its badge.
  const onShown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) look();
  };
  const stop = (): void => {
    isOver = true;
    for (const timer of [settling, poll, late]) clearTimeout(timer);
    document.removeEventListener('prerenderingchange', look);
    removeEventListener('pageshow', onShown);
    removeEventListener('popstate', check);
    navigation?.removeEventListener('currententrychange', check);
  };
  world.lensStop = stop;

  look();
  const late = setTimeout(look, SECOND_READING_MS, true);
  addEventListener('pageshow', onShown);
  if (navigation) navigation.addEventListener('currententrychange', check);
  else {
    addEventListener('popstate', check);
    poll = setInterval(() => document.hidden || check(), POLL_MS);
  }
}

/**
 * Removes a fragment that only leads to a part of the page. Keeps fragments that begin with `#/` or `#!`, because they
 * name separate pages.
 */
function place(address: string): string {
  return address.replace(/#(?![!/]).*/, '');
}

/**
 * Reads the page, and reports it to the background if it may have an analysis.
 *
 * @param stop called if the extension was updated or removed: this script then has no background any more
 * @param again called with the error if the message failed. It tries again later, or throws the error after the last
 *   try
 * @param isLate whether this is the second reading. A second reading does nothing if the reader has navigated within
 *   the page, or if the head has not changed since the first reading
 */
async function lookAtPage(stop: () => void, again: (error: unknown) => void, isLate: boolean): Promise<void> {
  const scope = globalThis as { browser?: ContentBrowser; chrome?: ContentBrowser };
  const api = scope.browser?.runtime ? scope.browser : scope.chrome;
  if (!api?.runtime.id) {
    stop();
    return;
  }
  try {
    const head = readHead(document);
    const fingerprint = fingerprintOf(head);
    if (isLate && (world.lensMoved || world.lensHead === fingerprint)) return;
    if (!world.lensMoved) world.lensHead = fingerprint;
    const stored = api.storage.local;
    const { mode, sitesOff, wrapping } = await stored.get(['mode', 'sitesOff', 'wrapping']);
    const { href, hostname } = location;
    if (mode !== 'automatic' || !wrapping || !href.startsWith('http')) return;
    if (Array.isArray(sitesOff) && sitesOff.includes(foldHost(hostname))) return;
    const wraps = new RegExp(wrapping as string);
    const places = [href, ...head.claims.map((claim) => claim.address)]
      .flatMap((address) => possibleHosts(address, wraps))
      .map(hostPlace);
    const list = (await stored.get(places.map(([part]) => part))) as Record<string, string | undefined>;
    const mayMatch = places.some(([part, entry]) => list[part]?.includes(entry));
    if (!mayMatch && !world.lensTold) return;
    world.lensTold = true;
    const identity: PageReading = readPage(document, href, addressWhenLoaded(head), head);
    await api.runtime.sendMessage({ type: 'page', identity });
    // If the reader navigated while the background was starting, report the next page too: this reply came too late
    // to clear the badge.
    if (location.href === href) world.lensTold = mayMatch;
  } catch (error) {
    // An update of the extension can disconnect the script at any `await`.
    if (api.runtime.id) again(error);
    else stop();
  }
}

/**
 * Returns the address from which the document was loaded. In-page navigation does not change it.
 *
 * @returns "about:blank" if the reader has navigated within the page and the head has changed since. Even if the reader
 *   has come back, the head may be that of another page
 */
export function addressWhenLoaded(head: Head): string {
  if (world.lensMoved && world.lensHead !== fingerprintOf(head)) return 'about:blank';
  return performance.getEntriesByType('navigation')[0]?.name ?? location.href;
}

/** Returns a fingerprint of a head: its title and claimed addresses. */
function fingerprintOf({ claims }: Head): string {
  return [document.title, ...claims.map(({ address }) => address)].join('\n');
}
