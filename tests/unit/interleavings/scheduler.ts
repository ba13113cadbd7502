import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Interleaves operations, one step at a time, in an order that the test chooses.
 *
 * Two operations can influence each other only through shared state: the database, `storage.local`, `storage.session`,
 * the locks, and the answers of the publication. So an await point is a wait for one of these: a transaction of
 * IndexedDB, a call of storage, a request for a lock, or a request to the publication. A gate is before each of these
 * accesses. A step leads from one gate to the next: it is one access and the computing after it. The other awaits of
 * code within a step cannot matter to other operations. So there is no gate
 *
 * * within a transaction: IndexedDB isolates a transaction, and would commit it while its operation waits at a gate.
 *   The gate is before the creation of the transaction, because browsers run transactions in the order of their
 *   creation;
 * * after an access: nothing shared is touched between the access and the next gate;
 * * before pauses, and before alarms, badges and permissions, which no other operation reads.
 */
export class Scheduler {
  readonly #operation = new AsyncLocalStorage<string>();
  readonly #gates: Gate[] = [];
  /** The number of running accesses, and of running computations in other threads. */
  #busy = 0;
  /** All steps so far, for the message of a failure. */
  readonly trace: string[] = [];
  /** The operation whose step is running. Everything that is written now belongs to this operation. */
  current: string | undefined;

  /** The operation to which the calling code belongs; `undefined` for code of the test itself. */
  get operation(): string | undefined {
    return this.#operation.getStore();
  }

  /** Waits until the test chooses this gate. Code of the test itself never waits. */
  gate(step: string): Promise<void> {
    const { operation } = this;
    if (operation === undefined) return Promise.resolve();
    return new Promise((open) => {
      this.#gates.push({ operation, step, open });
    });
  }

  /** Waits at a gate, then makes one access to shared state. */
  async step<T>(name: string, access: () => PromiseLike<T>): Promise<T> {
    await this.gate(name);
    return this.computing(access);
  }

  /** Runs work that belongs to the current step: the next step waits for its end. */
  async computing<T>(work: () => PromiseLike<T>): Promise<T> {
    this.#busy++;
    try {
      return await work();
    } finally {
      this.#busy--;
    }
  }

  /**
   * Runs operations to their end.
   *
   * @param choose chooses the gate to open next
   * @returns the error of each operation that failed
   * @throws if operations wait for each other forever
   */
  async run(
    operations: Readonly<Record<string, () => Promise<unknown>>>,
    choose: (gates: readonly Gate[]) => Gate,
  ): Promise<ReadonlyMap<string, unknown>> {
    this.trace.length = 0;
    const running = new Set(Object.keys(operations));
    const errors = new Map<string, unknown>();
    for (const [name, work] of Object.entries(operations))
      this.#operation.run(name, async () => {
        await this.gate('begin');
        try {
          await work();
        } catch (error) {
          errors.set(name, error);
        }
        running.delete(name);
      });
    for (;;) {
      await this.#untilQuiet();
      if (this.#gates.length === 0) break;
      const gate = choose(this.#gates);
      this.#gates.splice(this.#gates.indexOf(gate), 1);
      this.trace.push(`${gate.operation}: ${gate.step}`);
      this.current = gate.operation;
      gate.open();
    }
    this.current = undefined;
    if (running.size > 0) throw new Error(`These operations wait forever: ${[...running].join(', ')}.`);
    return errors;
  }

  /**
   * Waits until the last step has led every operation to a gate or to its end. Microtasks run before `setImmediate`.
   */
  async #untilQuiet(): Promise<void> {
    do
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    while (this.#busy > 0);
  }
}

/** A place where an operation waits for its next step. */
export interface Gate {
  readonly operation: string;
  readonly step: string;
  open(): void;
}

/** Random numbers in [0, 1) from a seed (mulberry32, https://github.com/bryc/code/blob/master/jshash/PRNGs.md). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
