import { browser } from '../../lib/browser/browser.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';

const LIBRARY = '/library.html';

/** Suffix of the library's address. It makes the library print the open analysis. */
const PRINT = '&print';

/**
 * Prints an analysis. Browsers do not print popups and side panels reliably, so these open the library, which then
 * prints. A private window prints its own page instead, because opening the library would add the address of the
 * analysis to the history.
 */
export function printAnalysis(id: string, isPrivate: boolean): void {
  if (isPrivate || location.pathname === LIBRARY) {
    print();
    return;
  }
  const address = `${browser.runtime.getURL(LIBRARY)}#analysis=${encodeURIComponent(id)}${PRINT}`;
  startTask('open an analysis to print it', () => browser.tabs.create({ url: address }));
}

/** Prints the library's page once if its address ends in `&print`. Call it when the text of the analysis is shown. */
export function printIfAsked(): void {
  if (!location.hash.endsWith(PRINT)) return;
  history.replaceState(null, '', location.hash.slice(0, -PRINT.length));
  print();
}
