import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, vi } from 'vitest';
import { WRAPPER_ADDRESS } from '../../../lib/address/wrappers.ts';
import { hostList } from '../../../lib/page/host-list.ts';

export const STORY = 'https://outlet.example/2026/story';
const LIST = { ...hostList(['outlet.example', 'xn--bcher-kva.example']), wrapping: WRAPPER_ADDRESS.source };

/** The properties that the script adds to the global object of its world. */
const LEFT = ['lensStop', 'lensTold', 'lensMoved', 'lensHead'];

export interface World {
  /** The content of `storage.local`. */
  readonly stored: Record<string, unknown>;
  /** The messages that the script has sent to the background. */
  readonly sent: { type: string; identity: { address: string; loadedAs: string; headlines: string[] } }[];
  readonly runtime: { id?: string };
  readonly navigation: EventTarget;
  readonly location: { href: string; hostname: string };
  readonly document: Document & { prerendering?: boolean };
  /** Returns the types of the events for which the script has a listener on the window. */
  listening(): string[];
  /** Navigates within the page. */
  goTo(address: string): void;
  /** Replaces the content of `<head>`. */
  setHead(head: string): void;
}

/** Opens a page at `address`: sets up the parts of a content script's world that the script uses. */
export function openPage(address: string, head = '', stored: Record<string, unknown> = {}): World {
  const { document } = parseHTML(`<!doctype html><html><head>${head}</head><body></body></html>`);
  const listeners: [type: string, listener: unknown][] = [];
  const at = (href: string): World['location'] => ({ href, hostname: new URL(href).hostname });
  const world: World = {
    stored: { mode: 'automatic', ...LIST, sitesOff: [], ...stored },
    sent: [],
    runtime: { id: 'civic-lens' },
    navigation: new EventTarget(),
    location: at(address),
    document,
    listening: () => listeners.map(([type]) => type),
    setHead: (other) => {
      document.head.innerHTML = other;
    },
    goTo(href) {
      Object.assign(world.location, at(href));
      world.navigation.dispatchEvent(new Event('currententrychange'));
    },
  };
  const runtime = Object.assign(world.runtime, {
    sendMessage: async (message: World['sent'][number]) => void world.sent.push(message),
  });
  vi.stubGlobal('chrome', { runtime, storage: { local: { get: async () => world.stored } } });
  vi.stubGlobal('document', Object.defineProperty(document, 'baseURI', { value: address }));
  vi.stubGlobal('location', world.location);
  vi.stubGlobal('navigation', world.navigation);
  vi.stubGlobal('performance', { getEntriesByType: () => [{ name: address }] });
  vi.stubGlobal('requestIdleCallback', (task: () => void) => setTimeout(task, 1));
  vi.stubGlobal('addEventListener', (...one: (typeof listeners)[number]) => void listeners.push(one));
  vi.stubGlobal('removeEventListener', (type: string, listener: unknown) => {
    const index = listeners.findIndex((one) => one[0] === type && one[1] === listener);
    if (index >= 0) listeners.splice(index, 1);
  });
  return world;
}

export const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);

export const canonical = (address: string): string => `<link rel="canonical" href="${address}">`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  (globalThis as { lensStop?: () => void }).lensStop?.();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  for (const name of LEFT) Reflect.deleteProperty(globalThis, name);
});
