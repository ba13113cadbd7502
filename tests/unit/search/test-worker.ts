import { vi } from 'vitest';
import type { SearchPort, SearchRequest } from '../../../lib/search/search-protocol.ts';
import { serveLibrarySearch } from '../../../lib/search/serve-library-search.ts';

/**
 * A search worker in the thread of the test, at the other end of a channel. A test can kill it. As in browsers, the
 * kill causes no event.
 */
export class TestWorker implements SearchPort {
  /** The search workers that were started, the oldest first. Empty this list before each test. */
  static readonly started: TestWorker[] = [];

  readonly #page: MessagePort;
  onerror: Worker['onerror'] = null;
  readonly asked: SearchRequest[] = [];
  isDead = false;

  /** @param address address of the search worker's script; without it, the search worker answers nothing */
  constructor(address?: string) {
    const { port1, port2 } = new MessageChannel();
    this.#page = port1;
    if (address !== undefined) serveLibrarySearch(port2 as SearchPort);
    TestWorker.started.push(this);
  }

  set onmessage(listener: SearchPort['onmessage']) {
    this.#page.onmessage = (event) => {
      if (!this.isDead) listener?.(event as MessageEvent);
    };
  }

  postMessage(message: SearchRequest): void {
    this.asked.push(message);
    if (!this.isDead) this.#page.postMessage(message);
  }

  kill(): void {
    this.isDead = true;
  }

  terminate(): void {
    this.kill();
    this.#page.close();
  }
}

/** Time limit (ms). Only failing tests wait that long. */
const TIME_LIMIT_MS = 20_000;
/** Time between two checks (ms). */
const INTERVAL_MS = 5;

/** Waits until a check passes, and returns its result. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: TIME_LIMIT_MS, interval: INTERVAL_MS });
}
