import { describe, expect, it } from 'vitest';
import {
  followableLens,
  followableOutlet,
  followableTopic,
  followKey,
  followKeys,
} from '../../../lib/follow/followable.ts';

describe('a followable lens, topic or outlet', () => {
  it('contains its name, and its address if it has one, so that pages can show it without the index', () => {
    expect(
      followableLens({ id: 'rulebook', name: 'The Rulebook', url: 'https://n.example/rulebook' }),
    ).toEqual({
      kind: 'lens',
      id: 'rulebook',
      name: 'The Rulebook',
      url: 'https://n.example/rulebook',
    });
    expect(followableTopic({ name: 'Shipping' })).toEqual({
      kind: 'topic',
      id: 'shipping',
      name: 'Shipping',
    });
    expect(followableOutlet('Café – World')).toEqual({
      kind: 'outlet',
      id: 'café – world',
      name: 'Café – World',
    });
  });

  it('has different keys for different kinds with the same name', () => {
    const keys = [
      followKey(followableLens({ id: 'global', name: 'global' })),
      followKey(followableTopic({ name: 'global' })),
      followKey(followableOutlet('global')),
    ];
    expect(new Set(keys).size).toBe(3);
  });
});

describe('the keys of a card', () => {
  it('are those of its topics and its outlet if it has no lens', () => {
    expect(
      followKeys({
        id: 'tram',
        url: 'https://noligarchy.example/tram',
        headline: 'Trams',
        published: '2026-07-02',
        sources: [{ url: 'https://outlet.example/tram' }],
        topics: [{ name: 'transport' }],
      }),
    ).toEqual(['topic:transport', 'outlet:outlet.example']);
  });

  it('are those of its lens, of each topic once, and of its outlet', () => {
    expect(
      followKeys({
        id: 'ferry',
        url: 'https://n.example/ferry',
        headline: 'Ferry',
        lens: 'rulebook',
        published: '2026-07-02',
        sources: [{ url: 'https://www.outlet.example/ferry' }],
        topics: [{ name: 'Shipping' }, { name: 'shipping' }, { name: 'law' }],
      }),
    ).toEqual(['lens:rulebook', 'topic:shipping', 'topic:law', 'outlet:outlet.example']);
  });
});
