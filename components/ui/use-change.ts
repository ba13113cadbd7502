import { useState } from 'preact/hooks';
import { DeviceFullError } from '../../lib/app/messages.ts';
import { isReported } from '../../lib/browser/listener-errors.ts';

/** The reason why a change failed: `full` if the device has no room left, `other` for anything else. */
export type ChangeFailure = 'full' | 'other';

/**
 * A failed change. Each failure is an object of its own, so that a second failure is not the same value as the first.
 */
export interface FailedChange {
  readonly why: ChangeFailure;
}

/** The function with which a control changes the reader's data, and its last failure. */
export interface ChangeControl {
  /** Runs a change. Returns whether it succeeded. */
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
  /** The failure of the last change; `undefined` if it succeeded. */
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
    // Use a new object even for the same failure: then Preact draws the control again, and it shows the stored value
    // instead of the one that the reader has just chosen.
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
    if (error instanceof DeviceFullError) return 'full';
    const { isStorageFull } = await import('../../lib/db/failures.ts');
    const { canWrite } = await import('../../lib/db/write-probe.ts');
    if (isStorageFull(error) || !(await canWrite())) return 'full';
    if (!isReported(error)) console.error(`Civic Lens could not ${name}.`, error);
    return 'other';
  }
}
