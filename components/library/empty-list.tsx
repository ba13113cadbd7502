import type { JSX } from 'preact';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { hashOfPlace, type LibraryPlace } from '../../lib/tab/library-address.ts';
import { Mark } from '../ui/icons.tsx';

interface Empty {
  readonly title: string;
  readonly words?: string;
  readonly ways: readonly (readonly [words: TextKey, place: LibraryPlace])[];
}

/** Replaces an empty list with the reason why it is empty, and with a next step. */
export function EmptyList({ place, savedCount }: { place: LibraryPlace; savedCount: number }): JSX.Element {
  const { title, words, ways } = emptyAt(place, savedCount);
  return (
    <div class="empty-list">
      <Mark />
      <h2>{title}</h2>
      {words && <p>{words}</p>}
      {ways.map(([name, to]) => (
        <a key={name} href={hashOfPlace(to) || '#'}>
          {text(name)}
        </a>
      ))}
    </div>
  );
}

function emptyAt({ view, q, lens, topic, outlet, label, saved }: LibraryPlace, savedCount: number): Empty {
  const isNarrowed = [lens, topic, outlet, label].some((value) => value !== undefined);
  const wider = view === undefined ? {} : { view };
  if (q !== undefined)
    return { title: text('emptySearch', q), ways: [['emptyClearSearch', isNarrowed ? {} : wider]] };
  if (view === 'removed') return { title: text('removedEmpty'), ways: [['viewAllSaved', { view: 'all' }]] };
  if (view === 'new') return { title: text('emptyNew'), words: text('emptyNewText'), ways: [] };
  if (savedCount === 0 && (!isNarrowed || saved))
    return { title: text('emptyTitle'), words: text('emptyText'), ways: [['emptyNewest', { view: 'new' }]] };
  if (isNarrowed) return { title: text('emptyFilter'), ways: [['filterClear', wider]] };
  const titles: Partial<Record<NonNullable<LibraryPlace['view']>, TextKey>> = {
    unread: 'emptyUnread',
    reading: 'emptyReading',
    read: 'emptyRead',
    archive: 'emptyArchive',
  };
  return {
    title: text(titles[view ?? 'all'] ?? 'emptyFilter'),
    ways: [
      ['viewAllSaved', { view: 'all' }],
      ['emptyNewest', { view: 'new' }],
    ],
  };
}
