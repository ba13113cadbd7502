import { afterEach, beforeEach, expect, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../../entrypoints/background.ts';
import { db } from '../../../lib/db/database.ts';
import { timeLimit } from '../../e2e/harness/time-limits.ts';
import { browser, resetBrowser } from '../fake-browser.ts';
import { analysisDocument, card, type Served, serve } from '../sync/served-index.ts';

/**
 * Runs the real background in a fake browser. A test that expects no effect first waits until the work that could cause
 * the effect has ended.
 */

export const ALL_SITES = '*://*/*';
export const PUBLICATION_SITE = 'https://noligarchy.us/*';
const MONTHS = [
  { month: '2026-07', cards: [card('ferry'), card('ports')], documents: [analysisDocument('ferry')] },
];
export const FERRY = 'https://outlet.example/ferry';
export const WELCOME = 'chrome-extension://civic-lens/welcome.html';
export const FAR_FUTURE = Date.parse('2100-01-01');

export const identity = (address: string): object => ({
  address,
  loadedAs: address,
  claims: [],
  headlines: ['Ferry talks resume'],
  articles: [],
});
export const say = (message: object, sender: object): unknown[] =>
  browser.runtime.onMessage.fire(message, { id: 'civic-lens', ...sender });
export const fromTab = (id: number, incognito = false): object => ({
  tab: { id, incognito, windowId: 1 },
  frameId: 0,
  url: FERRY,
});
export const fromPage = { url: 'chrome-extension://civic-lens/options.html' };

/** The publication that the background fetches from. Each test gets a new one. */
export let publication: Served;

/** Starts the background, after removing the listeners of an earlier background. */
export function start(): void {
  const { onMessage, onInstalled: installed, onStartup } = browser.runtime;
  const { onAdded, onRemoved } = browser.permissions;
  for (const event of [onMessage, installed, onStartup, onAdded, onRemoved, browser.commands.onCommand])
    event.forget();
  browser.storage.local.onChanged.removeAllListeners();
  background.main();
}

/** Waits up to 20 seconds for a condition, and longer on a slow machine. */
export function until(condition: () => unknown): Promise<unknown> {
  return vi.waitFor(condition, { timeout: timeLimit(20_000), interval: 5 });
}

beforeEach(async () => {
  resetBrowser(PUBLICATION_SITE);
  await Promise.all(db.tables.map((table) => table.clear()));
  publication = serve(MONTHS);
  vi.stubGlobal('fetch', publication.get);
  start();
});

afterEach(async () => {
  // A running sync would hold the lock that the next test needs.
  await until(async () => expect((await navigator.locks.query()).held).toEqual([]));
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Opens a tab. Returns its id and the sender of its content script's messages. */
export async function openTab(url: string): Promise<{ id: number; sender: object }> {
  const { id = 0 } = await fakeBrowser.tabs.create({ url });
  return { id, sender: fromTab(id) };
}

export async function withIndex(): Promise<void> {
  await Promise.all(say({ type: 'sync' }, fromPage));
}
