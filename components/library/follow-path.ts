import { placeIn } from '../../lib/tab/library-address.ts';
import { goTo } from './use-place.ts';

/** Opens a link to a place of the library in this page instead of a new tab, unless the reader asks for a new tab. */
export function followPath(event: MouseEvent): void {
  const { target, ctrlKey, metaKey, shiftKey } = event;
  const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[href^="/library.html#"]');
  if (!link || ctrlKey || metaKey || shiftKey) return;
  event.preventDefault();
  goTo(placeIn(link.hash));
}
