import Dexie from 'dexie';
import { vi } from 'vitest';
import { db } from '../../../lib/db/database.ts';
import { lookUpCards, outletHosts } from '../../../lib/db/index-queries.ts';
import { addNewAnalysesToCommits } from '../../../lib/follow/new-for-you-in-commit.ts';
import { browser, resetBrowser } from '../fake-browser.ts';
import { Locks } from './locks.ts';
import { answerTo, type Files, PUBLICATION } from './publication.ts';
import { Scheduler } from './scheduler.ts';

addNewAnalysesToCommits();

/**
 * The state that operations share: database, storage, locks and publication. An operation waits at a gate of the
 * scheduler before each access to this state (see `Scheduler`).
 */

const INDEX_LOCK = 'civic-lens-index';

/** A change that IndexedDB committed. */
export interface Change {
  readonly operation: string | undefined;
  readonly table: string;
  readonly type: 'put' | 'add' | 'delete' | 'deleteRange';
  readonly keys: readonly unknown[];
  readonly values: readonly unknown[];
  /** Whether the operation held the index lock at the time. */
  readonly isLocked: boolean;
}

/** The data of a device that stays when the browser closes: the tables and `storage.local`. */
export interface Device {
  /** The time when the data was read (ms since the epoch). */
  readonly at: number;
  readonly tables: ReadonlyMap<string, readonly unknown[]>;
  readonly local: Readonly<Record<string, unknown>>;
}

/** An empty device. */
export const NEW_DEVICE: Device = { at: Date.parse('2026-07-10T12:00:00Z'), tables: new Map(), local: {} };

export class World {
  readonly scheduler = new Scheduler();
  readonly locks = new Locks(this.scheduler);
  /** The files of the publication. */
  files: Files = new Map();
  /** All changes of the database since the last call of `restore`, in order. */
  readonly changes: Change[] = [];
  /** Arguments of each call of `console.error`. */
  readonly reported: unknown[][] = [];
  #time = 0;
  readonly #undo: (() => void)[] = [];
  /** The device of the last call of `restore`. `changes` lists all later changes. */
  #restored: Device | undefined;

  constructor() {
    this.#gateDatabase();
    this.#gateStorage();
    this.#logChanges();
    Object.defineProperty(navigator, 'locks', { configurable: true, value: this.locks });
    const { now } = Date;
    const { error } = console;
    const { digest: original } = crypto.subtle;
    this.#undo.push(() => {
      Reflect.deleteProperty(navigator, 'locks');
      Date.now = now;
      console.error = error;
      crypto.subtle.digest = original;
    });
    const digest = original.bind(crypto.subtle);
    // The digest runs in another thread, so the scheduler must wait for its result.
    crypto.subtle.digest = (...args) => this.scheduler.computing(() => digest(...args));
    vi.stubGlobal('fetch', this.get);
    const { setTimeout } = globalThis;
    // Skip pauses of 1 to 10 seconds, because an operation accesses nothing shared during a pause.
    vi.stubGlobal('setTimeout', (work: () => void, wait = 0) =>
      wait >= 1000 && wait <= 10_000 ? queueMicrotask(work) : setTimeout(work, wait),
    );
    console.error = (...args) => void this.reported.push(args);
    // Give each event a different time.
    Date.now = () => ++this.#time;
  }

  readonly get = (async (address: string, init?: RequestInit) =>
    this.scheduler.step(`GET ${new URL(address).pathname}`, async () =>
      answerTo(this.files, address, init),
    )) as typeof fetch;

  /** Restores the replaced methods that outlive the test file, because the thread runs other test files afterwards. */
  close(): void {
    for (const undo of this.#undo) undo();
  }

  /** Reads the tables and `storage.local`. */
  async device(): Promise<Device> {
    const tables = await db.transaction('r', db.tables, () =>
      Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const)),
    );
    const local = structuredClone(await browser.storage.local.get(null));
    return { at: this.#time, tables: new Map(tables), local };
  }

  /** Replaces all data with the data of a device, and sets the clock to an hour after the device was read. */
  async restore(device: Device): Promise<void> {
    resetBrowser('*://*/*', `${PUBLICATION}*`);
    await browser.storage.local.set(structuredClone(device.local));
    const changed = new Set(this.changes.map(({ table }) => table));
    // Replace only tables that have changed, because most schedules leave most tables unchanged.
    const differing = db.tables.filter(({ name }) => device !== this.#restored || changed.has(name));
    await db.transaction('rw', db.tables, async () => {
      for (const table of differing) {
        await table.clear();
        const records = device.tables.get(table.name) ?? [];
        if (records.length > 0) await table.bulkPut([...records]);
      }
    });
    this.#restored = device;
    // `segments.ts` caches directories in memory, and `index-queries.ts` caches the last index that it read. Fill both
    // caches from this device, so that each schedule begins in the same way.
    await outletHosts();
    await lookUpCards([]);
    // `fake-indexeddb` keeps all old transactions, and searches them at each new transaction, so remove them.
    (db.backendDB() as unknown as { _rawDatabase: { transactions: unknown[] } })._rawDatabase.transactions =
      [];
    this.changes.length = 0;
    this.reported.length = 0;
    this.#time = device.at + 3_600_000;
  }

  /** Puts a gate before each transaction, explicit or implicit. There is no gate within a transaction. */
  #gateDatabase(): void {
    const gated = <This, Args extends unknown[]>(
      describe: (self: This, ...args: Args) => string,
      method: (this: This, ...args: Args) => PromiseLike<unknown>,
    ) => {
      const { scheduler } = this;
      return function (this: This, ...args: Args): PromiseLike<unknown> {
        if (Dexie.currentTransaction || scheduler.operation === undefined) return method.apply(this, args);
        return Dexie.Promise.resolve(scheduler.step(describe(this, ...args), () => method.apply(this, args)));
      };
    };
    const inner = db as unknown as {
      _transaction(mode: string, tables: readonly { name: string }[], work: unknown): PromiseLike<unknown>;
      Table: { prototype: { _trans(mode: string, ...rest: unknown[]): PromiseLike<unknown> } };
    };
    const table = inner.Table.prototype;
    const { _trans } = table;
    this.#undo.push(() => {
      table._trans = _trans;
    });
    inner._transaction = gated(
      (_, mode, tables) => `${mode} ${tables.map(({ name }) => name).join(' ')}`,
      inner._transaction,
    );
    table._trans = gated(
      (self: unknown, mode) => `${mode === 'readonly' ? 'r' : 'rw'} ${(self as { name: string }).name}`,
      _trans,
    );
  }

  #gateStorage(): void {
    for (const name of ['local', 'session'] as const) {
      const area = browser.storage[name] as unknown as Record<
        string,
        (...args: unknown[]) => Promise<unknown>
      >;
      for (const method of ['get', 'set', 'remove', 'clear', 'getKeys']) {
        const call = area[method]?.bind(area);
        if (!call) continue;
        area[method] = (...args) =>
          this.scheduler.step(`${method} ${name} ${keysIn(args[0])}`, () => call(...args));
      }
    }
  }

  /** Records committed changes. Only one step runs at a time, so each change belongs to the operation of that step. */
  #logChanges(): void {
    db.use({
      stack: 'dbcore',
      name: 'changes',
      create: (core) => ({
        ...core,
        table: (name) => {
          const table = core.table(name);
          return {
            ...table,
            mutate: (request) => {
              const { current } = this.scheduler;
              const change = {
                operation: current,
                table: name,
                type: request.type,
                keys: 'keys' in request ? (request.keys ?? []) : [],
                values: 'values' in request ? request.values : [],
                isLocked: current !== undefined && this.locks.holder(INDEX_LOCK) === current,
              };
              (request.trans as IDBTransaction).addEventListener('complete', () => this.changes.push(change));
              return table.mutate(request);
            },
          };
        },
      }),
    });
  }
}

/** Matches a UUID. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Returns the first three keys that a call of extension storage names, with each UUID replaced by `<id>`. */
function keysIn(argument: unknown): string {
  const keys = typeof argument === 'string' ? [argument] : Object.values(argument ?? {});
  const names = Array.isArray(argument) || typeof argument === 'string' ? keys : Object.keys(argument ?? {});
  // Ids are random, but a schedule with the same seed must have the same steps.
  return names.slice(0, 3).join(' ').replace(UUID, '<id>');
}
