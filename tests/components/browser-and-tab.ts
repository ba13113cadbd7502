import { locks } from 'node:worker_threads';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerInBackground } from '../../lib/app/answer-in-background.ts';
import { type ChangeName, changeInBackground } from '../../lib/app/change-in-background.ts';
import type { MessageId } from '../../lib/app/change-once.ts';
import { deleteEverything } from '../../lib/app/delete-everything.ts';
import type { Queries } from '../../lib/app/queries.ts';
import { setPageDatabase } from '../../lib/app/send-query.ts';
import { runForMessage } from '../../lib/browser/listener-errors.ts';
import type { PageIdentity } from '../../lib/page/page-identity.ts';
import { browser, granted } from '../unit/fake-browser.ts';
import { fakeStorage } from '../unit/fake-storage.ts';
import { FakeSpeech, FakeUtterance } from '../unit/speech/fake-speech.ts';
import { PUBLICATION } from '../unit/sync/served-index.ts';

/** Sets up the browser and the tab around a page of the extension. */

export const ALL_SITES = '*://*/*';
export const NOTIFICATIONS = 'notifications';
const PUBLICATION_SITE = `${PUBLICATION}*`;

/** The state of the device, as `navigator` reports it. */
const FRESH = {
  usage: 3_400_000,
  quota: 1e9,
  persisted: false,
  refusesToPersist: false,
  online: true,
  metered: false,
};
const device = { ...FRESH };
let files = fakeStorage();
const clipboard = { writeText: vi.fn(async (_: string): Promise<void> => undefined) };
// The properties are configurable, because several test files share one jsdom.
Object.defineProperties(navigator, {
  locks: { configurable: true, value: locks },
  clipboard: { configurable: true, value: clipboard },
  onLine: { configurable: true, get: () => device.online },
  connection: { configurable: true, get: () => ({ saveData: device.metered }) },
  storage: {
    configurable: true,
    value: {
      estimate: async () => ({ usage: device.usage, quota: device.quota }),
      getDirectory: () => files.getDirectory(),
      persisted: async () => device.persisted,
      persist: async () => {
        device.persisted ||= !device.refusesToPersist;
        return device.persisted;
      },
    },
  },
});
// jsdom has no layout, so it cannot scroll.
window.scrollTo = () => undefined;
Element.prototype.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollBy = () => undefined;
const observer = { observe: () => undefined, disconnect: () => undefined };
Object.assign(globalThis, {
  ResizeObserver: class {
    constructor() {
      Object.assign(this, observer);
    }
  },
  IntersectionObserver: class {
    constructor() {
      Object.assign(this, observer);
    }
  },
  matchMedia: () => ({ matches: true }),
  SpeechSynthesisUtterance: FakeUtterance,
  Highlight: class extends Set<Range> {
    constructor(...ranges: Range[]) {
      super(ranges);
    }
  },
});
Object.assign(globalThis.CSS ?? Object.assign(globalThis, { CSS: {} }).CSS, { highlights: new Map() });
Range.prototype.getBoundingClientRect = () => new DOMRect();
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;

/** The speech of the browser. An utterance that is not cancelled ends only when a test says so. */
export let speech = new FakeSpeech();

/** Resets the browser to its state right after the installation of the extension. */
export function freshBrowser(): void {
  browser.extension.inIncognitoContext = false;
  setPageDatabase(undefined);
  Object.assign(device, FRESH);
  files = fakeStorage();
  Object.assign(browser.action, { getUserSettings: undefined });
  Object.assign(browser, { sidePanel: {}, sidebarAction: undefined });
  speech = new FakeSpeech();
  Object.assign(globalThis, { speechSynthesis: speech });
  fakeBrowser.reset();
  browser.runtime.sendMessage.mockImplementation(fromBackground as never);
  granted.clear();
  granted.add(PUBLICATION_SITE);
  visit(undefined);
}

/** Sets `navigator.onLine`. */
export function setOnline(online: boolean): void {
  device.online = online;
}

/** Puts the device on a metered connection. */
export function meterConnection(): void {
  device.metered = true;
}

/** Returns the identity of a page, as the content script reads it. */
export function pageAt(address: string, told: Partial<PageIdentity> = {}): PageIdentity {
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false, ...told };
}

interface Visited {
  readonly isPrivate?: boolean;
  /** Whether the extension may run scripts in the page. If not, it gets only the address and title of the tab. */
  readonly readable?: boolean;
}

/**
 * Puts a page into the active tab, whose id is 7.
 *
 * @param page its identity; `undefined` if the browser hides even the address from the extension
 */
export function visit(
  page: PageIdentity | undefined,
  { isPrivate = false, readable = true }: Visited = {},
): void {
  const tab = {
    id: 7,
    index: 0,
    windowId: 1,
    active: true,
    incognito: isPrivate,
    ...(page ? { url: page.address, title: page.headlines[0] } : {}),
  };
  vi.spyOn(browser.tabs, 'get').mockImplementation(async () => tab as never);
  vi.spyOn(browser.tabs, 'query').mockImplementation(async () => [tab] as never);
  vi.spyOn(browser.tabs, 'getCurrent').mockImplementation(async () => tab as never);
  vi.spyOn(browser.windows, 'getCurrent').mockImplementation(async () => ({ id: 1 }) as never);
  browser.scripting.executeScript.mockImplementation(async () => {
    if (!readable || !page) throw new Error('Cannot access contents of the page');
    return [{ result: page }];
  });
}

interface SentMessage extends MessageId {
  readonly type: string;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** Answers a message as the background does. As in Chrome, messages and answers are sent as JSON. */
async function fromBackground(sent: SentMessage): Promise<unknown> {
  const answer = await answerTo(asJson(sent) as SentMessage);
  return answer === undefined ? undefined : asJson(answer);
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

async function answerTo(message: SentMessage): Promise<unknown> {
  const { type, name, args = [] } = message;
  const given = args.map((argument) => argument ?? undefined);
  switch (type) {
    case 'query':
      return runForMessage(`query ${name}`, () => answerInBackground(name as keyof Queries, given));
    case 'change':
      return runForMessage(`change ${name}`, () => changeInBackground(name as ChangeName, given, message));
    case 'deleteEverything':
      return runForMessage('message deleteEverything', deleteEverything);
    default:
      return undefined;
  }
}

/** Sets the work that the background does when a page asks for a sync. */
export function whenAskedToSync(work: () => Promise<void>): void {
  browser.runtime.sendMessage.mockImplementation((async (message: Parameters<typeof fromBackground>[0]) =>
    message.type === 'sync' ? work() : fromBackground(message)) as never);
}

/** Makes the browser grant or refuse every permission that the extension requests. */
export function grantWhenAsked(isGranted: boolean): void {
  const request = async (wanted: { origins?: string[]; permissions?: string[] }): Promise<boolean> => {
    if (!isGranted) return false;
    for (const name of [...(wanted.origins ?? []), ...(wanted.permissions ?? [])]) granted.add(name);
    browser.permissions.onAdded.fire(wanted);
    return true;
  };
  browser.permissions.request.mockImplementation(request as () => Promise<boolean>);
}

/**
 * Makes `permissions.remove` take away all access, even to hosts that the manifest requires. Chromium does this when
 * the pattern for all sites is removed.
 */
export function removeLikeChromium(): void {
  browser.permissions.remove.mockImplementation((async (given: { origins?: string[] }) => {
    granted.clear();
    browser.permissions.onRemoved.fire(given);
    return true;
  }) as never);
}

/** Withdraws the permission to contact the publication. */
export function takeAccessBack(): void {
  granted.delete(PUBLICATION_SITE);
}

/** Makes the browser promise never to clear the extension's storage by itself. */
export function protectStorage(): void {
  device.persisted = true;
}

/** Makes the browser refuse to promise that it never clears the storage. */
export function refuseToProtectStorage(): void {
  device.refusesToPersist = true;
}

/** Leaves hardly any room on the device. */
export function fillDevice(): void {
  device.quota = device.usage + 1000;
}

/** Sets the keyboard commands that the browser reports, each with name, description and keys. */
export function assignedKeys(...commands: readonly (readonly [string, string, string])[]): void {
  const all = commands.map(([name, description, shortcut]) => ({ name, description, shortcut }));
  browser.commands.getAll.mockResolvedValue(all as never);
}

/** Makes the browser report whether the button is pinned to the toolbar, as Chrome does. */
export function showButton(isOnToolbar: boolean): void {
  Object.assign(browser.action, { getUserSettings: async () => ({ isOnToolbar }) });
}

/** Removes the side panel and the sidebar, as on Android. */
export function removeSidePanel(): void {
  Object.assign(browser, { sidePanel: undefined, sidebarAction: undefined });
}

/** Makes the browser refuse access to the clipboard. */
export function refuseToCopy(): void {
  clipboard.writeText.mockRejectedValue(new DOMException('', 'NotAllowedError'));
}

/** Returns the text that was copied last. */
export function copied(): string | undefined {
  return clipboard.writeText.mock.lastCall?.[0];
}
