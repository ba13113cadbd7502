import { describe, expect, it } from 'vitest';
import { type DocumentFacts, filterOf } from '../../../lib/search/query/filters.ts';
import { parseQuery } from '../../../lib/search/query/query.ts';

const FACTS: DocumentFacts = {
  lens: { id: 'global-power-plays', name: 'Global Power Plays' },
  topics: ['News Analysis', 'water'],
  outlet: 'South China Morning Post – China',
  published: '2026-07-02T09:00:00Z',
  state: 'unread',
  labels: ['My Project', 'water'],
  hasNote: true,
  hasHighlight: false,
};
const BARE: DocumentFacts = {
  topics: [],
  outlet: '',
  published: '2026-06-30',
  labels: [],
  hasNote: false,
  hasHighlight: false,
};

describe('a filter', () => {
  it.each<[query: string, meets: boolean, bareMeets: boolean]>([
    ['', true, true],
    ['some words "and a phrase" -none', true, true],
    ['lens:global-power-plays', true, false],
    ['lens:"global power plays"', true, false],
    ['lens:global-power', false, false],
    ['-lens:global-power-plays', false, true],
    ['lens:money lens:global-power-plays', true, false],
    ['topic:"news analysis"', true, false],
    ['topic:news', false, false],
    ['topic:water topic:"news analysis"', true, false],
    ['topic:water topic:air', false, false],
    ['outlet:"South China Morning Post – China"', true, false],
    ['outlet:"south china morning post"', true, false],
    ['outlet:"south china morning pos"', false, false],
    ['outlet:china', false, false],
    ['outlet:"=south china morning post – china"', true, false],
    ['outlet:"=south china morning post"', false, false],
    ['outlet:reuters outlet:south', true, false],
    ['label:water', true, false],
    ['label:WATER label:"my project"', true, false],
    ['label:wat', false, false],
    ['no:label', false, true],
    ['-no:label', true, false],
    ['is:unread', true, false],
    ['is:read', false, false],
    ['is:read is:unread', true, false],
    ['is:read is:saved', false, false],
    ['is:unread is:saved', true, false],
    ['-is:saved', false, true],
    ['has:note', true, false],
    ['has:highlight', false, false],
    ['-has:highlight', true, true],
    ['before:2026', false, false],
    ['before:2026-07', false, true],
    ['before:2026-07-03', true, true],
    ['after:2026-07', true, false],
    ['after:2026-07-02', true, false],
    ['after:2026-07-03', false, false],
    ['after:2026 before:2027', true, true],
  ])(
    'accepts or refuses an analysis with many facts, and an analysis with few facts: %s',
    (query, meets, bareMeets) => {
      const accepts = filterOf(parseQuery(query));
      expect([accepts(FACTS), accepts(BARE)]).toEqual([meets, bareMeets]);
    },
  );
});
