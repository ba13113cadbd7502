import { foldHost, hostsIn } from '../address/hosts.ts';
import { hostPlace } from './host-list.ts';
import type { PageReading } from './page-identity.ts';
import { type Head, readHead, readPage } from './read-identity.ts';

/** The few functions of the browser that the content script uses. */
interface ContentBrowser {
  readonly runtime: { readonly id?: string; sendMessage(message: unknown): Promise<unknown> };
  readonly storage: { readonly local: { get(keys: readonly string[]): Promise<Record<string, unknown>> } };
}

/** What stands in the content scripts' own world, where no page sees it, so that it outlives an injection. */
interface WatchedWorld {
  /** Ends the watch of an earlier injection. */
  lensStop?: () => void;
  /**
   * Whether the background last heard of a page that may match: then it must hear of the next, to take the badge
   * away.
   */
  lensTold?: boolean;
  /** Whether the reader went on inside the page, even if they came back. */
  lensMoved?: boolean;
  /** What the head said before that. */
  lensHead?: string;
}

const world = globalThis as WatchedWorld;

/** How long an address must stand before it is looked at: infinite scroll changes it many times in a row (ms). */
export const SETTLE_MS = 400;
/** How often the address is looked at where the browser does not announce navigation within pages (ms). */
export const POLL_MS = 1000;
/** How often a page is looked at again where the background did not answer. */
const MOST_TRIES = 2;
/** When the head is looked at once more: some pages are filled by their scripts (ms). */
const LATE = 3000;

/**
 * Looks at the page once it is idle, and again after each navigation within it, and tells the background of pages
 * that may have an analysis, and of the one after such a page. Makes no request, changes nothing in the page, and
 * wakes nobody for any other page: none of its addresses lies on a host of the index.
 */
export function watchPage(): void {
  world.lensStop?.();
  const { navigation } = globalThis as { navigation?: EventTarget };
  let known = location.href;
  let isOver = false;
  let tries = MOST_TRIES;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;

  const look = (isLate?: unknown): void => {
    // A prerendered page has the tab of the page that is shown, and may navigate within itself before anybody sees it.
    if ((document as Document & { prerendering?: boolean }).prerendering)
      document.addEventListener('prerenderingchange', look, { once: true });
    else
      requestIdleCallback(() => isOver || void lookAtPage(stop, again, isLate === true), { timeout: 2000 });
  };
  const check = (): void => {
    if (place(known) === place(location.href)) return;
    known = location.href;
    // Before anybody looked, so that a page that tidies its address keeps the head that it came with.
    world.lensHead ??= saidBy(readHead(document));
    world.lensMoved = true;
    clearTimeout(settling);
    settling = setTimeout(look, SETTLE_MS);
  };
  // A background that was ended over the message, before it answered, is woken by another one: the badge would be
  // missing else.
  const again = (error: unknown): void => {
    if (!tries--) throw error;
    settling = setTimeout(look, POLL_MS);
  };
  // A page that comes back from the back/forward cache goes on where it was; its badge does not.
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

/** An address without a fragment that only leads to a part of the page; `#/` and `#!` routes are pages of their own. */
function place(address: string): string {
  return address.replace(/#(?![!/]).*/, '');
}

/**
 * @param stop called when the extension was updated or removed: this script is then an orphan
 * @param again called when the background may not have understood; throws what is worth knowing
 * @param isLate whether only a head that was filled since is news
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
    const said = saidBy(head);
    if (isLate && (world.lensMoved || world.lensHead === said)) return;
    if (!world.lensMoved) world.lensHead = said;
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
    // Who goes on while the background wakes up is told of too: what it found then came too late to take a badge away.
    if (location.href === href) world.lensTold = mayMatch;
  } catch (error) {
    // An update cuts the script off from the extension between two lines.
    if (api.runtime.id) again(error);
    else stop();
  }
}

/**
 * The address that the document was loaded from, which navigation within the page does not change. "about:blank"
 * where the reader went on inside the page and the head is another than before: it may be that of a page in between,
 * even when they came back.
 */
export function loadedAs(head: Head): string {
  const said = saidBy(head);
  if (world.lensMoved && world.lensHead !== said) return 'about:blank';
  return performance.getEntriesByType('navigation')[0]?.name ?? location.href;
}

/** What tells two heads apart. */
function saidBy({ claims }: Head): string {
  return [document.title, ...claims.map(({ address }) => address)].join('\n');
}
