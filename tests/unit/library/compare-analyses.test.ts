import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import { changedSentences } from '../../../lib/library/changed-sentences.ts';
import { compareAnalyses, paragraphsOf, type Version } from '../../../lib/library/compare-analyses.ts';
import { compareWords, type DiffPart } from '../../../lib/library/compare-texts.ts';

const FERRY: Card = {
  id: 'ferry',
  url: 'https://noligarchy.us/ferry',
  headline: 'Ferry talks resume',
  summary: 'They meet again.',
  published: '2026-07-02',
  sources: [{ url: 'https://ledger.example/ferry' }],
  topics: [],
};

const version = (fields: Partial<Card>, sections: Readonly<Record<string, string>>): Version => ({
  card: { ...FERRY, ...fields },
  text: {
    sections: Object.entries(sections).map(([heading, words]) => ({
      heading,
      blocks: words.split('\n').map((text) => ({ type: 'paragraph', content: [text] })),
    })),
    attribution: [{ type: 'paragraph', content: ['From another outlet.'] }],
  },
});

const GAINS =
  'The six inspectors do. An annex lets any one of the six hold a ship for up to nine hours. It cancels it.';

const inShort = (parts: readonly DiffPart[]): string =>
  parts.map(({ kind, text }) => ({ same: text, added: `+${text}+`, removed: `-${text}-` })[kind]).join('');

describe('the number of changed sentences', () => {
  it.each<[what: string, before: string, after: string, number: number]>([
    ['nothing', GAINS, GAINS, 0],
    ['two words of one sentence', GAINS, GAINS.replace('one', 'two').replace('nine', 'six'), 1],
    ['a word and a new sentence', GAINS, `${GAINS.replace('nine', 'six')} They may appeal.`, 2],
    ['a new sentence between two', 'One. Two.', 'One. They may appeal. Two.', 1],
    ['a sentence that is gone', 'One. They may appeal. Two.', 'One. Two.', 1],
    ['a word that is gone from the middle', 'They may not appeal.', 'They may appeal.', 1],
    ['one sentence that became two', 'They met and left.', 'They met. They left.', 2],
    ['spaces only', 'They met.  They left.', 'They met. They left.', 0],
    ['a whole text', '', 'One. Two. Three.', 3],
    ['paragraphs', 'One\nTwo', 'Three\nFour', 2],
    ['a sentence in Chinese', '六名检查员。他们开会。', '五名检查员。他们开会。', 1],
  ])('counts each changed, added or removed sentence once: %s', (_, before, after, number) => {
    expect(changedSentences(compareWords(before, after), 'en')).toBe(number);
  });
});

describe('comparing two analyses', () => {
  const BEFORE = { 'What happened': 'They met.', 'Who gains': GAINS };

  it('finds no difference between equal versions', () => {
    const { places, ...rest } = compareAnalyses(version({}, BEFORE), version({}, BEFORE));
    expect(rest).toEqual({ facts: [], sentences: 0, added: 0, removed: 0, changed: 0, total: rest.total });
    expect(places.map(({ place, kind }) => [place, kind])).toEqual([
      ['headline', 'same'],
      ['summary', 'same'],
      ['section', 'same'],
      ['section', 'same'],
      ['attribution', 'same'],
    ]);
  });

  it('compares headline, summary, text and facts', () => {
    const before = version({ headline: 'Talks resume', summary: 'They met.', type: 'Reporting' }, BEFORE);
    const after = version(
      { headline: 'Talks fail', summary: undefined, type: 'Opinion', updated: '2026-07-05' },
      { ...BEFORE, 'Who gains': GAINS.replace('nine', 'six') },
    );
    const { places, facts, sentences, added, removed } = compareAnalyses(before, after);
    expect(
      places
        .filter(({ kind }) => kind !== 'same')
        .map(({ place, kind, parts }) => [place, kind, inShort(parts)]),
    ).toEqual([
      ['headline', 'changed', 'Talks -resume-+fail+'],
      ['summary', 'removed', '-They met.-'],
      ['section', 'changed', GAINS.replace('nine', '-nine-+six+')],
    ]);
    expect(facts).toEqual([{ name: 'type', before: 'Reporting', after: 'Opinion' }]);
    expect([sentences, added, removed]).toEqual([3, 2, 4]);
  });

  it('says how many words of the longer version changed', () => {
    const long = version({}, { 'What happened': 'one two three four five six seven eight nine ten' });
    const short = version({}, { 'What happened': 'one two' });
    const words = compareAnalyses(long, long).total;
    for (const { changed, total } of [compareAnalyses(long, short), compareAnalyses(short, long)])
      expect([changed, total]).toEqual([8, words]);
  });

  it('names every fact that can change, and leaves out the date of the correction', () => {
    const other = {
      lens: 'rulebook',
      type: 'Opinion',
      published: '2026-07-01',
      updated: '2026-07-09',
      readMinutes: 9,
      outlet: 'Another outlet',
      sources: [{ url: 'https://other.example/story' }],
      topics: [{ name: 'ports' }],
    };
    const { facts } = compareAnalyses(version({}, BEFORE), version(other, BEFORE));
    expect(facts.map(({ name, after }) => [name, after])).toEqual([
      ['lens', 'rulebook'],
      ['type', 'Opinion'],
      ['published', '2026-07-01'],
      ['readMinutes', '9'],
      ['outlet', 'Another outlet'],
      ['sources', 'https://other.example/story'],
      ['topics', 'ports'],
    ]);
  });
});

describe('the paragraphs of a comparison', () => {
  it.each<[before: string, after: string, paragraphs: readonly string[]]>([
    ['One.\nTwo.', 'One.\nThree.', ['One.', '* -Two-+Three+.']],
    ['One.\nTwo.\nThree.', 'One.\nThree.', ['One.', '* -Two.-', 'Three.']],
    ['One.', 'One.\nTwo.', ['One.', '* +Two.+']],
    ['a small, old ship', 'the large, new ship', ['* -a small, old-+the large, new+ ship']],
    ['hold it for nine hours', 'keep it for six hours', ['* -hold-+keep+ it for -nine-+six+ hours']],
  ])('show the changes from %j to %j', (before, after, paragraphs) => {
    const found = paragraphsOf(compareWords(before, after));
    expect(found.map(({ parts, isChanged }) => `${isChanged ? '* ' : ''}${inShort(parts)}`)).toEqual(
      paragraphs,
    );
  });

  it('hold all words of both texts, in order', () => {
    const words = fc.array(fc.constantFrom('one', 'two', 'six', ', ', '.', '\n', '水'), { maxLength: 40 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const [before, after] = [a.join(' '), b.join(' ')];
        const parts = paragraphsOf(compareWords(before, after)).flatMap((paragraph) => paragraph.parts);
        const of = (other: DiffPart['kind']): string =>
          parts
            .flatMap(({ kind, text }) => (kind === other ? [] : [text]))
            .join('')
            .replace(/\s/g, '');
        expect([of('added'), of('removed')]).toEqual([before, after].map((text) => text.replace(/\s/g, '')));
      }),
    );
  });
});
