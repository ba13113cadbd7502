import { browser } from '../../lib/browser/browser.ts';
import { start } from '../../lib/browser/listener-errors.ts';

const LIBRARY = '/library.html';

/** At the end of the library's address: print the open analysis once its text is shown. */
const PRINT = '&print';

/**
 * Prints an analysis. Browsers do not print popups and panels reliably, so these open it in the library, which prints
 * it. In a private window it is printed where it is, because the address of the library would get into the history.
 */
export function printAnalysis(id: string, isPrivate: boolean): void {
  if (isPrivate || location.pathname === LIBRARY) {
    print();
    return;
  }
  const address = `${browser.runtime.getURL(LIBRARY)}#analysis=${encodeURIComponent(id)}${PRINT}`;
  start('open an analysis to print it', () => browser.tabs.create({ url: address }));
}

/** Prints the library's page if its address asks for it, once. Call it when the text of the analysis is shown. */
export function printIfAsked(): void {
  if (!location.hash.endsWith(PRINT)) return;
  history.replaceState(null, '', location.hash.slice(0, -PRINT.length));
  print();
}
