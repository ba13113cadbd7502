import { markRead, markReading } from '../../lib/app/library-actions.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { ChangeFailure } from '../ui/change-failure.ts';
import { tryChange } from '../ui/use-change.ts';
import { visibleTop } from './text-places.ts';

/** An unread saved analysis gets the state `reading` after it was in view for this time (ms). */
const STAYED_MS = 20_000;
/** A saved analysis gets the state `read` after the end of its last section was in view for this time (ms). */
const AT_END_MS = 2_000;

/**
 * Watches how far the reader gets in a saved analysis, and stores its reading state. The state becomes `reading` once
 * the reader has scrolled past the first of several sections or stayed for 20 seconds. It becomes `read` once the end
 * of the last section was in view for 2 seconds. Opening alone changes nothing, even if the page scrolls to the end of
 * the text: the end counts only once the reader has scrolled or stayed for 20 seconds. Time in a hidden tab does not
 * count.
 *
 * @param text the element whose `section` children are the sections
 * @param isWhereOpened whether the page scrolled to the present place by itself
 * @param onFailed called if the state could not be stored
 * @param signal stops watching
 * @param store stores the states
 */
export function watchReading(
  text: HTMLElement,
  id: string,
  isWhereOpened: () => boolean,
  onFailed: (why: ChangeFailure) => void,
  signal: AbortSignal,
  store: Readonly<Record<'markReading' | 'markRead', (id: string) => Promise<unknown>>> = {
    markReading,
    markRead,
  },
): void {
  const sections = [...text.querySelectorAll<HTMLElement>(':scope > section:not(.attribution)')];
  const [first] = sections;
  const last = sections.at(-1);
  if (!first || !last) return;
  const once = (name: string, mark: (id: string) => Promise<unknown>): (() => void) => {
    let isDone = false;
    return () => {
      if (isDone) return;
      isDone = true;
      startTask(name, async () => {
        const why = await tryChange(name, () => mark(id));
        if (why && !signal.aborted) onFailed(why);
      });
    };
  };
  const begun = once('mark an analysis as being read', store.markReading);
  const finished = once('mark an analysis as read', store.markRead);
  let hasStayed = false;
  let hasPassedFirst = false;
  const stay = countdown(STAYED_MS, () => {
    hasStayed = true;
    begun();
    look();
  });
  const end = countdown(AT_END_MS, finished);
  const look = (): void => {
    const isVisible = !document.hidden && text.getClientRects().length > 0;
    stay.run(isVisible);
    // Once is enough: measuring the page at each scroll event takes time.
    if (!hasPassedFirst && isVisible && sections.length > 1 && isAboveWindow(first) && !isWhereOpened()) {
      hasPassedFirst = true;
      begun();
    }
    end.run(isVisible && isEndInView(last) && (hasStayed || !isWhereOpened()));
  };
  signal.addEventListener('abort', () => {
    stay.run(false);
    end.run(false);
  });
  look();
  // In a wide library, a column scrolls instead of the document. Only a capturing listener receives its scroll events.
  document.addEventListener('scroll', look, { capture: true, passive: true, signal });
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('resize', look, { signal });
}

function isAboveWindow(section: HTMLElement): boolean {
  return section.getBoundingClientRect().bottom <= visibleTop(section);
}

function isEndInView(section: HTMLElement): boolean {
  const { bottom } = section.getBoundingClientRect();
  // A browser that scrolls the end into view may leave it a fraction of a pixel below the window.
  return bottom > 0 && bottom < innerHeight + 1;
}

/** A timer that starts again from the beginning each time that its condition becomes true. */
function countdown(time: number, done: () => void): { readonly run: (isRunning: boolean) => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    run(isRunning) {
      if (isRunning) timer ??= setTimeout(done, time);
      else {
        clearTimeout(timer);
        timer = undefined;
      }
    },
  };
}
