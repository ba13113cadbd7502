/*
 * Handles unexpected errors. The error of a listener is reported once to the console, with the name of the step that
 * failed, and the other steps of the event still run. Most expected failures do not reach this code, because the code
 * in which they occur handles them. `setExpectedFailureHandler` sets the handler of expected failures that can occur in
 * any listener.
 */

const REPORTED = 'Reported by the background: ';

/** An error that was already reported where it happened. It informs the caller, and is not reported again. */
export class ReportedError extends Error {
  override readonly name = 'ReportedError';

  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(message.startsWith(REPORTED) ? message : REPORTED + message, { cause });
  }
}

/**
 * Whether an error is a `ReportedError`. Checks the message of the error, because the background can only send that
 * message to a page, and not the class of the error.
 */
export function isReported(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith(REPORTED);
}

let handleExpected: (error: unknown) => boolean = () => false;

/**
 * Sets the handler of expected failures that can happen in any listener, such as a database that cannot be opened.
 *
 * @param handle returns `true` if it has handled the error as an expected failure; other errors go to the console
 */
export function setExpectedFailureHandler(handle: (error: unknown) => boolean): void {
  handleExpected = handle;
}

/** Reports an error to the console, unless it is expected or was already reported. */
export function reportUnexpected(name: string, error: unknown): void {
  if (!isReported(error) && !handleExpected(error))
    console.error(`Civic Lens, ${name}: unexpected error.`, error);
}

/**
 * Returns a listener that reports errors and never throws. It calls `work` synchronously, so that a user gesture is
 * still valid (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/User_actions).
 *
 * @param name name in the console: the event, or the reader's action
 */
export function guardedListener<Args extends readonly unknown[]>(
  name: string,
  work: (...args: Args) => unknown,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      await work(...args);
    } catch (error) {
      reportUnexpected(name, error);
    }
  };
}

/** Returns the result of synchronous work. If it throws, reports the error and returns `undefined`. */
export function runOrReport<T>(name: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    reportUnexpected(name, error);
    return undefined;
  }
}

/** Starts work without waiting for it. Reports its error. */
export function startTask(name: string, work: () => unknown): void {
  guardedListener(name, work)();
}

/** Runs the steps of an event one after another. If a step fails, reports its error and runs the next step. */
export async function runSteps(steps: Readonly<Record<string, () => unknown>>): Promise<void> {
  for (const [name, step] of Object.entries(steps)) await guardedListener(name, () => step())();
}

/**
 * Runs the work for a message from a page, and returns its result.
 *
 * @throws {ReportedError} if the work fails, after the error was reported here
 */
export async function runForMessage<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    reportUnexpected(name, error);
    throw new ReportedError(error);
  }
}
