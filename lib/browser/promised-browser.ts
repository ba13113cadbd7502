/**
 * The browser's own extension interface. Our pages import it in the place of webextension-polyfill (10 kB a page):
 * every supported browser answers with promises. The build puts it there, see `wxt.config.ts`.
 */
const { browser, chrome } = globalThis as unknown as Record<'browser' | 'chrome', unknown>;

export default browser ?? chrome;
