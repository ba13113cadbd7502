import type { JSX } from 'preact';
import type { ActionResult } from './action-result.ts';
import { lazy } from './lazy.tsx';
import './toast.css';

/**
 * Shows the result of an action near the foot of the window, and announces it to screen readers. A toast with "Undo",
 * or one that reports a failure, stays until the reader closes it or a newer toast of the page replaces it.
 *
 * @param result `undefined` shows nothing
 */
export function Toast({ result }: { result: ActionResult | undefined }): JSX.Element {
  // The live region exists before its text: screen readers announce only text that is added to an existing region. The
  // key makes Preact draw each result anew, so that a second result with the same words is announced, too.
  return (
    <span role="status" class={result?.isFailure ? 'toast is-failure' : 'toast'}>
      {result && <Content key={result} result={result} />}
    </span>
  );
}

const Content = lazy(async () => (await import('./toast-content.tsx')).ToastContent);
