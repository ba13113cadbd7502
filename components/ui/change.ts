import { useState } from 'preact/hooks';
import { type PageDatabase, pageDatabase } from '../../lib/app/ask.ts';
import { isReported } from '../../lib/browser/guard.ts';

/** Why a change was refused: the device has no room left, or something else. */
export type ChangeFailure = 'full' | 'other';

/** What a control does, and why its last change was refused. */
export interface Changing {
  /** Returns whether the change succeeded. */
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly failure: ChangeFailure | undefined;
}

/**
 * A control that changes something by an action of `lib/app/actions.ts`. A refused change draws the control again, so
 * that it shows the value that holds.
 *
 * @param name what the console says of an error other than lack of room
 */
export function useChange(name: 'change the library' | 'change a setting'): Changing {
  const [refused, setRefused] = useState<{ readonly why: ChangeFailure }>();
  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    const why = await tryChange(name, work);
    // A new object, also after the same failure: the browser has checked the box or selected the button again.
    setRefused(why && { why });
    return why === undefined;
  };
  return { change, failure: refused?.why };
}

/**
 * Changes something on the device, in this page or through the background.
 *
 * @param name what the console says of an error that is no lack of room
 * @param load loads what the page does with the database. An update of the extension may have removed it
 * @returns why the change was refused
 */
export async function tryChange(
  name: string,
  work: () => Promise<unknown>,
  load: () => Promise<PageDatabase> = pageDatabase,
): Promise<ChangeFailure | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (await isForLackOfRoom(error, load)) return 'full';
    if (!isReported(error)) console.error(`Civic Lens could not ${name}.`, error);
    return 'other';
  }
}

async function isForLackOfRoom(error: unknown, load: () => Promise<PageDatabase>): Promise<boolean> {
  try {
    const { hasRoom, isStorageFull } = await load();
    return isStorageFull(error) || !(await hasRoom());
  } catch {
    return false;
  }
}
