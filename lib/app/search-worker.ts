import { trustedScriptAddress } from '../browser/trusted-script-address.ts';

/** A search worker that was started in advance, and that nothing uses yet. */
let prepared: Worker | undefined;

function newWorker(): Worker {
  return new Worker(trustedScriptAddress('/search-worker.js'));
}

/** Starts the search worker while the page still does other work, so that `searchWorker` need not wait for it. */
export function prepareSearchWorker(): void {
  prepared?.terminate();
  const worker = newWorker();
  // If this search worker cannot start, `searchWorker` starts another one, and its caller sees whether that one fails.
  worker.onerror = () => {
    if (prepared === worker) prepared = undefined;
  };
  prepared = worker;
}

/** Returns a search worker for one caller: the prepared worker or, if there is none, a new one. */
export function searchWorker(): Worker {
  const worker = prepared ?? newWorker();
  prepared = undefined;
  return worker;
}
