/*
 * The extension API of the browser, without webextension-polyfill. Pages do not need the polyfill (10 kB each), because
 * the API of every supported browser returns promises. `wxt.config.ts` replaces the polyfill with this file in pages.
 */
const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', unknown>;

export default browser ?? chrome;
