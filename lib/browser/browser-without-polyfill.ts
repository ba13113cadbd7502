/*
 * The extension API of the browser, without webextension-polyfill. The extension's pages do not need the polyfill,
 * because the API of every supported browser returns promises
 * (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Chrome_incompatibilities). The polyfill would add
 * 10 kB to each page. `wxt.config.ts` replaces it with this file in pages.
 */
const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', unknown>;

export default browser ?? chrome;
