/** The texts that the page has scrolled to their stored place, or will not scroll. */
const restored = new WeakSet<Element>();

/** Name of the event at the text. It does not bubble. */
const RESTORED = 'restored';

/** Call this once the page has scrolled a text to its stored place, or will not scroll the text. */
export function endRestoring(text: Element): void {
  restored.add(text);
  text.dispatchEvent(new Event(RESTORED));
}

/**
 * Waits until the page has scrolled the text of a saved analysis to its stored place, or knows that it will not scroll
 * the text. Until then, the first words in the window may not be those at which the reader stopped.
 *
 * @param text the element whose `section` children are the sections
 * @param signal ends the wait; the promise then stays pending
 */
export async function untilRestored(text: Element, signal: AbortSignal): Promise<void> {
  if (restored.has(text)) return;
  await new Promise((resolve) => text.addEventListener(RESTORED, resolve, { once: true, signal }));
}
