import { expect, it } from 'vitest';
import { filterQueryOf } from '../../components/library/place-query.ts';
import { dayFilters, foldedWords, withDayFilters } from '../../components/library/query-words.ts';

it.each<[query: string, days: object, words: readonly string[], withoutDays: string]>([
  ['water after:2026-05 before:2026-06-01', { after: '2026-05', before: '2026-06-01' }, ['water'], 'water'],
  ['AFTER:2026', { after: '2026' }, [], ''],
  // Words in quotation marks are a phrase, even if they look like a filter.
  ['"said before:2026 that" x', {}, ['said', 'before:2026', 'that', 'x'], '"said before:2026 that" x'],
  ['"open after:2026', {}, ['open', 'after:2026'], '"open after:2026'],
  ['"a \\" b" before:2026', { before: '2026' }, ['a', '\\', 'b'], '"a \\" b"'],
])('the days and words of the query %j are found', (query, days, words, withoutDays) => {
  expect(dayFilters(query)).toEqual(days);
  expect(foldedWords(query)).toEqual(words);
  expect(withDayFilters(query, { after: '', before: '' })).toBe(withoutDays);
});

it('a search in the list of an outlet finds only analyses of this outlet', () => {
  expect(filterQueryOf({ outlet: 'Northern Ledger' })).toBe('outlet:"=Northern Ledger"');
});
