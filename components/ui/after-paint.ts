/** Time after which a page that is not painted, because it is hidden, counts as painted (ms). */
const HIDDEN_MS = 100;

/**
 * Calls back after the browser has painted the present changes of the document.
 *
 * @returns a function that cancels the call
 */
export function afterPaint(callback: () => void): () => void {
  // A hidden page gets no frames (https://developer.mozilla.org/docs/Web/API/Window/requestAnimationFrame).
  let timer = setTimeout(() => end(callback), HIDDEN_MS);
  // The browser runs the animation callbacks of a frame, paints the frame, and then runs the next task. So a timer that
  // an animation callback starts fires after the paint.
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(callback);
  });
  const end = (then?: () => void): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    then?.();
  };
  return () => end();
}
