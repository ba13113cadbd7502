import type { JSX } from 'preact';
import { readyValue } from './loading.ts';
import type { Told } from './told.ts';
import { useAsync } from './use-async.ts';
import './toast.css';

/**
 * Tells the reader the result of an action: above the actions at the foot of the window, and to screen readers. A toast
 * with "Undo" or a failure stays until the reader closes it. The newest toast of a page replaces the others.
 *
 * @param told `undefined` if there is nothing to tell
 */
export function Toast({ told }: { told: Told | undefined }): JSX.Element {
  const loaded = readyValue(
    useAsync(async () => (told ? import('./toast-content.tsx') : undefined), [told !== undefined]),
  );
  // The live region exists before its words, so that screen readers read them out.
  return (
    <span role="status" class={told?.isFailure ? 'toast is-failure' : 'toast'}>
      {told && loaded && <loaded.ToastContent told={told} />}
    </span>
  );
}
