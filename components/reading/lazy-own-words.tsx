import { start } from '../../lib/browser/listener-errors.ts';
import { lazy } from '../ui/lazy.tsx';

const load = () => import('./own-words.tsx');

/** The reader's highlights and note. Their code is loaded when they are first shown, unless it was loaded before. */
export const LazyOwnWords = lazy(async () => (await load()).OwnWords);

/** Loads the code once the page has nothing else to do, so that highlights are drawn soon after their text. */
export function loadOwnWordsWhenIdle(): void {
  // jsdom has no idle callbacks.
  globalThis.requestIdleCallback?.(() => start('load the highlights', load));
}
