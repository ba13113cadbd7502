import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Runs operations side by side, one step at a time, in an order that the test chooses.
 *
 * Two operations can influence each other only through what they share: the database, `storage.local` and
 * `storage.session`, the locks, and what the publication answers. So an await point is a wait for one of these: a
 * transaction of IndexedDB, a call of storage, a request for a lock, a request to the publication. Each has a gate in
 * front of it, and a step leads from one gate to the next: the one access, and the computing that follows. Which other
 * awaits an operation passes within a step cannot matter to the others. For that reason there is no gate
 *
 * * within a transaction. IndexedDB isolates it, and would commit it while it waits. The gate stands before the
 *   transaction is made, since browsers run transactions in the order in which they are made;
 * * after an access: nothing shared is touched between it and the next gate;
 * * before alarms, badges, and permissions, which no other operation reads, and before pauses.
 */
export class Scheduler {
  readonly #operation = new AsyncLocalStorage<string>();
  readonly #gates: Gate[] = [];
  /** Accesses under way, and computing that the event loop does elsewhere. */
  #busy = 0;
  /** All steps so far, for the message of a failure. */
  readonly trace: string[] = [];
  /** The operation whose step is being taken: everything that is written now is its work. */
  current: string | undefined;

  /** The operation that the calling code belongs to; `undefined` in the test itself. */
  get operation(): string | undefined {
    return this.#operation.getStore();
  }

  /** Waits until the schedule comes to this step. The test itself never waits. */
  gate(step: string): Promise<void> {
    const { operation } = this;
    if (operation === undefined) return Promise.resolve();
    return new Promise((open) => {
      this.#gates.push({ operation, step, open });
    });
  }

  /** One access to what operations share, behind a gate. */
  async step<T>(name: string, access: () => PromiseLike<T>): Promise<T> {
    await this.gate(name);
    return this.computing(access);
  }

  /** Work whose end a step has to wait for. */
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
   * @param choose the gate to open next
   * @returns the error of each operation that failed
   * @throws where operations wait for each other for ever
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
    if (running.size > 0) throw new Error(`These wait for ever: ${[...running].join(', ')}.`);
    return errors;
  }

  /**
   * Until all that follows from the last step has come to a gate or an end. Promises settle before the event loop goes
   * on.
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

/** Numbers in [0, 1) that a seed determines (mulberry32, https://github.com/bryc/code/blob/master/jshash/PRNGs.md). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
