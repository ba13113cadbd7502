import Dexie, { type DexieEvent } from 'dexie';
import { vi } from 'vitest';
import type * as FakeBrowser from '../fake-browser.ts';

/**
 * Simulates processes of the extension that a test can kill at each write. The device outlives them: the database,
 * `storage.local` and, until the browser is killed, `storage.session`. Each process loads new modules.
 *
 * The promises of a killed process never settle, its open transactions are rolled back, and its later calls of browser
 * APIs have no effect.
 */

/** The process that is killed. `storage.session` survives a killed background, but not a killed browser. */
export type Victim = 'background' | 'browser';
export const VICTIMS: readonly Victim[] = ['background', 'browser'];

/** The exports of the modules of a process. */
export type Modules = Awaited<ReturnType<typeof loadModules>>;

interface Process {
  isDead: boolean;
  /** The open channels of the process to other contexts. */
  readonly channels: Set<BroadcastChannel>;
  /** Resolves when the process is killed. */
  readonly death: Promise<void>;
  readonly die: () => void;
}

type Items = Record<string, unknown>;
const AREAS = ['local', 'session'] as const;

/** The content of the storage areas. A new process begins with this content. */
const stored: Record<(typeof AREAS)[number], Items> = { local: {}, session: {} };

let current = newProcess();
let countdown = Number.POSITIVE_INFINITY;
/** The number of timers of the living process that have not fired yet. */
let timers = 0;
const undo: (() => void)[] = [];

function newProcess(): Process {
  const { promise, resolve } = Promise.withResolvers<void>();
  const process: Process = {
    isDead: false,
    channels: new Set(),
    death: promise,
    die() {
      process.isDead = true;
      resolve();
    },
  };
  return process;
}

/** Returns a promise that never settles. */
function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}

/** Returns the promise that a process gets for an operation. It never settles if the process was killed. */
async function heard<T>(owner: Process, promise: Promise<T>): Promise<T> {
  const [result] = await Promise.allSettled([promise]);
  if (owner.isDead) return never();
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/** Counts an operation, and kills the process if this is the n-th one. Returns whether the process is still alive. */
function lives(): boolean {
  if (!current.isDead && --countdown === 0) kill();
  return !current.isDead;
}

function kill(): void {
  current.die();
  severDatabases();
}

/** The result of work that a kill may have interrupted. */
export interface Outcome<T> {
  /** Whether the process was killed during the work, or before it was idle after the work. */
  readonly wasKilled: boolean;
  /** The result of the work; may be absent if the process was killed. */
  readonly result?: T;
}

/** Runs work in the living process, and kills the process at its n-th operation. */
export async function killAt<T>(n: number, work: () => Promise<T>): Promise<Outcome<T>> {
  countdown = n;
  const { death } = current;
  const done = work().then(async (result): Promise<Outcome<T>> => {
    if (!current.isDead) await untilQuiet();
    return { wasKilled: current.isDead, result };
  });
  const outcome = await Promise.race([done, death.then((): Outcome<T> => ({ wasKilled: true }))]);
  countdown = Number.POSITIVE_INFINITY;
  return outcome;
}

/** Waits until the living process is idle: it has no pending timer and holds no lock. */
export async function untilQuiet(): Promise<void> {
  for (let turns = 0; turns < 3; turns++) {
    await turn();
    if (timers > 0 || (await navigator.locks.query()).held?.length) turns = -1;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Whether the process is alive. */
export function isAlive(): boolean {
  return !current.isDead;
}

/** Starts a process with the data that an earlier process left on the device. */
export async function startProcess(after: Victim): Promise<Modules> {
  // Wait until the fake browser has delivered all events for the killed process.
  for (let turns = 0; turns < 5; turns++) await turn();
  if (after === 'browser') stored.session = {};
  disconnect();
  current = newProcess();
  timers = 0;
  return loadModules();
}

/** Callbacks of Dexie itself. A new process does not load Dexie again, so `disconnect` must keep these callbacks. */
let ownCallbacks: DexieEvent['subscribers'] = [];

function storageMutated(): DexieEvent {
  // Dexie's type of this event lacks the list of its callbacks.
  return Dexie.on.storagemutated as unknown as DexieEvent;
}

/** Removes the channels and callbacks through which each change of the database would still reach the last process. */
function disconnect(): void {
  for (const channel of current.channels) channel.close();
  const event = storageMutated();
  for (const callback of event.subscribers)
    if (!ownCallbacks.includes(callback)) event.unsubscribe(callback as () => void);
}

async function loadModules() {
  vi.resetModules();
  const fake = await import('../fake-browser.ts');
  fake.granted.add('*://*/*');
  await ownStorage(fake);
  const modules = {
    browser: fake.browser,
    ...(await import('../../../lib/db/database.ts')),
    ...(await import('../../../lib/follow/followed.ts')),
    ...(await import('../../../lib/follow/waiting.ts')),
    ...(await import('../../../lib/tab/story-answers.ts')),
    ...(await import('../../../lib/db/index-queries.ts')),
    ...(await import('../../../lib/library/saved-analyses.ts')),
    ...(await import('../../../lib/library/removed-analyses.ts')),
    ...(await import('../../../lib/library/reading-states.ts')),
    ...(await import('../../../lib/library/journal.ts')),
    ...(await import('../../../lib/library/labels.ts')),
    ...(await import('../../../lib/library/notes.ts')),
    ...(await import('../../../lib/library/fill-from-second-copy.ts')),
    ...(await import('../../../lib/library/second-copy.ts')),
    ...(await import('../../../lib/library/second-copy-records.ts')),
    ...(await import('../../../lib/app/background-events.ts')),
  };
  modules.connectFeatures();
  return modules;
}

/** The methods of a storage area that this file uses. */
interface Area {
  get(keys: unknown): Promise<Items>;
  set(items: Items): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

/** Connects a new process with the storage of the device. */
async function ownStorage({ browser }: typeof FakeBrowser): Promise<void> {
  const owner = current;
  for (const name of AREAS) {
    const area = browser.storage[name] as unknown as Area;
    await area.set(structuredClone(stored[name]));
    const { get, set, remove } = area;
    area.get = (keys) => heard(owner, get.call(area, keys));
    area.set = (items) =>
      change(owner, () => {
        Object.assign(stored[name], structuredClone(items));
        return set.call(area, items);
      });
    area.remove = (keys) =>
      change(owner, () => {
        for (const key of [keys].flat()) delete stored[name][key];
        return remove.call(area, keys);
      });
  }
}

/** Changes the storage. A kill may happen before the change, or after the change but before its promise resolves. */
async function change(owner: Process, write: () => Promise<void>): Promise<void> {
  if (owner.isDead || !lives()) return never();
  await heard(owner, write());
  if (!lives()) return never();
}

/** Returns the content of an area of storage. */
export function readStored(name: (typeof AREAS)[number]): Items {
  return structuredClone(stored[name]);
}

/** A database as fake-indexeddb stores it. */
interface RawDatabase {
  readonly name: string;
  readonly version: number;
  rawObjectStores: Map<string, { rawDatabase: RawDatabase }>;
  readonly transactions: { readonly _state: string; _abort(error: null): void }[];
}
interface RawFactory {
  _databases: Map<string, RawDatabase>;
  _connectionQueues: Map<string, Promise<void>>;
}

/** Closes all connections to databases, and rolls back open transactions. */
function severDatabases(): void {
  const factory = indexedDB as unknown as RawFactory;
  const left = new Map<string, RawDatabase>();
  for (const [name, raw] of factory._databases) {
    for (const transaction of raw.transactions)
      if (transaction._state !== 'finished') transaction._abort(null);
    if (raw.version === 0) continue;
    const Raw = raw.constructor as new (name: string, version: number) => RawDatabase;
    const moved = new Raw(name, raw.version);
    moved.rawObjectStores = raw.rawObjectStores;
    for (const store of moved.rawObjectStores.values()) store.rawDatabase = moved;
    raw.rawObjectStores = new Map();
    left.set(name, moved);
  }
  factory._databases = left;
  factory._connectionQueues = new Map();
}

type Method = (...args: unknown[]) => unknown;

function replace(target: object, name: string, by: (method: Method) => (...args: never[]) => unknown): void {
  const method = (target as Record<string, Method>)[name] as Method;
  Object.assign(target, { [name]: by(method) });
  undo.push(() => Object.assign(target, { [name]: method }));
}

/** Replaces the methods of IndexedDB, channels, locks and timers, so that a test can kill processes. */
export function beginProcesses(): void {
  ownCallbacks = storageMutated().subscribers;
  const { BroadcastChannel } = globalThis;
  vi.stubGlobal(
    'BroadcastChannel',
    class extends BroadcastChannel {
      constructor(name: string) {
        super(name);
        current.channels.add(this);
      }
    },
  );
  const writes: [object, string[]][] = [
    [IDBObjectStore.prototype, ['put', 'add', 'delete', 'clear', 'createIndex', 'deleteIndex']],
    [IDBDatabase.prototype, ['createObjectStore', 'deleteObjectStore']],
  ];
  for (const [prototype, names] of writes)
    for (const name of names)
      replace(
        prototype,
        name,
        (method) =>
          function (this: unknown, ...args) {
            if (lives()) return method.apply(this, args);
            throw new DOMException('The process was killed.', 'AbortError');
          },
      );
  replace(
    IDBFactory.prototype,
    'open',
    (method) =>
      function (this: unknown, ...args) {
        return current.isDead ? new IDBOpenDBRequest() : method.apply(this, args);
      },
  );
  replace(
    Object.getPrototypeOf(IDBTransaction.prototype),
    'dispatchEvent',
    (method) =>
      function (this: IDBTransaction, event: Event) {
        // The kill may happen after the commit, but before the transaction's `complete` event.
        if (event.type === 'complete' && this.mode !== 'readonly') lives();
        return current.isDead || method.call(this, event);
      },
  );
  replace(navigator.locks, 'request', (method) => (name: string, ...rest: unknown[]) => {
    const owner = current;
    if (owner.isDead) return never();
    const work = rest.pop() as (lock: Lock | null) => Promise<unknown>;
    // A killed process releases its locks.
    const held = (lock: Lock | null): unknown => owner.isDead || Promise.race([work(lock), owner.death]);
    return heard(owner, method.call(navigator.locks, name, ...rest, held) as Promise<unknown>);
  });
  const { setTimeout } = globalThis;
  vi.stubGlobal('setTimeout', (work: (...args: unknown[]) => void, wait?: number, ...args: unknown[]) => {
    const owner = current;
    timers++;
    return setTimeout(() => {
      if (owner.isDead) return;
      timers--;
      work(...args);
    }, wait);
  });
}

/** Restores everything that `beginProcesses` replaced. */
export function endProcesses(): void {
  disconnect();
  for (const putBack of undo.splice(0)) putBack();
  vi.unstubAllGlobals();
}
