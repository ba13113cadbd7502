import type { JSX } from 'preact';
import type { ActionResult } from './action-result.ts';
import { lazy } from './lazy.tsx';
import './toast.css';

/**
 * Tells the reader the result of an action: above the actions at the foot of the window, and to screen readers. A toast
 * with "Undo" or a failure stays until the reader closes it. The newest toast of a page replaces the others.
 *
 * @param result `undefined` if there is nothing to tell
 */
export function Toast({ result }: { result: ActionResult | undefined }): JSX.Element {
  // The live region exists before its words, so that screen readers read them out.
  return (
    <span role="status" class={result?.isFailure ? 'toast is-failure' : 'toast'}>
      {result && <Content result={result} />}
    </span>
  );
}

const Content = lazy(async () => (await import('./toast-content.tsx')).ToastContent);
