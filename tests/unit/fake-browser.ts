import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

/** The extension interface for unit tests: storage, alarms, tabs and messages work; the rest is recorded. */

/** What the reader allows. */
export const granted = new Set<string>();

interface FakeEvent {
  addListener(listener: (...args: never[]) => unknown): void;
  removeListener(): void;
  /** Has it happen; gives what each listener answered. */
  fire(...args: unknown[]): unknown[];
  /** How many listen. */
  listeners(): number;
  /** As when the background is killed: nobody listens any more. */
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

/** As in Chrome, an extension has these only while they are granted. */
const notifications = {
  create: vi.fn(async (id: string, _: { title: string; message: string }) => id),
  clear: vi.fn(async () => true),
  onClicked: event(),
};

/** Content scripts registered at run time. */
export const registered: { id: string }[] = [];

export const browser = {
  ...fakeBrowser,
  tabs: {
    ...fakeBrowser.tabs,
    // The fake one knows no match patterns: every tab here is a web page.
    query: ({ url: _, discarded: __, ...rest }: Record<string, unknown>) => fakeBrowser.tabs.query(rest),
  },
  runtime: {
    id: 'civic-lens',
    getURL: (path: string) => `chrome-extension://civic-lens${path || '/'}`,
    sendMessage: vi.fn(async () => undefined),
    openOptionsPage: vi.fn(async () => undefined),
    onMessage: event(),
    onInstalled: event(),
    onStartup: event(),
  },
  action: {
    setBadgeText: vi.fn(async () => undefined),
    setTitle: vi.fn(async () => undefined),
    setBadgeBackgroundColor: vi.fn(async () => undefined),
    openPopup: vi.fn(async () => undefined),
  },
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
        [...origins, ...permissions].every((wanted) => granted.has(wanted)),
    ),
    request: vi.fn(async () => false),
    onAdded: event(),
    onRemoved: event(),
  },
  scripting: {
    getRegisteredContentScripts: vi.fn(async () => [...registered]),
    registerContentScripts: vi.fn(async (scripts: { id: string }[]) => void registered.push(...scripts)),
    unregisterContentScripts: vi.fn(async () => void registered.splice(0)),
    executeScript: vi.fn(async (): Promise<{ result?: unknown }[]> => [{ result: undefined }]),
  },
  get notifications(): typeof notifications | undefined {
    return granted.has('notifications') ? notifications : undefined;
  },
  commands: { onCommand: event(), getAll: vi.fn(async () => []) },
  contextMenus: { create: vi.fn(), removeAll: vi.fn(async () => undefined), onClicked: event() },
};

export default browser;
