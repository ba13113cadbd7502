import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * `whole`: all icons and words. `tight`: less space, and no icon beside "Original". `words`: also no icon beside
 * "Save". `icons`: "Original" as an icon without words. See `actions.css`.
 */
const LEVELS = ['whole', 'tight', 'words', 'icons'] as const;

/**
 * Keeps the actions of an analysis in one row. The width of their words depends on the language and on the text size,
 * so this hook measures the row. It sets `data-fit` to the first level at which all actions fit in one row. If they fit
 * at no level, it sets `icons`.
 */
export function useFitInOneRow(row: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const actions = row.current;
    if (!actions) return;
    const fit = (): void => {
      for (const level of LEVELS) {
        actions.dataset.fit = level;
        if (!isWrapped(actions)) return;
      }
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(actions);
    return () => observer.disconnect();
  }, []);
}

/** Whether the actions at the end of the row have moved below the first action. */
function isWrapped(actions: HTMLElement): boolean {
  const first = actions.querySelector<HTMLElement>('.button');
  const end = actions.querySelector<HTMLElement>('.actions-end');
  return first !== null && end !== null && end.offsetTop >= first.offsetTop + first.offsetHeight;
}
