import { expect, it } from 'vitest';
import type { ListItem } from '../../components/library/list-items.ts';
import { type ListToExport, listToExport } from '../../components/library/list-to-export.ts';
import type { SearchState } from '../../components/library/use-search.ts';
import type { LibraryPlace } from '../../lib/tab/library-address.ts';

const items = (...rows: readonly string[]): ListItem[] =>
  rows.map((row) => {
    const [id = '', reading = 'unread'] = row.split(' ');
    const card = { id, url: '', headline: '', published: '', sources: [], topics: [] };
    return { card, language: undefined, reading: reading as ListItem['reading'], labels: [] };
  });

const OFF: SearchState = { state: 'off' };
const found = (query: string, change: { isLast?: boolean; isComplete?: boolean } = {}): SearchState => ({
  state: 'found',
  found: {
    ...{ query, hits: [], corrections: [], isLast: true, isComplete: true, hasWords: true },
    ...change,
    readRow: async () => undefined,
  },
});
const UNANSWERED = { ids: [], isWhole: false };

it.each<[string, LibraryPlace, SearchState, ListItem[] | undefined, ListToExport | undefined]>([
  ['of the whole library is not offered', {}, OFF, items('a', 'b', 'c'), undefined],
  ['of a view is offered', { view: 'unread' }, OFF, items('a'), { ids: ['a'], isWhole: true }],
  ['has only saved analyses', { lens: 'x' }, OFF, items('a', 'd not-saved'), { ids: ['a'], isWhole: true }],
  ['that has not been read is not offered', { view: 'unread' }, OFF, undefined, undefined],
  ['of removed analyses is not offered', { view: 'removed' }, OFF, items('a'), undefined],
  ['of highlights is not offered', { view: 'highlights' }, OFF, undefined, undefined],
  ['is empty until the search answers', { q: 'x' }, { state: 'starting' }, items('a', 'b', 'c'), UNANSWERED],
  ['is empty until the answer to a newer query', { q: 'xy' }, found('x'), items('a'), UNANSWERED],
  [
    'is unfinished before the last part',
    { q: 'x' },
    found('x', { isLast: false }),
    items('a'),
    { ids: ['a'], isWhole: false },
  ],
  ['is unfinished without a first part', { q: 'x' }, found('x', { isLast: false }), undefined, UNANSWERED],
  [
    'is unfinished if the search index is incomplete',
    { q: 'x' },
    found('x', { isComplete: false }),
    items('a'),
    { ids: ['a'], isWhole: false },
  ],
  [
    'of an answered search is offered',
    { q: 'x' },
    found('x'),
    items('b', 'd not-saved'),
    { ids: ['b'], isWhole: true },
  ],
  [
    'of a search that found everything is not offered',
    { q: 'x' },
    found('x'),
    items('a', 'b', 'c'),
    undefined,
  ],
  [
    'is filtered by headline if the search fails',
    { q: 'x' },
    { state: 'failed' },
    items('a'),
    { ids: ['a'], isWhole: true },
  ],
])('the list to export %s', (_, place, search, shown, expected) => {
  const state = { search, preparing: undefined, opened: undefined, begin: () => undefined };
  const list = { items: shown, count: shown?.length ?? 0, search: state };
  expect(listToExport(place, list, 3)).toEqual(expected);
});
