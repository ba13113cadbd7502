import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analysisFromHash,
  hashOfPlace,
  type LibraryPlace,
  placeFromHash,
  VIEWS,
} from '../../../lib/tab/library-address.ts';
import { holds } from '../properties.ts';

describe('the place in the address of the library', () => {
  it.each<[hash: string, place: LibraryPlace]>([
    ['', {}],
    ['#', {}],
    ['#view=unread', { view: 'unread' }],
    ['#view=unread&lens=global-power-plays', { view: 'unread', lens: 'global-power-plays' }],
    ['#lens=rulebook&view=archive', { view: 'archive', lens: 'rulebook' }],
    ['#topic=news%20analysis', { topic: 'news analysis' }],
    ['#topic=news+analysis', { topic: 'news analysis' }],
    [
      '#outlet=Northern%20Ledger%20%E2%80%93%20World&saved=1',
      { outlet: 'Northern Ledger – World', saved: true },
    ],
    ['#label=for%20class%209b', { label: 'for class 9b' }],
    ['#q=ferry%20talks&analysis=a%26b', { q: 'ferry talks', analysis: 'a&b' }],
    ['#q=label:water=oil', { q: 'label:water=oil' }],
    ['#analysis=ferry&print', { analysis: 'ferry' }],
    [
      '#view=corrections&analysis=ferry&text=%231a..2026-07-05',
      { view: 'corrections', analysis: 'ferry', text: '#1a..2026-07-05' },
    ],
    ['#new-for-you', { view: 'new' }],
    // Parts of the address that are unknown or invalid have no effect. A broken escape sequence stays as it is.
    ['#view=shelf', {}],
    ['#view=', {}],
    ['#saved=0&lens=', {}],
    ['#looked-up', {}],
    ['#tab=7', {}],
    ['#analysis=%E0%A4%A', { analysis: '%E0%A4%A' }],
  ])('is read from %s', (hash, place) => {
    expect(placeFromHash(hash)).toEqual(place);
  });

  it('can be read from the address that was written for it', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1 });
    const place = fc.record(
      {
        view: fc.constantFrom(...VIEWS),
        lens: words,
        topic: words,
        outlet: words,
        label: words,
        q: words,
        saved: fc.constant(true as const),
        analysis: words,
        text: words,
      },
      { requiredKeys: [], noNullPrototype: true },
    );
    holds(
      fc.property(place, (given) => {
        expect(placeFromHash(hashOfPlace(given))).toEqual(given);
      }),
    );
  });

  it('is written without a hash if it is the first view', () => {
    expect(hashOfPlace({})).toBe('');
  });

  it('names the open analysis', () => {
    expect(analysisFromHash('#view=all&analysis=a%20b')).toBe('a b');
    expect(analysisFromHash('#view=all')).toBeUndefined();
  });
});
