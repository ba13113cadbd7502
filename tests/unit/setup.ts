import { createRequire } from 'node:module';
import { type LockInfo, type LockManagerSnapshot, locks, threadId } from 'node:worker_threads';

/** Runs before each test file. The files run in threads of one process, which start faster than processes. */

ownLocks();
indexedDBOnDemand();

/** Gives each file locks of its own, as each browser has. In Node all threads of a process share their locks. */
function ownLocks(): void {
  const prefix = `thread ${threadId}: `;
  const request = locks.request.bind(locks) as (name: string, ...rest: unknown[]) => Promise<unknown>;
  const query = locks.query.bind(locks);
  const own = (all: LockInfo[]): LockInfo[] =>
    all
      .filter(({ name }) => name.startsWith(prefix))
      .map((lock) => ({ ...lock, name: lock.name.slice(prefix.length) }));
  Object.assign(locks, {
    request: (name: string, ...rest: unknown[]) => request(prefix + name, ...rest),
    query: async (): Promise<LockManagerSnapshot> => {
      const { held, pending } = await query();
      return { held: own(held), pending: own(pending) };
    },
  });
}

/** Loads the database only where a file uses it. */
function indexedDBOnDemand(): void {
  for (const name of ['indexedDB', 'IDBKeyRange'] as const)
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() {
        Reflect.deleteProperty(globalThis, 'indexedDB');
        Reflect.deleteProperty(globalThis, 'IDBKeyRange');
        createRequire(import.meta.url)('fake-indexeddb/auto');
        return globalThis[name];
      },
    });
}
