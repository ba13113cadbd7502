import { afterPaint } from '../ui/after-paint.ts';

/**
 * Shows a part of an answer.
 *
 * @param isFirst whether the part is shown immediately; a part that has waited may no longer be wanted
 */
type Show = (isFirst: boolean) => void;

/**
 * Returns a function that shows parts of answers. It shows the first part of an answer immediately. Drawing the next
 * part would delay the paint of the first part, so the next part waits until the first is painted. A newer part
 * replaces a part that waits.
 *
 * @param ended ends the wait
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
