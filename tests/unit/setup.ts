import { createRequire } from 'node:module';
import {
  BroadcastChannel,
  type LockInfo,
  type LockManagerSnapshot,
  locks,
  threadId,
} from 'node:worker_threads';
import type { Dexie } from 'dexie';
import { vi } from 'vitest';
import { fakeStorage } from './fake-storage.ts';

/**
 * Runs before each test file. A thread runs many files, because packages take long to load. Each file gets new modules
 * of the project, a new database, new locks and no stubs, so that no file affects the next one.
 */

interface Thread {
  /** The number of test files that the thread has begun. */
  files: number;
  readonly request: (name: string, ...rest: unknown[]) => Promise<unknown>;
  readonly query: () => Promise<LockManagerSnapshot>;
  readonly structuredClone: typeof structuredClone;
  /** Dexie's own callbacks for changes of a database; `undefined` until a file loads Dexie. */
  ownCallbacks?: readonly (() => void)[];
}

/** Dexie's event for changes of a database. Dexie's type of this event lacks the list of its callbacks. */
interface ChangeEvent {
  readonly subscribers: (() => void)[];
  unsubscribe(callback: () => void): void;
}

/** Key of the thread's state in the global object. A variable would not last: this module runs again for each file. */
const THREAD = Symbol.for('civic-lens test thread');
/** Key under which Dexie stores itself in the global object. */
const DEXIE = Symbol.for('Dexie');
const holder = globalThis as { [THREAD]?: Thread };
holder[THREAD] ??= {
  files: 0,
  request: locks.request.bind(locks) as Thread['request'],
  query: locks.query.bind(locks),
  structuredClone: globalThis.structuredClone,
};
const thread = holder[THREAD];
thread.files++;

/** Prefix of the names of the locks and channels of the test file. */
const prefix = `thread ${threadId}, file ${thread.files}: `;

vi.resetModules();
vi.useRealTimers();
vi.unstubAllGlobals();
vi.unstubAllEnvs();
ownLocks();
ownFiles();
ownChannels();
ownCallbacks();
ownDatabase();
cloneFast();

/**
 * Gives each test file separate channels, as if each file ran in a separate browser. In Node, all threads of a process
 * share their channels.
 */
function ownChannels(): void {
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name: string) {
      super(prefix + name);
      this.unref();
    }
  } as unknown as typeof globalThis.BroadcastChannel;
}

/**
 * Gives each test file separate locks, as if each file ran in a separate browser. In Node, all threads of a process
 * share their locks.
 */
function ownLocks(): void {
  const own = (all: LockInfo[]): LockInfo[] =>
    all
      .filter(({ name }) => name.startsWith(prefix))
      .map((lock) => ({ ...lock, name: lock.name.slice(prefix.length) }));
  Object.assign(locks, {
    request: (name: string, ...rest: unknown[]) => thread.request(prefix + name, ...rest),
    query: async (): Promise<LockManagerSnapshot> => {
      const { held, pending } = await thread.query();
      return { held: own(held), pending: own(pending) };
    },
  });
}

/** Gives each test file an empty private file system. */
function ownFiles(): void {
  Object.defineProperty(navigator, 'storage', { configurable: true, value: fakeStorage() });
}

/** Gives each test file an empty database. Loads `fake-indexeddb` when `indexedDB` is first used. */
function ownDatabase(): void {
  const load = createRequire(import.meta.url);
  let factory: IDBFactory | undefined;
  define('indexedDB', () => {
    load('fake-indexeddb/auto');
    factory ??= new IDBFactory();
    define('indexedDB', () => factory);
    return factory;
  });
  // Dexie uses the factory that existed when Dexie was loaded, so replace that factory.
  const dexie = (globalThis as { [DEXIE]?: typeof Dexie })[DEXIE];
  if (dexie) dexie.dependencies.indexedDB = indexedDB;
}

/**
 * Removes the callbacks that modules of earlier test files added to Dexie's event. Dexie is a package, so Dexie and its
 * event stay when the next file gets new modules.
 */
function ownCallbacks(): void {
  const eventOf = (dexie: typeof Dexie): ChangeEvent => dexie.on.storagemutated as unknown as ChangeEvent;
  const dexie = (globalThis as { [DEXIE]?: typeof Dexie })[DEXIE];
  if (dexie) {
    const event = eventOf(dexie);
    for (const callback of [...event.subscribers])
      if (!thread.ownCallbacks?.includes(callback)) event.unsubscribe(callback);
    return;
  }
  // At its end, Dexie's script stores Dexie in the global object. This setter then records Dexie's own callbacks.
  Object.defineProperty(globalThis, DEXIE, {
    configurable: true,
    get: () => undefined,
    set(loaded: typeof Dexie) {
      thread.ownCallbacks = [...eventOf(loaded).subscribers];
      Object.defineProperty(globalThis, DEXIE, { configurable: true, writable: true, value: loaded });
    },
  });
}

/**
 * Replaces `structuredClone` with a version that clones plain objects and arrays in JavaScript. The fake database
 * clones each record that it writes or reads, and Node's own function takes several times as long. Node's function
 * still clones all other values, and throws for values that cannot be cloned.
 */
function cloneFast(): void {
  const tooDeep = new Error('nested too deep');
  const copyOf = (value: unknown, depth: number): unknown => {
    if (typeof value !== 'object' || value === null)
      return typeof value === 'function' || typeof value === 'symbol' ? thread.structuredClone(value) : value;
    if (depth > 100) throw tooDeep;
    if (Array.isArray(value) && Object.keys(value).length === value.length)
      return value.map((item) => copyOf(item, depth + 1));
    if (Object.getPrototypeOf(value) !== Object.prototype) return thread.structuredClone(value);
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      if (key === '__proto__') return thread.structuredClone(value);
      copy[key] = copyOf((value as Record<string, unknown>)[key], depth + 1);
    }
    return copy;
  };
  globalThis.structuredClone = (<T>(value: T, options?: StructuredSerializeOptions): T => {
    if (options) return thread.structuredClone(value, options);
    try {
      return copyOf(value, 0) as T;
    } catch (error) {
      // A value that contains itself is infinitely deep, and Node's function can clone it.
      if (error === tooDeep) return thread.structuredClone(value);
      throw error;
    }
  }) as typeof structuredClone;
}

function define(name: string, get: () => unknown): void {
  Object.defineProperty(globalThis, name, { configurable: true, get });
}
