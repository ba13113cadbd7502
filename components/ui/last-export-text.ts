import { formatDay, text } from '../../lib/browser/interface-texts.ts';

/**
 * Returns the sentence that says when the reader last exported the whole library.
 *
 * @param at time of the last export (ms since the epoch); `undefined` if there was none
 */
export function lastExportText(at: number | undefined): string {
  return at === undefined ? text('exportLastNever') : text('exportLast', formatDay(at));
}
