import { startTask } from '../../lib/browser/listener-errors.ts';
import { lazy } from '../ui/lazy.tsx';
import { CursorButton } from './choose-by-keyboard-button.tsx';
import type { OwnWordsParts } from './own-words-context.ts';

const load = () => import('./own-words.tsx');

/**
 * The reader's highlights and note. Their code is loaded when they are first drawn, or earlier by
 * `loadOwnWordsWhenIdle`.
 */
export const ownWordsParts: OwnWordsParts = {
  Words: lazy(async () => (await load()).OwnWordsView),
  Button: CursorButton,
};

/**
 * Loads the code of the highlights and the note when the page is idle, so that highlights appear soon after their text.
 */
export function loadOwnWordsWhenIdle(): void {
  // jsdom has no `requestIdleCallback`. There, the code is loaded when it is first needed.
  globalThis.requestIdleCallback?.(() => startTask('load the highlights', load));
}
