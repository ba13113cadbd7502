/** Work in short steps. At each `yield`, other work may run. */
export type Steps<Result> = Generator<undefined, Result, void>;

/**
 * The time for which steps run before other work may run (ms). A keystroke waits at most this time plus one step.
 */
const SLICE_MS = 8;

/** Runs all steps without a pause. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Runs steps in slices of some milliseconds.
 *
 * @param pause waits until other work has run
 * @param now clock (ms)
 */
export async function runInSlices<Result>(
  steps: Steps<Result>,
  pause: () => PromiseLike<void> = nextTask,
  now: () => number = () => performance.now(),
): Promise<Result> {
  for (;;) {
    const end = now() + SLICE_MS;
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (now() < end);
    await pause();
  }
}

/** Resolves after all events that are waiting now. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => runInNextTask(resolve));
}

/**
 * Calls back after all events that are waiting now. Nested timers would wait at least four milliseconds
 * (https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html).
 */
export function runInNextTask(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(undefined);
}
