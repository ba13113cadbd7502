import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import {
  type FilterProperty,
  hashOfPlace,
  type LibraryPlace,
  type View,
} from '../../lib/tab/library-address.ts';
import type { AnyIconName } from '../ui/icons-loaded-later.tsx';

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
 * Returns the filter that gives the list at a place its title; `undefined` if the title is the name of a view. For
 * `lens`, the value of the filter is an id, and the title is the lens's name.
 */
export function titleFilter(place: LibraryPlace): FilterProperty | undefined {
  if (place.view !== undefined) return undefined;
  return (['label', 'topic', 'outlet', 'lens'] as const).find((name) => place[name] !== undefined);
}

/**
 * Returns the title of the list at a place: the name of its view or, without a view, the name of its label, topic,
 * outlet or lens.
 *
 * @param lensName returns the name of the lens with an id
 */
export function listTitle(place: LibraryPlace, lensName: (id: string) => string): string {
  const filter = titleFilter(place);
  if (filter === undefined) return text(VIEW_NAMES[place.view ?? 'all'].name);
  const name = place[filter] ?? '';
  return filter === 'lens' ? lensName(name) : name;
}

/**
 * Whether a place shows the whole list to which a link leads. A place with a query or with another filter shows only a
 * part of that list: there, the link leads somewhere else, so it must not be marked as current. The open analysis does
 * not matter, nor whether the list leaves out cards that are not saved.
 *
 * @param place `undefined` if no link leads to the shown list
 */
export function isWholeList(place: LibraryPlace | undefined, link: LibraryPlace): boolean {
  return place !== undefined && listAddress(place) === listAddress(link);
}

/** Returns the address of a list. A place without a view, label, topic, outlet or lens shows the view `all`. */
function listAddress(place: LibraryPlace): string {
  const { analysis: _, text: __, saved: ___, ...list } = place;
  const { view } = place;
  return hashOfPlace(
    view === undefined && titleFilter(place) === undefined ? { ...list, view: 'all' } : list,
  );
}
