import { AsyncResource } from 'node:async_hooks';
import type { Scheduler } from './scheduler.ts';

type Work = (lock: { readonly name: string } | null) => unknown;
interface Options {
  readonly ifAvailable?: boolean;
  readonly steal?: boolean;
}
interface Request {
  readonly name: string;
  readonly operation: string | undefined;
  readonly grant: () => void;
  readonly lose: () => void;
}

/** Exclusive locks of the Web Locks API (https://www.w3.org/TR/web-locks/). Each request is a step of a schedule. */
export class Locks {
  readonly #scheduler: Scheduler;
  #held = new Map<string, Request>();
  #pending: Request[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Returns the operation that holds a lock. */
  holder(name: string): string | undefined {
    return this.#held.get(name)?.operation;
  }

  readonly request = async (name: string, ...rest: [Work] | [Options, Work]): Promise<unknown> => {
    const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest;
    const kind = Object.keys(options).join();
    await this.#scheduler.gate(`lock ${name}${kind && ` (${kind})`}`);
    if (options.ifAvailable && this.#held.has(name)) return work(null);
    return new Promise((resolve, reject) => {
      const request: Request = {
        name,
        operation: this.#scheduler.operation,
        // Another operation calls this when it releases the lock. The work still belongs to the requesting operation.
        grant: AsyncResource.bind(async () => {
          try {
            resolve(await work({ name }));
          } catch (error) {
            reject(error);
          } finally {
            if (this.#held.get(name) === request) this.#held.delete(name);
            this.#grantNext();
          }
        }),
        lose: () => reject(new DOMException('The lock was stolen.', 'AbortError')),
      };
      if (options.steal) {
        this.#held.get(name)?.lose();
        this.#held.delete(name);
        this.#pending.unshift(request);
      } else this.#pending.push(request);
      this.#grantNext();
    });
  };

  readonly query = async (): Promise<object> => {
    await this.#scheduler.gate('query locks');
    return { held: [...this.#held.values()], pending: this.#pending };
  };

  #grantNext(): void {
    const next = this.#pending.find(({ name }) => !this.#held.has(name));
    if (!next) return;
    this.#pending = this.#pending.filter((request) => request !== next);
    this.#held.set(next.name, next);
    next.grant();
    this.#grantNext();
  }
}
