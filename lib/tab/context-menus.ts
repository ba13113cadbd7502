import { browser } from '../browser/browser.ts';
import { text } from '../browser/interface-texts.ts';
import { LINK_MENU_ITEM } from './look-up-link.ts';
import { SEARCH_MENU_ITEM } from './search-selection.ts';

/**
 * Adds the items of the context menus: of links, and of selected text. Call it when the extension is installed or
 * updated: the browser keeps the items until the next update. Browsers on phones have no context menus.
 */
export async function createContextMenus(): Promise<void> {
  await browser.contextMenus?.removeAll();
  browser.contextMenus?.create({
    id: LINK_MENU_ITEM,
    title: text('menuLookUp'),
    contexts: ['link'],
    targetUrlPatterns: ['*://*/*'],
  });
  browser.contextMenus?.create({
    id: SEARCH_MENU_ITEM,
    title: text('menuSearch'),
    contexts: ['selection'],
  });
}
