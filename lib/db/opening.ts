import type Dexie from 'dexie';
import { SCHEMA_VERSION } from './versions.ts';

/** Tables of what the reader made. */
const READERS = new Set(['saved', 'savedTexts', 'removed', 'followed', 'uncopied', 'readerFacts']);
/** Tables of what can be fetched again. */
export const INDEX: ReadonlySet<string> = new Set([
  'state',
  'directories',
  'cardBlocks',
  'texts',
  'textBlocks',
  'sitePages',
  'siteTexts',
]);

/**
 * Writes what the reader made to the disk before a transaction counts as committed (`durability: 'strict'`): by
 * default browsers leave it to the operating system, and a power failure loses the last seconds. A transaction that
 * also names a table of the index stays relaxed: it is large, and can be repeated.
 */
export function keepStrictly(db: Dexie): void {
  db.use({
    stack: 'dbcore',
    name: 'durability',
    create: (core) => ({
      ...core,
      transaction(stores, mode, options) {
        const isStrict =
          mode === 'readwrite' &&
          stores.some((store) => READERS.has(store)) &&
          !stores.some((store) => INDEX.has(store));
        return core.transaction(stores, mode, isStrict ? { ...options, durability: 'strict' } : options);
      },
    }),
  });
}

let held = false;

/** Whether nothing may be written until a probe has shown that there is room. */
export function writesAreHeld(): boolean {
  return held;
}

/** Holds back all further writes of this page or background, or lets them through again. */
export function setWritesHeld(failed: boolean): void {
  held = failed;
}

/** Errors by which browsers say that they could not write: no room, or a failure of the disk. */
export const FAILED_WRITES: ReadonlySet<string> = new Set(['QuotaExceededError', 'UnknownError']);

/**
 * Refuses to write after a write has failed (see `room.ts`), with the error that the reader is told:
 * `QuotaExceededError`. A transaction that its own code aborted has no error, and counts as no failure.
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
        if (mode === 'readwrite') holdWhereItFails(transaction as unknown as IDBTransaction);
        return transaction;
      },
    }),
  });
}

function holdWhereItFails(transaction: IDBTransaction): void {
  const listener = ({ target }: Event): void => {
    if (FAILED_WRITES.has((target as IDBTransaction | IDBRequest).error?.name ?? '')) setWritesHeld(true);
  };
  transaction.addEventListener('abort', listener);
  // A request that fails. Dexie stops the event at the request and aborts the transaction, which then has no error.
  transaction.addEventListener('error', listener, { capture: true });
}

/** The database was written by a newer version of the extension. It is left untouched. */
export class NewerDatabase extends Error {
  override readonly name = 'NewerDatabase';
}

/**
 * IndexedDB as Dexie sees it. Where the version on disk is higher than the declared one, Dexie opens the database
 * without a version, and adds the tables that it misses. That is right for a database that Dexie itself raised by
 * one, and wrong for one of a newer extension, which may have given those tables up: opening that one fails with
 * `NewerDatabase`.
 */
export const ownVersionsOnly = {
  open(name: string, version?: number): IDBOpenDBRequest {
    if (version !== undefined) return indexedDB.open(name, version);
    const request = indexedDB.open(name);
    // Heard before Dexie's own listener, which is set later.
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

/** Whether the last try to open the database failed, and who wants to know when one succeeds after that. */
let failedToOpen = false;
const waiting = new Set<() => void>();

/**
 * Lets the next access open the database again after opening has failed: Dexie alone would keep the failure for as
 * long as the background lives.
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
  // Another page or the background deletes the database: what was read of it is gone.
  db.on('versionchange', ({ newVersion }) => {
    if (!newVersion) setTimeout(callWaiting);
  });
}

function callWaiting(): void {
  for (const callback of waiting) callback();
}

/** Calls back when the database opens after that had failed, or was deleted elsewhere. Returns the way to stop. */
export function onReopened(callback: () => void): () => void {
  waiting.add(callback);
  return () => waiting.delete(callback);
}
