import { takeReadAloudRequest } from '../../lib/app/session-storage-actions.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { onReadAloudRequest } from '../../lib/tab/take-read-aloud-request.ts';

/**
 * Reads an analysis aloud if the reader has pressed "Read aloud" in the popup, and whenever the reader presses it
 * later. A hidden page ignores the request, so that a visible page can take it.
 *
 * @param open opens the player, which begins to read
 * @param signal ends the wait
 */
export function waitForReadAloudRequest(id: string, open: () => unknown, signal: AbortSignal): void {
  const take = guardedListener('take a request to read aloud', async () => {
    if (document.visibilityState === 'visible' && (await takeReadAloudRequest(id))) await open();
  });
  signal.addEventListener('abort', onReadAloudRequest(take));
  take();
}
