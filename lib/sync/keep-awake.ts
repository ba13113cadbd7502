import { browser } from '../browser/browser.ts';
import { guardedListener } from '../browser/listener-errors.ts';

/**
 * Keeps the background alive during some work. After half a minute, the browser ends a background that only waits for
 * the network, unless the background calls an extension API from time to time
 * (https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle).
 */
export async function keepAwake<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(
    guardedListener('stay awake', () => browser.runtime.getPlatformInfo()),
    20_000,
  );
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
