import { foldHost, hostsIn } from '../address/hosts.ts';
import { hostPlace } from './host-list.ts';
import type { PageReading } from './page-identity.ts';
import { type Head, readHead, readPage } from './read-identity.ts';

/** The browser functions that the content script uses. */
interface ContentBrowser {
  readonly runtime: { readonly id?: string; sendMessage(message: unknown): Promise<unknown> };
  readonly storage: { readonly local: { get(keys: readonly string[]): Promise<Record<string, unknown>> } };
}

/**
 * State in the global object of the content scripts' isolated world. Pages cannot see it, and a second injection of
 * the script finds it again.
 */
interface WatchedWorld {
  /** Ends the watch of an earlier injection. */
  lensStop?: () => void;
  /**
   * Whether the last page that was reported to the background may match. If so, the next page must be reported too, so
   * that the background clears the badge.
   */
  lensTold?: boolean;
  /** Whether the reader has navigated within the page, even if they came back. */
  lensMoved?: boolean;
  /** The fingerprint of the head before the reader navigated. */
  lensHead?: string;
}

const world = globalThis as WatchedWorld;

/** How long an address must stay unchanged before the page is read, because infinite scroll changes it repeatedly. */
export const SETTLE_MS = 400;
/** How often the address is checked in browsers without the Navigation API. */
export const POLL_MS = 1000;
/** How many times sending a page is repeated if the background did not answer. */
const MAX_TRIES = 2;
/** When the head is read a second time, in milliseconds: some pages fill it by script. */
const LATE = 3000;

/**
 * Reads the page once it is idle, and again after each navigation within it. Reports to the background the pages that
 * may have an analysis, and the page after such a page. A page may have one if one of its addresses is on a host of the
 * index; no other page wakes the background. Makes no request and changes nothing in the page.
 */
export function watchPage(): void {
  world.lensStop?.();
  const { navigation } = globalThis as { navigation?: EventTarget };
  let known = location.href;
  let isOver = false;
  let tries = MAX_TRIES;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;

  const look = (isLate?: unknown): void => {
    // A prerendered page shares its tab with the page that is shown. The reader may never open it.
    // https://developer.mozilla.org/en-US/docs/Web/API/Document/prerendering
    if ((document as Document & { prerendering?: boolean }).prerendering)
      document.addEventListener('prerenderingchange', look, { once: true });
    else
      requestIdleCallback(() => isOver || void lookAtPage(stop, again, isLate === true), { timeout: 2000 });
  };
  const check = (): void => {
    if (place(known) === place(location.href)) return;
    known = location.href;
    // If a page changes its address before the first reading, its head must count as the one that it was loaded with.
    world.lensHead ??= fingerprintOf(readHead(document));
    world.lensMoved = true;
    clearTimeout(settling);
    settling = setTimeout(look, SETTLE_MS);
  };
  // If the browser ended the background before it answered, the badge is missing. Sending the message again starts the
  // background again.
  const again = (error: unknown): void => {
    if (!tries--) throw error;
    settling = setTimeout(look, POLL_MS);
  };
  // A page from the back/forward cache keeps its state, but its badge is gone.
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
  const late = setTimeout(look, LATE, true);
  addEventListener('pageshow', onShown);
  if (navigation) navigation.addEventListener('currententrychange', check);
  else {
    addEventListener('popstate', check);
    poll = setInterval(() => document.hidden || check(), POLL_MS);
  }
}

/**
 * Removes a fragment that only leads to a part of the page. Fragments that begin with `#/` or `#!` stay: they name
 * separate pages.
 */
function place(address: string): string {
  return address.replace(/#(?![!/]).*/, '');
}

/**
 * Reads the page and reports it to the background if it may have an analysis.
 *
 * @param stop called if the extension was updated or removed, which leaves this script without a background
 * @param again called with the error if the message failed; tries again later, or throws the error after the last try
 * @param isLate whether this is the second reading. It does nothing if the reader has navigated within the page, or if
 * the head has not changed since the first reading
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
      .flatMap((address) => hostsIn(address, wraps))
      .map(hostPlace);
    const list = (await stored.get(places.map(([part]) => part))) as Record<string, string | undefined>;
    const mayMatch = places.some(([part, entry]) => list[part]?.includes(entry));
    if (!mayMatch && !world.lensTold) return;
    world.lensTold = true;
    const identity: PageReading = readPage(document, href, loadedAs(head), head);
    await api.runtime.sendMessage({ type: 'page', identity });
    // If the reader navigated while the background was starting, report the next page too: this reply came too late
    // to clear the badge.
    if (location.href === href) world.lensTold = mayMatch;
  } catch (error) {
    // An update can disconnect the script from the extension at any `await`.
    if (api.runtime.id) again(error);
    else stop();
  }
}

/**
 * The address that the document was loaded from, which navigation within the page does not change.
 *
 * @returns "about:blank" if the reader navigated within the page and the head has changed since. Even after they came
 * back, the head may be that of a page in between
 */
export function loadedAs(head: Head): string {
  if (world.lensMoved && world.lensHead !== fingerprintOf(head)) return 'about:blank';
  return performance.getEntriesByType('navigation')[0]?.name ?? location.href;
}

/** A fingerprint of a head: its title and claimed addresses. */
function fingerprintOf({ claims }: Head): string {
  return [document.title, ...claims.map(({ address }) => address)].join('\n');
}
