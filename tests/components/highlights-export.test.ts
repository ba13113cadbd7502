// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { passagesToExport } from '../../components/library/highlights-export.tsx';
import { highlightOf } from '../unit/db/highlight.ts';
import { record } from '../unit/library/three-saved-analyses.ts';

it('the export from the view of highlights and notes contains exactly the listed highlights and notes', () => {
  const annotated = [
    record('ferry', {
      note: 'Ask about the water.',
      highlights: [highlightOf('a', { exact: 'Clean water.' }), highlightOf('b', { exact: 'Six ships.' })],
    }),
    record('bus', { labels: ['city'], highlights: [highlightOf('c', { exact: 'Water again.' })] }),
    record('ports', { note: 'Nothing.' }),
  ];
  const listed = (place: object): unknown => {
    const { ids, passages } = passagesToExport(annotated, { view: 'highlights', ...place });
    return [[...ids].sort(), [...passages].sort()];
  };
  expect(listed({})).toEqual([
    ['bus', 'ferry', 'ports'],
    ['a', 'b', 'c', 'note ferry', 'note ports'],
  ]);
  expect(listed({ q: 'water' })).toEqual([
    ['bus', 'ferry'],
    ['a', 'c', 'note ferry'],
  ]);
  expect(listed({ q: 'water', label: 'city' })).toEqual([['bus'], ['c']]);
});
