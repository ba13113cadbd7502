import { afterPaint } from '../ui/after-paint.ts';

/**
 * Shows a part of an answer.
 *
 * @param isFirst whether the part did not wait. A part that has waited may no longer be wanted
 */
type Show = (isFirst: boolean) => void;

/**
 * Returns a function that shows parts of answers. Drawing a part would delay the paint of an earlier part of the same
 * answer. So a part waits while an earlier part of its answer is drawn but not painted, and a newer part replaces a
 * part that waits. Any other part is shown immediately.
 *
 * @param ended when aborted, a part that waits is not shown
 * @returns a function that takes the query of a part and shows the part
 */
export function partsInTurn(ended: AbortSignal, painted = afterPaint): (query: string, show: Show) => void {
  /** The query whose part is drawn but not painted. */
  let drawn: string | undefined;
  let next: Show | undefined;
  let cancel: (() => void) | undefined;
  const draw = (query: string, show: Show, isFirst: boolean): void => {
    cancel?.();
    [drawn, next] = [query, undefined];
    show(isFirst);
    cancel = painted(() => {
      drawn = undefined;
      if (next) draw(query, next, false);
    });
  };
  ended.addEventListener('abort', () => cancel?.());
  return (query, show) => {
    if (query === drawn) next = show;
    else draw(query, show, true);
  };
}
