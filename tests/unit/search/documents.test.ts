import { describe, expect, it } from 'vitest';
import type { AnalysisText } from '../../../lib/analysis/analysis.ts';
import type { Card } from '../../../lib/index/card.ts';
import { documentOf } from '../../../lib/search/documents.ts';

const CARD: Card = {
  id: 'talks',
  url: 'https://noligarchy.us/talks',
  headline: 'Talks in Qatar',
  summary: 'A standfirst.',
  published: '2026-07-02',
  outlet: 'Reuters – World',
  sources: [{ url: 'https://www.reuters.example/talks' }],
  topics: [{ name: 'news analysis' }, { name: 'water' }],
};
const TEXT: AnalysisText = {
  sections: [
    {
      heading: 'What happened',
      blocks: [
        { type: 'paragraph', content: ['One ', { type: 'strong', content: ['two'] }, '.'] },
        { type: 'list', ordered: false, items: [[{ type: 'paragraph', content: ['Three'] }]] },
      ],
    },
  ],
  attribution: [{ type: 'paragraph', content: ['Source: Reuters'] }],
};

describe('the document of an analysis', () => {
  it('has one field for each kind of text', () => {
    const own = { labels: ['my project'], note: 'A note', highlights: ['One two', 'a comment'] };
    expect(documentOf(CARD, TEXT, own)).toEqual({
      id: 'talks',
      day: 20_636,
      texts: {
        headline: ['Talks in Qatar'],
        summary: ['A standfirst.'],
        text: ['What happened', 'One two.\nThree', 'Source: Reuters'],
        note: ['A note'],
        highlights: ['One two', 'a comment'],
        labels: ['my project'],
        outlet: ['Reuters – World'],
        topics: ['news analysis', 'water'],
      },
    });
  });

  it('has no fields for a missing summary, a missing text and missing notes', () => {
    const { summary: _, outlet: __, ...card } = CARD;
    expect(documentOf({ ...card, topics: [] })).toEqual({
      id: 'talks',
      day: 20_636,
      texts: { headline: ['Talks in Qatar'], outlet: ['reuters.example'], topics: [] },
    });
  });

  it.each<[published: string, day: number]>([
    ['2026-07-02', 20_636],
    ['2026-07-02T23:59:59Z', 20_636],
    ['1970-01-02', 1],
    ['long ago', 0],
  ])('for the publication date %s has the day %i', (published, day) => {
    expect(documentOf({ ...CARD, published, updated: '2026-07-09' }).day).toBe(day);
  });
});
