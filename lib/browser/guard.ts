/**
 * Where unexpected errors end. Each listener is guarded: its error is reported once to the console, with the name of
 * the step that failed, and the other steps of the event still run. Expected failures are values, or errors with a
 * name, and never come here.
 */

const REPORTED = 'Reported by the background: ';

/**
 * An error that was reported where it happened. Whoever waited for that work learns that it failed, and reports
 * nothing.
 */
export class ReportedError extends Error {
  override readonly name = 'ReportedError';

  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    super(message.startsWith(REPORTED) ? message : REPORTED + message, { cause });
  }
}

/** Whether an error is a `ReportedError`; of an answer to a message only the words arrive. */
export function isReported(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith(REPORTED);
}

let takeExpected: (error: unknown) => boolean = () => false;

/**
 * Sets the handler of failures that any listener may meet and that are no fault of the code, such as a database that
 * cannot be opened.
 *
 * @param take returns whether the failure was one of these; all others are reported to the console
 */
export function onExpectedFailure(take: (error: unknown) => boolean): void {
  takeExpected = take;
}

/** Reports an unexpected error to the console, unless that was done already. */
export function report(name: string, error: unknown): void {
  if (!isReported(error) && !takeExpected(error))
    console.error(`Civic Lens, ${name}: unexpected error.`, error);
}

/**
 * A listener that never throws. It calls `work` at once, so that a user gesture still counts.
 *
 * @param name what the console says: the event, or what the reader did
 */
export function on<Args extends readonly unknown[]>(
  name: string,
  work: (...args: Args) => unknown,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      await work(...args);
    } catch (error) {
      report(name, error);
    }
  };
}

/** The result of work that a listener needs at once. An error is reported, and there is no result. */
export function orReport<T>(name: string, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    report(name, error);
    return undefined;
  }
}

/** Starts work that nobody waits for. */
export function start(name: string, work: () => unknown): void {
  on(name, work)();
}

/**
 * Runs the steps of an event one after another. A step that fails is reported by its name, and the next one still
 * runs.
 */
export async function inTurn(steps: Readonly<Record<string, () => unknown>>): Promise<void> {
  for (const [name, step] of Object.entries(steps)) await on(name, () => step())();
}

/** Does work that another page waits for. An error is reported here; the page only learns of the failure. */
export async function answered<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    report(name, error);
    throw new ReportedError(error);
  }
}
