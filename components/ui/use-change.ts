import { useState } from 'preact/hooks';
import type { ChangeFailure } from './change-failure.ts';

/**
 * A failed change. Each failure is an object of its own, so that a second failure is not the same value as the first.
 */
export interface FailedChange {
  readonly why: ChangeFailure;
}

/** A function with which a control changes the reader's data, and the failure of the last change. */
export interface ChangeControl {
  /** Runs a change. Returns whether it succeeded. */
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
  /** The failure of the last change; `undefined` if that change succeeded, and before the first change. */
  readonly failure: FailedChange | undefined;
}

/**
 * Lets a control run the actions of `lib/app`. After a failed action the control is drawn again, so that it shows the
 * stored value.
 *
 * @param name what the change does, for the message in the console
 */
export function useChange(name: 'change the library' | 'change a setting'): ChangeControl {
  const [failure, setFailure] = useState<FailedChange>();
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    const why = await tryChange(name, work);
    // Use a new object for each failure, even if the reason is the same. Preact then draws the control again, and the
    // control shows the stored value instead of the choice that could not be stored.
    setFailure(why && { why });
    return why === undefined;
  };
  return { change, failure };
}

/**
 * Runs a change of the reader's data. Writes a failure to the console, unless it was reported before or the device has
 * no room left.
 *
 * @param name what the change does, for the message in the console
 * @returns the reason why the change failed; `undefined` if it succeeded
 */
export async function tryChange(
  name: string,
  work: () => Promise<unknown>,
): Promise<ChangeFailure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    const { changeFailure } = await import('./change-failure.ts');
    return changeFailure(name, error);
  }
}
