import type Dexie from 'dexie';
import { FAILED_WRITES, NewerDatabase } from './failures.ts';
import { SCHEMA_VERSION } from './versions.ts';

/** Tables with the reader's own records. */
const READER_TABLES = new Set([
  'saved',
  'savedTexts',
  'removed',
  'followed',
  'waiting',
  'answers',
  'labels',
  'filters',
  'journal',
  'earlierTexts',
  'corrections',
  'uncopied',
  'readerFacts',
]);
/** Tables with data that can be fetched again, or computed again from fetched data and the reader's records. */
export const INDEX_TABLES: ReadonlySet<string> = new Set([
  'state',
  'directories',
  'cardBlocks',
  'texts',
  'textBlocks',
  'sitePages',
  'siteTexts',
  'searchSegments',
  'searchLists',
]);

/**
 * Makes the browser write the reader's records to the disk before a transaction counts as committed
 * (https://developer.mozilla.org/docs/Web/API/IDBTransaction/durability). By default, the data may still be in a buffer
 * of the operating system and be lost in a power failure. A transaction that also uses a table of the index keeps the
 * default, because it writes much data and can be repeated.
 */
export function requireStrictDurability(db: Dexie): void {
  db.use({
    stack: 'dbcore',
    name: 'durability',
    create: (core) => ({
      ...core,
      transaction(stores, mode, options) {
        const isStrict =
          mode === 'readwrite' &&
          stores.some((store) => READER_TABLES.has(store)) &&
          !stores.some((store) => INDEX_TABLES.has(store));
        return core.transaction(stores, mode, isStrict ? { ...options, durability: 'strict' } : options);
      },
    }),
  });
}

let held = false;

/** Whether this page or background holds back all writes until a probe finds free space. */
export function writesAreHeld(): boolean {
  return held;
}

/** Holds back all further writes of this page or background, or allows them again. */
export function setWritesHeld(isHeld: boolean): void {
  held = isHeld;
}

/**
 * Refuses all writes after a write has failed (see `disk-space.ts`). The error is `QuotaExceededError`, so that the
 * reader sees the message about a full disk. A transaction that our own code aborts does not count as failed.
 */
export function holdAfterFailure(db: Dexie): void {
  db.use({
    stack: 'dbcore',
    name: 'hold after failure',
    create: (core) => ({
      ...core,
      transaction(stores, mode, options) {
        if (mode === 'readwrite' && held)
          throw new DOMException(
            'A write failed before, and no probe has succeeded since.',
            'QuotaExceededError',
          );
        const transaction = core.transaction(stores, mode, options);
        if (mode === 'readwrite') holdIfItFails(transaction as unknown as IDBTransaction);
        return transaction;
      },
    }),
  });
}

function holdIfItFails(transaction: IDBTransaction): void {
  const listener = ({ target }: Event): void => {
    if (FAILED_WRITES.has((target as IDBTransaction | IDBRequest).error?.name ?? '')) setWritesHeld(true);
  };
  transaction.addEventListener('abort', listener);
  // Listen in the capture phase. Dexie stops the `error` event of a request from bubbling, and then aborts the
  // transaction without an error.
  transaction.addEventListener('error', listener, { capture: true });
}

/**
 * The IndexedDB that Dexie uses. It fails with `NewerDatabase` if a newer version of the extension wrote the database.
 * By itself, Dexie would open such a database without a version, and add the tables that the newer version has removed.
 *
 * Dexie multiplies the declared version by 10 on disk. Dexie may raise the number on disk by one itself, so a number
 * below the next multiple of 10 is accepted.
 */
export const ownVersionsOnly = {
  open(name: string, version?: number): IDBOpenDBRequest {
    if (version !== undefined) return indexedDB.open(name, version);
    const request = indexedDB.open(name);
    // This listener runs before Dexie's own, because Dexie adds its listener later.
    request.addEventListener('success', (event) => {
      if (request.result.version < (SCHEMA_VERSION + 1) * 10) return;
      event.stopImmediatePropagation();
      const error = new NewerDatabase(`schema version ${request.result.version / 10}`);
      request.result.close();
      const failed = new Event('error', { cancelable: true });
      Object.defineProperty(failed, 'target', { value: { error } });
      request.onerror?.call(request, failed);
    });
    return request;
  },
  deleteDatabase: (name: string) => indexedDB.deleteDatabase(name),
  databases: () => indexedDB.databases(),
  cmp: (a: unknown, b: unknown) => indexedDB.cmp(a, b),
} satisfies Pick<IDBFactory, 'open' | 'deleteDatabase' | 'databases' | 'cmp'>;

/** Whether the last attempt to open the database failed. */
let failedToOpen = false;
/** The callbacks of `onReopened`. */
const waiting = new Set<() => void>();

/**
 * Lets the next access open the database again after an attempt has failed. By itself, Dexie would repeat the first
 * failure until the page or the background ends.
 */
export function reopenAfterFailure(db: Dexie): void {
  const open = db.open.bind(db);
  db.open = () =>
    open().then(
      (opened) => {
        const isReopened = failedToOpen;
        failedToOpen = false;
        if (isReopened) callWaiting();
        return opened;
      },
      (error: unknown) => {
        failedToOpen = true;
        db.close({ disableAutoOpen: false });
        throw error;
      },
    );
  // The event has no new version if another page or the background deletes the database. Then this page must read again
  // (https://developer.mozilla.org/docs/Web/API/IDBVersionChangeEvent/newVersion).
  db.on('versionchange', ({ newVersion }) => {
    if (!newVersion) setTimeout(callWaiting);
  });
}

function callWaiting(): void {
  for (const callback of waiting) callback();
}

/**
 * Calls back when the database opens after a failure, and when another page or the background deletes it.
 *
 * @returns a function that ends the calls
 */
export function onReopened(callback: () => void): () => void {
  waiting.add(callback);
  return () => waiting.delete(callback);
}
