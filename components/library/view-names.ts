import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import type { LibraryPlace, View } from '../../lib/tab/library-address.ts';
import type { AnyIconName } from '../ui/more-icons.tsx';

/** Name and icon of each view, in the order of the rail. */
export const VIEW_NAMES = {
  unread: { name: 'viewUnread', icon: 'inbox' },
  reading: { name: 'viewReading', icon: 'clock' },
  read: { name: 'viewRead', icon: 'check' },
  all: { name: 'viewAll', icon: 'list' },
  archive: { name: 'viewArchive', icon: 'archive' },
  highlights: { name: 'viewHighlights', icon: 'marker' },
  new: { name: 'newTitleSeen', icon: 'bell' },
  corrections: { name: 'viewCorrections', icon: 'compare' },
  removed: { name: 'removedTitle', icon: 'trash' },
} as const satisfies Record<View, { readonly name: TextKey; readonly icon: AnyIconName }>;

/**
 * Returns the title of the list at a place: the name of the view, otherwise of the label, topic, outlet or lens.
 *
 * @param lensName returns the name of the lens with an id
 */
export function titleOf(place: LibraryPlace, lensName: (id: string) => string): string {
  const { view, label, topic, outlet, lens } = place;
  if (view !== undefined) return text(VIEW_NAMES[view].name);
  return label ?? topic ?? outlet ?? (lens === undefined ? text('viewAll') : lensName(lens));
}

/** Whether a place shows this view without further filters. Without a view, a place shows all analyses. */
export function isView(place: LibraryPlace, view: View): boolean {
  const isNarrower = place.lens ?? place.topic ?? place.outlet ?? place.label;
  return (place.view ?? (isNarrower === undefined ? 'all' : undefined)) === view;
}
