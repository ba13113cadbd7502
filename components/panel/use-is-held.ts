import { useEffect, useState } from 'preact/hooks';

/** Longest time for which the panel stays empty (ms). A reader hardly notices a wait of this length. */
export const HOLD_MS = 300;

/**
 * Whether the panel draws nothing yet, because it waits for its first view. So header and view appear in one frame. If
 * the view takes longer than `HOLD_MS`, the panel draws its header and says that it is looking at the page.
 */
export function useIsHeld(isWaiting: boolean): boolean {
  const [isOver, setOver] = useState(!isWaiting);
  useEffect(() => {
    if (isOver) return undefined;
    if (!isWaiting) {
      // After the first view, a change of tab must not empty the panel again.
      setOver(true);
      return undefined;
    }
    const timer = setTimeout(setOver, HOLD_MS, true);
    return () => clearTimeout(timer);
  }, [isWaiting, isOver]);
  return isWaiting && !isOver;
}
