import { describe, expect, it } from 'vitest';
import { isWholeList } from '../../components/library/view-names.ts';
import { type LibraryPlace, placeFromHash } from '../../lib/tab/library-address.ts';

/** The links of the rail. */
const LINKS: Readonly<Record<string, LibraryPlace>> = {
  Unread: { view: 'unread' },
  All: { view: 'all' },
  Highlights: { view: 'highlights' },
  'The Rulebook': { lens: 'rulebook', saved: true },
  'Hidden Wiring': { lens: 'hidden-wiring' },
  water: { label: 'water' },
  'Quiet Gazette': { outlet: 'Quiet Gazette', saved: true },
};

describe('the links of the rail that are marked as current', () => {
  it.each<[address: string, current: readonly string[]]>([
    ['', ['All']],
    ['#analysis=ferry', ['All']],
    ['#view=all', ['All']],
    ['#view=unread', ['Unread']],
    ['#view=unread&analysis=ferry&text=versions', ['Unread']],
    ['#lens=rulebook', ['The Rulebook']],
    ['#lens=rulebook&saved=1', ['The Rulebook']],
    ['#lens=hidden-wiring&saved=1', ['Hidden Wiring']],
    ['#label=water', ['water']],
    ['#outlet=Quiet%20Gazette', ['Quiet Gazette']],
    ['#view=read', []],
    ['#topic=labour', []],
    ['#q=ferry', []],
    ['#view=unread&q=ferry', []],
    ['#view=highlights&q=ferry', []],
    ['#view=unread&lens=rulebook', []],
    ['#view=all&label=water', []],
    ['#lens=rulebook&outlet=Quiet%20Gazette', []],
    ['#label=water&q=after%3A2026', []],
  ])('at "%s" are %j', (address, current) => {
    const place = placeFromHash(address);
    expect(Object.keys(LINKS).filter((name) => isWholeList(place, LINKS[name] ?? {}))).toEqual(current);
  });

  it('are none of these if the page shows a saved search', () => {
    expect(Object.values(LINKS).filter((link) => isWholeList(undefined, link))).toEqual([]);
  });
});
