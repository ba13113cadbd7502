import { locks } from 'node:worker_threads';
import type { Table } from 'dexie';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerInBackground } from '../../lib/background-queries.ts';
import { db, type IndexState, type SyncFailureReason, type SyncState } from '../../lib/db/database.ts';
import { follow } from '../../lib/db/followed.ts';
import { indexState, noteSync } from '../../lib/db/index-state.ts';
import { cardById, lensOf } from '../../lib/db/index-store.ts';
import { saveAnalysis } from '../../lib/db/library.ts';
import { noteFailedWrite } from '../../lib/db/opening.ts';
import { noteSite, type SitePage } from '../../lib/db/site-pages.ts';
import { deleteEverything } from '../../lib/delete-everything.ts';
import { followableLens, followableOutlet, followableTopic } from '../../lib/follow/followable.ts';
import { answered } from '../../lib/guard.ts';
import type { PageIdentity } from '../../lib/identity/page-identity.ts';
import type { Queries } from '../../lib/queries.ts';
import type { ReadPages } from '../../lib/site/read-pages.ts';
import { commitSite } from '../../lib/sync/site-index.ts';
import { sync } from '../../lib/sync/sync.ts';
import { browser, granted } from '../unit/fake-browser.ts';
import { PUBLICATION, type Served, serve } from '../unit/sync/served-index.ts';
import {
  CABLE,
  CONSENT,
  CONTRACT,
  documentOf,
  FERRY,
  LENSES,
  NEWS,
  PORTS,
  RESERVOIR,
} from './sample-cards.ts';

/** Sets up the device, the browser and the publication around the page under test. */

/** The time in every test: noon of 3 July 2026, local time, whatever the time zone. */
export const NOW = new Date(2026, 6, 3, 12).getTime();
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const ALL_SITES = '*://*/*';
export const NOTIFICATIONS = 'notifications';
const PUBLICATION_SITE = `${PUBLICATION}*`;

/** The words that the reader gets for each failure. */
export const FAILURES = {
  offline: 'this device is offline',
  unreachable: 'the publication could not be reached',
  timeout: 'the publication did not answer in time',
  http: 'the publication answered with an error',
  'other-origin': 'the publication pointed to another site, which Civic Lens never contacts',
  'too-large': 'a file was larger than it may be',
  'not-json': 'the publication sent something else than a list of analyses',
  'not-an-index': 'the publication offers no list of analyses that Civic Lens can read',
  'unknown-version': 'the list has a newer format; an update of Civic Lens is needed',
  incomplete: 'the list is incomplete',
  damaged: 'the publication’s list of analyses is damaged',
  empty: 'the publication’s list is empty, so the one on this device is kept for three days',
  paused: 'the publication asked to be left in peace for a while',
  'wrong-hash': 'a file arrived damaged',
  'no-permission': 'Civic Lens has no access to the publication',
  'storage-full': 'this device has no room left',
  'newer-database': 'a newer version of Civic Lens wrote the database; update the extension',
  database: 'the browser could not open the database',
  unexpected: 'something unexpected went wrong',
} as const satisfies Record<SyncFailureReason, string>;

/** The state of the device, as `navigator` reports it. */
const device = { usage: 3_400_000, persisted: false, online: true };
const clipboard = { writeText: vi.fn(async (_: string): Promise<void> => undefined) };
// Configurable, because one jsdom serves several files.
Object.defineProperties(navigator, {
  locks: { configurable: true, value: locks },
  clipboard: { configurable: true, value: clipboard },
  onLine: { configurable: true, get: () => device.online },
  storage: {
    configurable: true,
    value: {
      estimate: async () => ({ usage: device.usage }),
      persisted: async () => device.persisted,
      persist: async () => {
        device.persisted = true;
        return true;
      },
    },
  },
});
// jsdom has no layout, so there is nothing to scroll.
window.scrollTo = () => undefined;
Element.prototype.scrollTo = () => undefined;

let publication: Served;

/** Resets everything to a device on which the extension was just installed. Runs before each test. */
export async function freshDevice(): Promise<void> {
  endSync();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.resetAllMocks();
  browser.extension.inIncognitoContext = false;
  vi.setSystemTime(NOW);
  // `nextCheck` spreads the checks at random; 0.5 puts the next one exactly four hours after the last.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  Object.assign(device, { persisted: false, online: true });
  Object.assign(browser.action, { getUserSettings: undefined });
  Object.assign(browser, { sidePanel: {}, sidebarAction: undefined });
  fakeBrowser.reset();
  noteFailedWrite(false);
  browser.runtime.sendMessage.mockImplementation(fromBackground as never);
  granted.clear();
  granted.add(PUBLICATION_SITE);
  await db.transaction('rw', db.tables, () => Promise.all(db.tables.map((table) => table.clear())));
  publication = serve([]);
  vi.stubGlobal('fetch', publication.get);
  visit(undefined);
}

interface Published {
  /** Ids of analyses that the publication has withdrawn. */
  readonly without?: readonly string[];
  /** Further cards of July. */
  readonly more?: readonly object[];
  /** Other fields of cards, by id. */
  readonly changed?: Readonly<Record<string, object>>;
  readonly offersTexts?: boolean;
}

/**
 * The records that a first sync writes, by what was published. They are the same each time, and a real sync
 * takes as long as all the rest of a test, so the second test that needs them gets copies.
 */
const firstSyncs = new Map<string, readonly (readonly unknown[])[]>();

/** The publication publishes its companion index, and the extension syncs with it. */
export async function receiveIndex(published: Published = {}): Promise<void> {
  publish(published);
  const isFirst = (await db.state.count()) === 0;
  const known = isFirst ? firstSyncs.get(JSON.stringify(published)) : undefined;
  if (known) await db.transaction('rw', db.tables, () => Promise.all(db.tables.map(putBack)));
  else await sync(publication.get);
  if (isFirst && !known)
    firstSyncs.set(JSON.stringify(published), await Promise.all(db.tables.map((table) => table.toArray())));

  function putBack(table: Table, n: number): Promise<unknown> {
    return table.bulkAdd(known?.[n] ?? []);
  }
}

function publish({ without = [], more = [], changed = {}, offersTexts = true }: Published): void {
  const month = (name: string, ...cards: readonly { readonly id: string }[]): object => {
    const shown = cards
      .filter(({ id }) => !without.includes(id))
      .map((card) => ({ ...card, ...changed[card.id] }));
    return {
      month: name,
      cards: shown,
      ...(offersTexts ? { documents: shown.map((card) => documentOf(card)) } : {}),
    };
  };
  const months = [
    month('2026-07', FERRY, PORTS, ...(more as { readonly id: string }[])),
    month('2026-06', CONTRACT, CONSENT),
    month('2026-05', RESERVOIR, CABLE),
  ];
  publication.publish(months as never, {
    generated: new Date(NOW - DAY).toISOString(),
    publication: {
      name: 'NOLIGARCHY.US',
      url: PUBLICATION,
      language: 'en',
      subscribe: '/subscribe',
      issues: '/issues',
    },
    lenses: LENSES,
  });
}

/**
 * Deletes the index, as an update of the extension with another format does. The next sync fetches it again.
 */
export async function loseIndex(): Promise<void> {
  await db.state.clear();
}

/** The index arrives in part, and is known back to a day where that is sure. */
export async function receivePart(knownBackTo?: string): Promise<void> {
  await receiveIndex();
  const index = await indexState();
  const part = { ...index, incomplete: true, ...(knownBackTo ? { knownBackTo } : {}) } as IndexState;
  await db.state.put(part);
}

/** The reader follows a lens, and the next sync brings new analyses of it. */
export async function receiveNews(number: number): Promise<void> {
  await followLens();
  await receiveIndex({ more: NEWS.slice(0, number) });
}

/** Replaces the publication's answer for files whose address ends in `file`. */
export function answerInstead(file: string, answer: () => Response | Promise<Response>): void {
  publication.instead.set(file, answer);
}

/** Takes the device offline: every request fails. */
export function goOffline(): void {
  device.online = false;
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('no network')));
}

/** Brings the device back online, and tells the page. */
export function comeOnline(): void {
  device.online = true;
  vi.stubGlobal('fetch', publication.get);
  dispatchEvent(new Event('online'));
}

interface PagesRead {
  readonly readPages?: ReadPages;
  readonly read: number;
  readonly wanted?: number;
  readonly failed?: number;
}

/**
 * A publication without companion index, some of whose pages were read. The oldest analysis is of 1 June
 * 2026.
 */
export async function readPageByPage({
  readPages = 'steady',
  read,
  wanted = 0,
  failed = 0,
}: PagesRead): Promise<void> {
  await noteSite({ memory: { validators: {}, name: 'NOLIGARCHY.US' }, readPages });
  const pages = (number: number, page: (n: number) => Omit<SitePage, 'tries' | 'url'>): SitePage[] =>
    Array.from({ length: number }, (_, n) => {
      const { state } = page(n);
      return { url: `${PUBLICATION}analysis/${state}-${n}`, tries: 0, ...page(n) };
    });
  const [lens] = LENSES;
  await db.sitePages.bulkPut([
    ...pages(read, (n) => ({
      state: 'read',
      changed: NOW,
      lens,
      card: {
        id: `read-${n}`,
        url: `${PUBLICATION}analysis/read-${n}`,
        headline: 'What was read',
        lens: 'global-power-plays',
        published: n === 0 ? '2026-06-01' : '2026-07-01',
        sources: [],
        topics: [],
      },
    })),
    ...pages(failed, () => ({ state: 'incomplete', changed: NOW, why: 'has no headline' })),
    ...pages(wanted, () => ({ state: 'wanted', changed: NOW - DAY })),
  ]);
  await commitSite(PUBLICATION, NOW);
  await noteSync({ checkedAt: NOW - 2 * MINUTE, fellBack: { reason: 'http', status: 404, at: NOW } });
}

/** Ends the sync that a test left running. */
let endSync = (): void => undefined;

/** A sync began a minute ago, and is running. */
export async function syncRuns(): Promise<void> {
  await syncState({ runningSince: NOW - MINUTE });
  void navigator.locks.request('civic-lens-sync', () => new Promise<void>((end) => (endSync = end)));
}

/** Changes some fields of the sync state. */
export async function syncState(change: Partial<Omit<SyncState, 'name'>>): Promise<void> {
  await noteSync(change);
}

/** Records that the last sync failed two minutes ago. */
export async function syncFailed(reason: SyncFailureReason, status?: number): Promise<void> {
  await noteSync({
    failures: 1,
    failure: { reason, at: NOW - 2 * MINUTE, ...(status === undefined ? {} : { status }) },
    nextAt: NOW + 5 * MINUTE,
  });
}

/** The identity of a page: what the content script reads from it. */
export function pageAt(address: string, told: Partial<PageIdentity> = {}): PageIdentity {
  return { address, loadedAs: address, claims: [], headlines: [], articles: [], microdata: false, ...told };
}

interface Visited {
  readonly isPrivate?: boolean;
  /** Whether the extension may run scripts in the page. If not, it knows the address only. */
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

/**
 * Shows pages in a private window of Firefox, which keeps them from opening the database. The background answers
 * their queries.
 */
export function databaseOnlyInBackground(): void {
  browser.extension.inIncognitoContext = true;
  vi.spyOn(db, 'open').mockRejectedValue(new Error('A mutation operation was attempted'));
}

/** How long a page waits between two tries to open the database (ms). */
const TRY_EVERY = 5000;
/** Tries to open the database that are due once it can be opened. */
let tries: (() => void)[] = [];

/** The database cannot be opened from now on. Until it can, no time passes for a page that waits to try again. */
export function closeDatabase(error: Error): void {
  db.close({ disableAutoOpen: false });
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw error;
  });
  tries = [];
  const later = globalThis.setTimeout;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms?: number) => {
    if (ms !== TRY_EVERY) return later(work, ms);
    tries.push(work);
    return undefined;
  }) as typeof setTimeout);
}

/** The page tries to open the database again. */
export function databaseIsTried(): void {
  for (const tryAgain of tries.splice(0)) tryAgain();
}

/** The database can be opened again, and the page finds out at its next try. */
export function databaseOpens(): void {
  vi.mocked(indexedDB.open).mockRestore();
  vi.mocked(setTimeout).mockRestore();
  for (const tryAgain of tries) tryAgain();
}

/** What the background answers to a message. */
async function fromBackground(message: {
  type: string;
  name: keyof Queries;
  args: unknown[];
}): Promise<unknown> {
  if (message.type === 'deleteEverything') return answered('message deleteEverything', deleteEverything);
  return message.type === 'query' ? answerInBackground(message.name, message.args) : undefined;
}

/** Saves an analysis of the index in the library. */
export async function save(id: string, readAt?: number, savedAt = NOW - DAY): Promise<void> {
  const card = await cardById(id);
  if (!card) throw new Error(`the index has no ${id}`);
  await saveAnalysis(card, savedAt);
  if (readAt !== undefined) await db.saved.update(id, { state: 'read', readAt });
}

export async function followLens(id = 'global-power-plays', at = NOW - 3 * DAY): Promise<void> {
  const index = await indexState();
  await follow(followableLens(lensOf(index, { lens: id }) ?? { id, name: id }), at);
}

export async function followTopic(name: string, at = NOW - 2 * DAY): Promise<void> {
  await follow(followableTopic({ name }), at);
}

export async function followOutlet(name: string, at = NOW - DAY): Promise<void> {
  await follow(followableOutlet(name), at);
}

/** Makes the browser grant or refuse every permission that it is asked for. */
export function grantWhenAsked(isGranted: boolean): void {
  const request = async (wanted: { origins?: string[]; permissions?: string[] }): Promise<boolean> => {
    if (!isGranted) return false;
    for (const name of [...(wanted.origins ?? []), ...(wanted.permissions ?? [])]) granted.add(name);
    browser.permissions.onAdded.fire(wanted);
    return true;
  };
  browser.permissions.request.mockImplementation(request as () => Promise<boolean>);
}

/** Withdraws the permission to contact the publication. */
export function takeAccessBack(): void {
  granted.delete(PUBLICATION_SITE);
}

/** Makes the background sync when a page asks for it. */
export function syncWhenAsked(): void {
  publish({});
  whenAskedToSync(async () => void (await sync(publication.get)));
}

/** Makes a sync that a page asks for run for ever. */
export function syncNeverEnds(): void {
  whenAskedToSync(() => new Promise(() => undefined));
}

function whenAskedToSync(work: () => Promise<void>): void {
  browser.runtime.sendMessage.mockImplementation((async (message: Parameters<typeof fromBackground>[0]) =>
    message.type === 'sync' ? work() : fromBackground(message)) as never);
}

/** Makes the browser promise never to clear the extension's storage by itself. */
export function protectStorage(): void {
  device.persisted = true;
}

/** Sets the keyboard commands that the browser reports: name, description and keys of each. */
export function assignedKeys(...commands: readonly (readonly [string, string, string])[]): void {
  const all = commands.map(([name, description, shortcut]) => ({ name, description, shortcut }));
  browser.commands.getAll.mockResolvedValue(all as never);
}

/** Makes the browser report whether the button is pinned to the toolbar, as Chrome does. */
export function showButton(isOnToolbar: boolean): void {
  Object.assign(browser.action, { getUserSettings: async () => ({ isOnToolbar }) });
}

/** Removes the side panel, as on Android. */
export function removeSidePanel(): void {
  Object.assign(browser, { sidePanel: undefined, sidebarAction: undefined });
}

/** Makes the browser refuse access to the clipboard. */
export function refuseToCopy(): void {
  clipboard.writeText.mockRejectedValue(new DOMException('', 'NotAllowedError'));
}

/** The text that was copied last. */
export function copied(): string | undefined {
  return clipboard.writeText.mock.lastCall?.[0];
}
