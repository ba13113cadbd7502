import type { LibraryPlace } from '../../lib/tab/library-address.ts';
import { wantedCursor } from '../reading/wanted-in-reading-view.ts';

/**
 * Lets the reader choose words of an analysis with the keyboard. Opens the analysis if the page does not show its text.
 * Does nothing in private windows, where the reader cannot highlight.
 *
 * @param place the place that the library shows
 */
export function chooseWords(
  id: string,
  { analysis, text }: LibraryPlace,
  isPrivate: boolean,
  open: (id: string) => void,
): void {
  if (isPrivate) return;
  wantedCursor.make(id);
  if (id !== analysis || text !== undefined) open(id);
}
