import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { MatchPattern } from 'wxt/utils/match-patterns';
import type { Tab } from '../../lib/browser/browser.ts';
import { setWritesHeld } from '../../lib/db/open-database.ts';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

/**
 * The extension API for unit tests. Storage, alarms, tabs, permissions, content scripts and the toolbar button work;
 * most other calls are only recorded. As in real browsers, the extension needs a permission to see a tab's address and
 * title or to run a script in its page, and a user gesture for some calls. Tests change tabs through `fakeBrowser`,
 * which needs no permission.
 */

/** Match patterns and names of the permissions that the reader has granted. */
export const granted = new Set<string>();

/**
 * The addresses that tabs had when the reader clicked in them, keyed by tab id. `activeTab` lasts until the tab leaves
 * the origin of that address.
 */
const clicked = new Map<number, string>();
let isGesture = false;

/** The reader, with their clicks and their answers to permission prompts. */
export const reader = {
  /**
   * Calls `act` as the browser calls a listener for a click or key press. The user gesture ends when `act` returns, so
   * code after an `await` is outside the gesture, as in Firefox.
   */
  gesture<T>(act: () => T): T {
    isGesture = true;
    try {
      return act();
    } finally {
      isGesture = false;
    }
  },
  /** Grants `activeTab`, as a click on the toolbar button or a keyboard command in this tab does. */
  async clickIn(tabId: number): Promise<void> {
    const { url = '' } = await tabWithId(tabId);
    clicked.set(tabId, url);
  },
  /** Whether the reader grants the permissions that the extension requests. */
  grantsRequests: false,
};

/** Behaviour that differs between browsers. */
export const behaviour = {
  /** Firefox 140 opens the popup only on a user gesture; Firefox 153 and Chromium 156 open it without one. */
  opensPopupWithoutGesture: false,
};

/**
 * Resets everything to a browser in which the extension was just installed.
 *
 * @param access match patterns and permissions that are then granted
 */
export function resetBrowser(...access: readonly string[]): void {
  fakeBrowser.reset();
  setWritesHeld(false);
  vi.resetAllMocks();
  granted.clear();
  for (const permission of access) granted.add(permission);
  registered.splice(0);
  clicked.clear();
  reader.grantsRequests = false;
  behaviour.opensPopupWithoutGesture = false;
  tabButtons.clear();
  commonButton = { icon: 'not-looked', title: messages.iconNotLooked.message, text: '' };
  browser.extension.inIncognitoContext = false;
}

/** Whether a granted match pattern, or a click in the tab, lets the extension read the tab's page. */
function mayRead({ id = -1, url }: Tab): boolean {
  if (url === undefined || !URL.canParse(url)) return false;
  const since = clicked.get(id);
  if (since !== undefined && new URL(since).origin === new URL(url).origin && isWeb(url)) return true;
  if (url.startsWith('chrome-extension:')) return granted.has('chrome-extension://*/*');
  return grantedPatterns().some((pattern) => pattern.includes(url));
}

function isWeb(url: string): boolean {
  return /^https?:/.test(url);
}

function grantedPatterns(): MatchPattern[] {
  return [...granted]
    .filter((name) => name.includes('://') && !name.startsWith('chrome-extension:'))
    .map((name) => new MatchPattern(name));
}

/** Whether the reader has granted this permission or, for a match pattern, a pattern that covers it. */
function isGranted(wanted: string): boolean {
  // A grant of the publication includes its `www.` twin, as in the manifest.
  if (granted.has(wanted) || granted.has(wanted.replace('://www.', '://'))) return true;
  const example = wanted.replaceAll('*', 'x');
  return URL.canParse(example) && grantedPatterns().some((pattern) => pattern.includes(example));
}

/** Returns a tab as the browser shows it to the extension: without permission, address and title are missing. */
function shown(tab: Tab): Tab {
  if (mayRead(tab)) return tab;
  const { url: _, title: __, ...rest } = tab;
  return rest;
}

async function tabWithId(tabId: number): Promise<Tab> {
  const tab = (await fakeBrowser.tabs.get(tabId)) as unknown as Tab | undefined;
  if (!tab) throw new Error(`No tab with id: ${tabId}.`);
  return tab;
}

interface TabQuery extends Record<string, unknown> {
  readonly url?: string | readonly string[];
}

/** As in Chrome, a pattern finds only tabs whose address the extension may see. */
async function queryTabs({ url, ...query }: TabQuery): Promise<Tab[]> {
  const tabs = ((await fakeBrowser.tabs.query(query)) as unknown as Tab[]).map(shown);
  if (url === undefined) return tabs;
  const patterns = [url].flat().map((pattern) => new MatchPattern(pattern));
  return tabs.filter((tab) => tab.url && patterns.some((pattern) => pattern.includes(tab.url ?? '')));
}

/** Runs instead of each script that the extension injects. A test sets the result that the script would have. */
export const scriptResult = vi.fn(async (_tabId: number, _file: string): Promise<unknown> => undefined);

interface Injection {
  readonly target: { readonly tabId: number };
  readonly files: readonly string[];
}

async function executeScript({ target, files }: Injection): Promise<{ result?: unknown }[]> {
  if (!mayRead(await tabWithId(target.tabId)))
    throw new Error(
      'Cannot access contents of the page. Extension manifest must request permission to access the respective host.',
    );
  return [{ result: await scriptResult(target.tabId, files[0] ?? '') }];
}

async function registerContentScripts(scripts: readonly { readonly id: string }[]): Promise<void> {
  for (const { id } of scripts)
    if (registered.some((script) => script.id === id)) throw new Error(`Duplicate script ID '${id}'`);
  registered.push(...scripts);
}

async function unregisterContentScripts({ ids }: { readonly ids: readonly string[] }): Promise<void> {
  for (const id of ids) {
    const at = registered.findIndex((script) => script.id === id);
    if (at < 0) throw new Error(`Nonexistent script ID '${id}'`);
    registered.splice(at, 1);
  }
}

async function requestPermissions(wanted: { origins?: string[]; permissions?: string[] }): Promise<boolean> {
  if (!isGesture) throw new Error('permissions.request may only be called from a user input handler');
  if (!reader.grantsRequests) return false;
  for (const name of [...(wanted.origins ?? []), ...(wanted.permissions ?? [])]) granted.add(name);
  browser.permissions.onAdded.fire(wanted);
  return true;
}

async function removePermissions(given: { origins?: string[]; permissions?: string[] }): Promise<boolean> {
  const names = [...(given.origins ?? []), ...(given.permissions ?? [])].filter((name) => granted.has(name));
  if (names.length === 0) return false;
  for (const name of names) granted.delete(name);
  browser.permissions.onRemoved.fire(given);
  return true;
}

async function openPopup(): Promise<void> {
  if (!isGesture && !behaviour.opensPopupWithoutGesture) throw new Error('openPopup requires a user gesture');
}

async function openSidePanel(_: { readonly windowId: number }): Promise<void> {
  if (!isGesture) throw new Error('sidePanel.open() may only be called in response to a user gesture.');
}

interface FakeEvent {
  addListener(listener: (...args: never[]) => unknown): void;
  removeListener(): void;
  /** Calls all listeners and returns their results. */
  fire(...args: unknown[]): unknown[];
  /** The number of listeners. */
  listeners(): number;
  /** Removes all listeners, as when the background ends. */
  forget(): void;
}

function event(): FakeEvent {
  const listening: ((...args: never[]) => unknown)[] = [];
  return {
    addListener: (listener) => {
      if (!listening.includes(listener)) listening.push(listener);
    },
    removeListener: () => undefined,
    fire: (...args) => listening.map((listener) => listener(...(args as never[]))),
    listeners: () => listening.length,
    forget: () => void listening.splice(0),
  };
}

/** The API for notifications. As in Chrome, it exists only while its permission is granted. */
const notifications = {
  create: vi.fn(async (id: string, _: { title: string; message: string }) => id),
  clear: vi.fn(async () => true),
  onClicked: event(),
};

/** The state of the toolbar button. */
export interface ShownButton {
  /** Name of the icon. */
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly colour?: string;
}

/** The button in all tabs, and the changes for single tabs, keyed by tab id. */
let commonButton: ShownButton;
const tabButtons = new Map<number, Partial<ShownButton>>();

/**
 * Returns the state of the button in a tab. Without an id, returns its state in tabs that have no state of their own.
 */
export function shownButton(tabId?: number): ShownButton {
  return { ...commonButton, ...(tabId === undefined ? {} : tabButtons.get(tabId)) };
}

function show(tabId: number | undefined, change: Partial<ShownButton>): void {
  if (tabId === undefined) commonButton = { ...commonButton, ...change };
  else tabButtons.set(tabId, { ...tabButtons.get(tabId), ...change });
}

/** Returns the name of an icon: `found` for `/icon/toolbar/found-16.png`. */
function iconOf(path: string | Record<number, string>): string {
  const [file = ''] = typeof path === 'string' ? [path] : Object.values(path);
  return /([a-z-]+?)(?:-\d+\.png|\.svg)$/.exec(file)?.[1] ?? file;
}

/** Content scripts that the extension has registered at run time. */
export const registered: { id: string }[] = [];

/** Methods that WXT's fake lacks. Firefox has `getKeys` only since version 143. */
Object.assign(fakeBrowser.storage.local, {
  getBytesInUse: async () =>
    Object.entries(await fakeBrowser.storage.local.get(null)).reduce(
      (sum, [key, value]) => sum + key.length + JSON.stringify(value).length,
      0,
    ),
});
Object.assign(fakeBrowser.storage.session, {
  getKeys: async () => Object.keys(await fakeBrowser.storage.session.get(null)),
});

/** The parts of the manifest that the project reads. */
interface FakeManifest {
  version: string;
  host_permissions?: string[];
  action?: { default_icon: unknown };
}

export const browser = {
  ...fakeBrowser,
  tabs: {
    ...fakeBrowser.tabs,
    get: async (tabId: number) => shown(await tabWithId(tabId)),
    query: queryTabs,
  },
  runtime: {
    id: 'civic-lens',
    getManifest: vi.fn(
      (): FakeManifest => ({
        version: '1.0.0',
        host_permissions: ['https://noligarchy.us/*'],
        action: { default_icon: { 16: '/icon/toolbar/not-looked-16.png' } },
      }),
    ),
    getURL: (path: string) => `chrome-extension://civic-lens${path || '/'}`,
    sendMessage: vi.fn(async () => undefined),
    openOptionsPage: vi.fn(async () => undefined),
    getContexts: vi.fn(async (): Promise<{ documentUrl?: string }[]> => []),
    getPlatformInfo: vi.fn(async () => ({ os: 'linux' })),
    onMessage: event(),
    onInstalled: event(),
    onStartup: event(),
  },
  action: {
    setBadgeText: vi.fn(async ({ tabId, text }: { tabId: number; text: string }) => show(tabId, { text })),
    setTitle: vi.fn(async ({ tabId, title }: { tabId?: number; title: string }) => show(tabId, { title })),
    setBadgeBackgroundColor: vi.fn(async ({ tabId, color }: { tabId: number; color: string }) =>
      show(tabId, { colour: color }),
    ),
    setIcon: vi.fn(async ({ tabId, path }: { tabId?: number; path: string | Record<number, string> }) =>
      show(tabId, { icon: iconOf(path) }),
    ),
    getTitle: vi.fn(async ({ tabId }: { tabId?: number }) => shownButton(tabId).title),
    openPopup: vi.fn(openPopup),
  },
  sidePanel: { open: vi.fn(openSidePanel) },
  extension: { inIncognitoContext: false },
  i18n: {
    getUILanguage: () => 'en-GB',
    getMessage: (key: string, substitutions: string[] = []) =>
      ((messages as Record<string, { message: string }>)[key]?.message ?? '').replace(
        /\$(\d)/g,
        (_, n) => substitutions[Number(n) - 1] ?? '',
      ),
  },
  permissions: {
    contains: vi.fn(
      async ({ origins = [], permissions = [] }: { origins?: string[]; permissions?: string[] }) =>
        [...origins, ...permissions].every(isGranted),
    ),
    request: vi.fn(requestPermissions),
    remove: vi.fn(removePermissions),
    onAdded: event(),
    onRemoved: event(),
  },
  scripting: {
    getRegisteredContentScripts: vi.fn(async () => [...registered]),
    registerContentScripts: vi.fn(registerContentScripts),
    unregisterContentScripts: vi.fn(unregisterContentScripts),
    executeScript: vi.fn(executeScript),
  },
  get notifications(): typeof notifications | undefined {
    return granted.has('notifications') ? notifications : undefined;
  },
  commands: { onCommand: event(), getAll: vi.fn(async () => []) },
  contextMenus: { create: vi.fn(), removeAll: vi.fn(async () => undefined), onClicked: event() },
};

export default browser;
