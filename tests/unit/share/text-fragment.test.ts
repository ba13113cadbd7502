import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFragmentLink } from '../../../lib/share/text-fragment.ts';
import { holds } from '../properties.ts';
import { foundBy } from './text-fragment-finder.ts';

const PAGE = 'https://noligarchy.example/a';

/** Makes a link to the words between `[[` and `]]`. Line feeds separate blocks. */
function linkTo(marked: string, language = 'en'): { link: string; text: string; start: number; end: number } {
  const start = marked.indexOf('[[');
  const end = marked.indexOf(']]') - 2;
  const text = marked.replace('[[', '').replace(']]', '');
  return { link: textFragmentLink(PAGE, { text, start, end }, language), text, start, end };
}

const LONG = Array.from({ length: 60 }, (_, n) => `word${n}`).join(' ');

describe('a link to words', () => {
  it.each([
    ['The talks [[resumed on Monday]].', '#:~:text=resumed%20on%20Monday.'],
    ['One, two [[a-b, c & d]] three', '#:~:text=a%2Db%2C%20c%20%26%20d'],
    ['Half wo[[rds gro]]w.', '#:~:text=words%20grow.'],
    ['[[All of it.]]', '#:~:text=All%20of%20it.'],
    ['Who gains? [[Who gains?]]', '#:~:text=Who%20gains%3F-,Who%20gains%3F'],
    ['[[Who gains?]] Who gains now?', '#:~:text=Who%20gains'],
    ['The ship waits.\n[[The ship]] sails.', '#:~:text=ship%20waits.-,The%20ship,-sails'],
    [
      'On Monday the ship sailed.\nThe ship sailed, [[the ship]] sailed.',
      '#:~:text=ship%20sailed%2C-,the%20ship,-sailed',
    ],
    [
      'So the ship waits here all day.\nSo [[the ship]] sails here all day.',
      '#:~:text=So-,the%20ship,-sails%20here',
    ],
    ['First block [[ends.\nSecond block]] goes on', '#:~:text=ends,Second%20block'],
    ['渡轮谈判[[周一恢复]]，谁受益？', '#:~:text=%E5%91%A8%E4%B8%80%E6%81%A2%E5%A4%8D'],
    [`Before [[${LONG}]] after`, '#:~:text=word0%20word1%20word2%20word3,word56%20word57%20word58%20word59'],
  ])('has the right fragment: %s', (marked, fragment) => {
    const { link, text, start, end } = linkTo(marked);
    expect(link).toBe(PAGE + fragment);
    const found = foundBy(link, text);
    expect(found && found.start <= start + 2 && found.end >= end - 1).toBe(true);
  });

  it('keeps the fragment of the address', () => {
    expect(textFragmentLink(`${PAGE}#top`, { text: 'Two words', start: 0, end: 3 })).toBe(
      `${PAGE}#top:~:text=Two`,
    );
  });

  it.each([
    ['there are no words', 'Some text', 4, 4],
    ['there is only punctuation', 'Some … text', 5, 6],
    ['the text is empty', '', 0, 0],
  ])('leads to the page as a whole if %s', (_, text, start, end) => {
    expect(textFragmentLink(PAGE, { text, start, end })).toBe(PAGE);
  });
});

const words = fc.constantFrom(
  ...[
    'the',
    'ship',
    'sails',
    'The',
    'SHIP',
    'a-b',
    'x,y',
    'R&D',
    '“one',
    'two”',
    'café',
    'cafe',
    '5%',
    '渡轮谈判恢复',
    'мост',
    'جسر',
    '😀',
  ],
);
const block = fc.array(words, { minLength: 1, maxLength: 60 }).map((all) => `${all.join(' ')}.`);
const passages = fc
  .record({ blocks: fc.array(block, { minLength: 1, maxLength: 6 }), from: fc.nat(), length: fc.nat(400) })
  .map(({ blocks, from, length }) => {
    const text = blocks.join('\n');
    const start = from % text.length;
    return { text, start, end: Math.min(text.length, start + 1 + length) };
  });

describe('every link to words', () => {
  it('leads to a passage of the text that begins before the end of the linked words', () => {
    holds(
      fc.property(passages, (passage) => {
        const { text, end } = passage;
        const link = textFragmentLink(PAGE, passage, 'en');
        fc.pre(link !== PAGE);
        expect(new URL(link).hash).not.toMatch(/[^!-~]|[&]/);
        const found = foundBy(link, text);
        expect(found && found.start < end).toBe(true);
      }),
      500,
    );
  });

  it('leads exactly to the linked words if these are unique; only a full stop at their end may be missing', () => {
    const unique = fc
      .record({
        count: fc.integer({ min: 3, max: 400 }),
        from: fc.nat(),
        length: fc.nat(150),
        perBlock: fc.integer({ min: 1, max: 60 }),
      })
      .map(({ count, from, length, perBlock }) => {
        const all = Array.from({ length: count }, (_, n) => `w${n}${(n + 1) % perBlock === 0 ? '.\n' : ' '}`);
        const first = from % count;
        const last = Math.min(count - 1, first + length);
        const start = all.slice(0, first).join('').length;
        const passage = all
          .slice(first, last + 1)
          .join('')
          .trimEnd();
        return { text: all.join('').trimEnd(), start, end: start + passage.length };
      });
    holds(
      fc.property(unique, ({ text, start, end }) => {
        const found = foundBy(textFragmentLink(PAGE, { text, start, end }, 'en'), text);
        expect(found?.start).toBe(start);
        expect(text.slice(found?.end, end)).toMatch(/^\.?$/);
      }),
      300,
    );
  });
});
