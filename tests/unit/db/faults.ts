/**
 * Makes the n-th operation of IndexedDB fail. An operation is a request, the opening of a database, the creation of a
 * transaction, or a change of the schema. `endFaults` restores the methods of IndexedDB, because the same thread runs
 * other test files afterwards.
 */

/**
 * The way in which an operation fails. `QuotaExceededError`: the disk is full, so a request succeeds but the commit of
 * its transaction fails. `UnknownError`: the disk is broken, so a request itself fails. `abort`: the transaction is
 * aborted. If the operation opens the database or creates a transaction, it fails immediately in each of these ways.
 */
export type Fault = 'QuotaExceededError' | 'UnknownError' | 'abort';
export const FAULTS: readonly Fault[] = ['QuotaExceededError', 'UnknownError', 'abort'];

/** Returns one kind of fault. Successive numbers give all kinds in turn. */
export function faultOf(n: number): Fault {
  return FAULTS[n % FAULTS.length] ?? 'abort';
}

const undo: (() => void)[] = [];

/** Restores the methods of IndexedDB. */
export function endFaults(): void {
  for (const putBack of undo.splice(0)) putBack();
}

let countdown = Number.POSITIVE_INFINITY;
let fault: Fault = 'abort';

/**
 * Makes the n-th operation after this call fail.
 *
 * @returns a function that cancels a fault that has not happened yet, and returns whether the fault has happened
 */
export function failOperation(n: number, how: Fault): () => boolean {
  countdown = n;
  fault = how;
  return () => {
    const hasFailed = countdown <= 0;
    countdown = Number.POSITIVE_INFINITY;
    return hasFailed;
  };
}

/** Counts an operation, and returns whether it is the one that must fail. */
function isDue(): boolean {
  countdown--;
  return countdown === 0;
}

const errorOf = (how: Fault): DOMException =>
  new DOMException('This operation fails in a test.', how === 'abort' ? 'AbortError' : how);

function abort(transaction: IDBTransaction): void {
  // Abort like a browser that cannot write a transaction (https://w3c.github.io/IndexedDB/#abort-a-transaction).
  if (fault === 'abort') transaction.abort();
  else (transaction as unknown as { _abort(name: string): void })._abort(fault);
}

/** Makes the last request of a transaction fail. */
function refuseLast(transaction: IDBTransaction): void {
  const last = (transaction as unknown as { _requests: { operation: () => void }[] })._requests.at(-1);
  if (!last) throw new Error('no request');
  last.operation = () => {
    throw errorOf(fault);
  };
}

/**
 * On a full disk, a request to a table or an index succeeds, and then its transaction is aborted. For the last request
 * of the transaction, this is the same as a failed commit.
 */
for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype] as object[])
  for (const name of [
    'put',
    'add',
    'delete',
    'clear',
    'get',
    'getAll',
    'getAllKeys',
    'count',
    'openCursor',
    'openKeyCursor',
  ])
    replace(
      prototype,
      name,
      (method) =>
        function (this: IDBObjectStore | IDBIndex, ...args) {
          const transaction = 'transaction' in this ? this.transaction : this.objectStore.transaction;
          const isNow = isDue();
          const request = method.apply(this, args) as IDBRequest;
          if (isNow && fault === 'abort') transaction.abort();
          else if (isNow && fault === 'UnknownError') refuseLast(transaction);
          else if (isNow) request.addEventListener('success', () => abort(transaction));
          return request;
        },
    );
/**
 * A change of the schema never fails immediately. If the browser cannot write the change, it aborts the upgrade later
 * (https://w3c.github.io/IndexedDB/#dom-idbdatabase-createobjectstore).
 */
for (const [prototype, name] of [
  [IDBDatabase.prototype, 'createObjectStore'],
  [IDBDatabase.prototype, 'deleteObjectStore'],
  [IDBObjectStore.prototype, 'createIndex'],
] as const)
  replace(
    prototype,
    name,
    (method) =>
      function (this: IDBDatabase | IDBObjectStore, ...args) {
        const isNow = isDue();
        const result = method.apply(this, args);
        if (isNow) inTurn(upgradeOf(this), abort);
        return result;
      },
  );

/** Runs work on a transaction after all requests that the transaction already has. */
function inTurn(transaction: IDBTransaction, work: (transaction: IDBTransaction) => void): void {
  const { _execRequestAsync: queue } = transaction as unknown as {
    _execRequestAsync(request: { operation: () => void; source: null }): void;
  };
  queue.call(transaction, { operation: () => work(transaction), source: null });
}

/** Returns the transaction of the upgrade that runs in a database. */
function upgradeOf(of: IDBDatabase | IDBObjectStore): IDBTransaction {
  if ('transaction' in of && !('version' in of)) return of.transaction;
  const { transactions } = (of as unknown as { _rawDatabase: { transactions: IDBTransaction[] } })
    ._rawDatabase;
  const upgrade = transactions.findLast(({ mode }) => mode === 'versionchange');
  if (!upgrade) throw new Error('no upgrade');
  return upgrade;
}

replace(
  IDBDatabase.prototype,
  'transaction',
  (method) =>
    function (this: IDBDatabase, ...args) {
      // `fake-indexeddb` also uses this method for the transaction of an upgrade. Browsers do not.
      if (args[1] !== 'versionchange' && isDue())
        throw fault === 'abort'
          ? new DOMException('The connection is closing.', 'InvalidStateError')
          : errorOf(fault);
      return method.apply(this, args);
    },
);
replace(
  IDBFactory.prototype,
  'open',
  (method) =>
    function (this: IDBFactory, ...args) {
      if (!isDue()) return method.apply(this, args);
      const request = Object.assign(new EventTarget(), { error: errorOf(fault), onerror: null as unknown });
      const failed = new Event('error', { cancelable: true });
      Object.defineProperty(failed, 'target', { value: request });
      setImmediate(() => {
        request.dispatchEvent(failed);
        if (typeof request.onerror === 'function') request.onerror(failed);
      });
      return request;
    },
);

type Method = (...args: unknown[]) => unknown;
function replace(
  prototype: object,
  name: string,
  by: (method: Method) => (...args: never[]) => unknown,
): void {
  const method = (prototype as Record<string, unknown>)[name] as Method | undefined;
  if (!method) return;
  Object.assign(prototype, { [name]: by(method) });
  undo.push(() => Object.assign(prototype, { [name]: method }));
}
