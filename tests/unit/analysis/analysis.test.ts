import { describe, expect, it } from 'vitest';
import { type Analysis, readAnalysis } from '../../../lib/analysis/analysis.ts';
import { plainText } from '../../../lib/analysis/content-blocks.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/analyses/talks.json';
const CARD = {
  id: 'talks',
  url: 'https://noligarchy.example/talks',
  headline: 'Talks in Qatar',
  lens: 'power',
  published: '2026-07-02',
  sources: [{ url: 'https://outlet.example/talks' }],
  topics: [{ name: 'global' }],
};
const section = (heading: unknown, ...blocks: unknown[]): object => ({ heading, blocks });
const paragraph = (...content: unknown[]): object => ({ type: 'paragraph', content });
const RAW = { card: CARD, sections: [section('What happened', paragraph('They met.'))] };
const READ = { ...RAW, attribution: [] };

const words = (analysis: Analysis | string): number =>
  typeof analysis === 'string'
    ? 0
    : plainText([...analysis.sections.flatMap(({ blocks }) => blocks), ...analysis.attribution]).replaceAll(
        '\n',
        '',
      ).length;

describe('readAnalysis', () => {
  it('keeps the sections, their order and headings, and the attribution', () => {
    const raw = {
      card: CARD,
      sections: [
        section('What happened', paragraph('They met.'), paragraph('They left.')),
        section('An unusual heading', paragraph('Indeed.')),
        section('What happened', paragraph('Again.')),
      ],
      attribution: [
        paragraph('By ', { type: 'link', href: 'https://outlet.example/talks', content: ['The Outlet'] }),
      ],
    };
    expect(readAnalysis(raw, BASE)).toEqual(raw);
  });

  it('resolves addresses relative to the file', () => {
    const raw = {
      card: { ...CARD, url: '/talks', sources: ['http://outlet.example/talks'] },
      sections: [section('Why', paragraph({ type: 'link', href: 'other.json', content: ['Other'] }))],
    };
    const href = 'https://noligarchy.example/.well-known/civic-lens/analyses/other.json';
    expect(readAnalysis(raw, BASE)).toEqual({
      card: CARD,
      sections: [section('Why', paragraph({ type: 'link', href, content: ['Other'] }))],
      attribution: [],
    });
  });

  it.each<[raw: unknown, reason: string]>([
    [null, 'its card is not an object'],
    ['talks', 'its card is not an object'],
    [[RAW], 'its card is not an object'],
    [{}, 'its card is not an object'],
    [{ sections: RAW.sections }, 'its card is not an object'],
    [{ ...RAW, card: { ...CARD, id: '' } }, 'its card has no id'],
    [{ ...RAW, card: { ...CARD, url: 'javascript:alert(1)' } }, 'its card has no address'],
    [{ card: CARD }, 'has no sections'],
    [{ ...RAW, sections: [] }, 'has no sections'],
    [{ ...RAW, sections: 'They met.' }, 'has no sections'],
    [{ ...RAW, sections: [section('What happened')] }, 'has no sections'],
    [{ ...RAW, sections: [section('', paragraph('They met.'))] }, 'has no sections'],
    [JSON.parse(`{"__proto__": ${JSON.stringify(RAW)}}`), 'its card is not an object'],
  ])('refuses %j: "%s"', (raw, reason) => {
    expect(readAnalysis(raw, BASE)).toBe(reason);
  });

  it.each<[bad: unknown]>([
    [null],
    ['What happened'],
    [section(7, paragraph('They met.'))],
    [section('What happened', paragraph(' '))],
    [{ heading: 'What happened', blocks: 'They met.' }],
  ])('skips an invalid section: %j', (bad) => {
    expect(readAnalysis({ ...RAW, sections: [bad, ...RAW.sections, bad] }, BASE)).toEqual(READ);
  });

  it.each<[attribution: unknown]>([[undefined], [null], ['By The Outlet'], [[null, 7, '']], [{}]])(
    'reads no attribution from %j',
    (attribution) => {
      expect(readAnalysis({ ...RAW, attribution, extra: 1 }, BASE)).toEqual(READ);
    },
  );

  it('reads at most 100 sections', () => {
    const read = readAnalysis({ ...RAW, sections: Array(5000).fill(RAW.sections[0]) }, BASE);
    expect((read as Analysis).sections).toHaveLength(100);
  });

  it('truncates a long heading', () => {
    const read = readAnalysis({ ...RAW, sections: [section('x'.repeat(1_000_000), paragraph('y'))] }, BASE);
    expect((read as Analysis).sections[0]?.heading).toBe('x'.repeat(500));
  });

  it('limits the text and the number of blocks of all sections together', () => {
    const long = section('What happened', paragraph('x'.repeat(100_000)));
    const read = readAnalysis(
      { card: CARD, sections: Array(50).fill(long), attribution: [paragraph('y')] },
      BASE,
    );
    expect(words(read)).toBe(500_000);
    const many = section('What happened', ...Array(1000).fill(paragraph('x')));
    expect(words(readAnalysis({ card: CARD, sections: Array(100).fill(many) }, BASE))).toBeLessThan(20_001);
  });
});
