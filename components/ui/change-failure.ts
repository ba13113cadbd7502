import { DeviceFullError } from '../../lib/app/messages.ts';
import { isReported } from '../../lib/browser/listener-errors.ts';
import { isStorageFull } from '../../lib/db/failures.ts';
import { canWrite } from '../../lib/db/write-probe.ts';

/** The reason why a change failed: `full` if the device has no room left, `other` for anything else. */
export type ChangeFailure = 'full' | 'other';

/**
 * Returns the reason why a change of the reader's data failed. Writes an unexpected error to the console, unless it was
 * reported before.
 *
 * @param name what the change does, for the message in the console
 */
export async function changeFailure(name: string, error: unknown): Promise<ChangeFailure> {
  if (error instanceof DeviceFullError || isStorageFull(error) || !(await canWrite())) return 'full';
  if (!isReported(error)) console.error(`Civic Lens could not ${name}.`, error);
  return 'other';
}
