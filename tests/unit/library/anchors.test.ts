import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Highlight } from '../../../lib/db/records.ts';
import {
  findPassage,
  type MarkableText,
  type PassagePlace,
  quoteOf,
  textOfParts,
} from '../../../lib/library/anchors.ts';
import { cpuTime } from '../cpu-time.ts';
import { holds } from '../properties.ts';
import { type MarkedSentence, type UpdatedText, updatedText } from './updated-texts.ts';
import { WRITINGS } from './writings.ts';

const SUMMARY = 'Who may hold a ship is settled in an annex.';
const SECTIONS = [
  'Negotiators spent six hours in Halmsey. They left with a draft.\nA second session is set for July 14.',
  'The six inspectors gain most. An annex lets any one of the six hold a ship for up to nine hours.',
];
const TEXT = textOfParts(SUMMARY, SECTIONS);

/** Returns a highlight of `words`, at their first place at or after `from`. */
function marked(text: MarkableText, words: string, from = 0): Highlight {
  const start = text.whole.indexOf(words, from);
  if (start < 0) throw new Error(`The text lacks "${words}".`);
  const place = placeIn(text, start, start + words.length);
  return { id: 'a', ...place, ...quoteOf(text, place), version: 'old', comment: '', createdAt: 0 };
}

function placeIn({ starts }: MarkableText, start: number, end: number): PassagePlace {
  const first = starts.findLastIndex((at) => at <= start);
  const last = starts.findLastIndex((at) => at < end);
  return {
    section: first - 1,
    start: start - (starts[first] ?? 0),
    endSection: last - 1,
    end: end - (starts[last] ?? 0),
  };
}

/** Returns the words at a place; undefined if there is no place. */
function wordsAt({ whole, starts }: MarkableText, place: PassagePlace | undefined): string | undefined {
  return place && whole.slice(...spanOf(starts, place));
}

function spanOf(starts: readonly number[], place: PassagePlace): [start: number, end: number] {
  return [(starts[place.section + 1] ?? 0) + place.start, (starts[place.endSection + 1] ?? 0) + place.end];
}

describe('a highlight in the version in which it was made', () => {
  it.each([
    ['the summary', 'Who may hold a ship'],
    ['a section', 'six hours in Halmsey'],
    ['two paragraphs', 'left with a draft.\nA second session'],
    ['two sections', 'July 14.\nThe six inspectors'],
    ['the summary and a section', 'an annex.\nNegotiators'],
  ])('has the place of its offsets in %s', (_, words) => {
    const highlight = marked(TEXT, words);
    const { section, start, endSection, end } = highlight;
    expect(findPassage(highlight, TEXT)).toEqual({ section, start, endSection, end });
    expect(wordsAt(TEXT, { section, start, endSection, end })).toBe(words);
  });

  it('keeps its place if the text has the same words elsewhere', () => {
    const text = textOfParts('', ['It rained. It rained. It rained.']);
    expect(findPassage(marked(text, 'It rained.', 5), text)).toMatchObject({ start: 11, end: 21 });
  });

  it('is found by its words if the offsets do not fit', () => {
    const highlight = { ...marked(TEXT, 'six hours in Halmsey'), start: 3, end: 23 };
    expect(wordsAt(TEXT, findPassage(highlight, TEXT))).toBe('six hours in Halmsey');
  });
});

describe('a highlight in another version', () => {
  it.each([
    ['unchanged words', 'six hours in Halmsey', SECTIONS, 'six hours in Halmsey'],
    [
      'words after an inserted sentence',
      'They left with a draft.',
      ['Nobody spoke. Negotiators spent six hours in Halmsey. They left with a draft.', ''],
      'They left with a draft.',
    ],
    [
      'changed words',
      'An annex lets any one of the six hold a ship for up to nine hours.',
      ['', 'The six inspectors gain most. An annex lets any two of the six hold a ship for up to six hours.'],
      'An annex lets any two of the six hold a ship for up to six hours.',
    ],
    [
      'a sentence that was moved',
      'An annex lets any one of the six hold a ship for up to nine hours.',
      ['An annex lets any one of the six hold a ship for up to nine hours. Negotiators spent a day.', ''],
      'An annex lets any one of the six hold a ship for up to nine hours.',
    ],
    [
      'paragraphs that were joined',
      'left with a draft.\nA second session',
      [
        'Negotiators spent six hours in Halmsey. They left with a draft. A second session is set for July 14.',
      ],
      'left with a draft. A second session',
    ],
    ['removed words', 'six hours in Halmsey', ['They left with a draft.'], undefined],
    ['a short name elsewhere', 'annex', ['Negotiators left. The annex is secret.'], undefined],
    ['an empty text', 'They left with a draft.', [], undefined],
  ])('is at the right place, or at no place: %s', (_, words, sections, expected) => {
    const text = textOfParts(expected === undefined ? '' : SUMMARY, sections);
    expect(wordsAt(text, findPassage(marked(TEXT, words), text))).toBe(expected);
  });

  it('is at the occurrence of its words that still has the same words beside it', () => {
    const text = textOfParts('', [
      'He said no to the mayor. Later he said no to the board and left the room.',
    ]);
    const later = textOfParts('Much was said.', [text.whole.trim()]);
    const highlight = marked(text, 'said no to the', 20);
    const found = findPassage(highlight, later);
    expect(found).toMatchObject({ section: 0, start: text.whole.trim().indexOf('said no to the board') });
  });
});

/** Says whether a highlight is found at its sentence in the updated text, at another place, or not at all. */
function resultOf({ after }: UpdatedText, { highlight, now }: MarkedSentence): 'right' | 'wrong' | 'lost' {
  const place = findPassage(highlight, after);
  if (!place) return 'lost';
  const [start, end] = spanOf(after.starts, place);
  const shared = now ? Math.min(end, now[1]) - Math.max(start, now[0]) : 0;
  return shared >= 0.8 * (end - start) ? 'right' : 'wrong';
}

describe('highlights on 200 updated texts', () => {
  const results = Array.from({ length: 200 }, (_, seed) => updatedText(seed, 0.05, true)).flatMap((updated) =>
    updated.marked.map((one) => ({ ...one, result: resultOf(updated, one) })),
  );

  it('are never at a wrong place', () => {
    expect(results).toHaveLength(2000);
    expect(results.filter(({ result }) => result === 'wrong')).toEqual([]);
  });

  it('are at the right place in at least 99 of 100 cases if the sentence survived', () => {
    const survived = results.filter(({ fate }) => fate === 'kept' || fate === 'moved');
    const right = survived.filter(({ result }) => result === 'right');
    expect(survived.length).toBeGreaterThan(1500);
    expect(right.length / survived.length).toBeGreaterThanOrEqual(0.99);
  });

  it('are found in most sentences that were changed', () => {
    const changed = results.filter(({ fate }) => fate === 'changed');
    const right = changed.filter(({ result }) => result === 'right');
    expect(changed.length).toBeGreaterThan(50);
    expect(right.length / changed.length).toBeGreaterThan(0.5);
  });
});

describe.each(WRITINGS)('highlights on 200 updated texts in %s', (_, writing) => {
  const results = Array.from({ length: 200 }, (_, seed) => updatedText(seed, 0.05, true, writing)).flatMap(
    (updated) => updated.marked.map((one) => ({ ...one, result: resultOf(updated, one) })),
  );

  it('are never at a wrong place, and are found in at least 99 of 100 cases if the sentence survived', () => {
    const survived = results.filter(({ fate }) => fate === 'kept' || fate === 'moved');
    const right = survived.filter(({ result }) => result === 'right');
    expect(results.filter(({ result }) => result === 'wrong')).toEqual([]);
    expect(survived.length).toBeGreaterThan(1500);
    expect(right.length / survived.length).toBeGreaterThanOrEqual(0.99);
  });
});

describe('highlights in random texts', () => {
  it('are never at a wrong place in a text that repeats no sentence', () => {
    holds(
      fc.property(fc.nat(), fc.constantFrom(0.02, 0.05, 0.1), (seed, rate) => {
        const updated = updatedText(seed, rate, false);
        return updated.marked.every((one) => resultOf(updated, one) !== 'wrong');
      }),
    );
  });

  it('stay at their place in an unchanged text, whatever the text is', () => {
    const part = fc.string({ unit: 'binary', maxLength: 60 });
    holds(
      fc.property(part, fc.array(part, { maxLength: 4 }), fc.nat(), fc.nat(), (summary, sections, a, b) => {
        const text = textOfParts(summary, sections);
        const [start = 0, end = 0] = [a, b].map((at) => at % (text.whole.length + 1)).sort((x, y) => x - y);
        if (start === end) return true;
        const place = placeIn(text, start, end);
        const highlight = {
          id: 'a',
          ...place,
          ...quoteOf(text, place),
          version: 'v',
          comment: '',
          createdAt: 0,
        };
        return wordsAt(text, findPassage(highlight, text)) === highlight.exact;
      }),
    );
  });
});

it('50 highlights are found in a text of 8,000 words within 20 ms if the offsets fit', () => {
  const sections = Array.from({ length: 10 }, (_, n) => updatedText(n, 0, false).before.whole);
  const text = textOfParts(SUMMARY, sections);
  expect(text.whole.split(/\s+/).length).toBeGreaterThan(8000);
  const length = 150;
  const highlights = Array.from({ length: 50 }, (_, n) => {
    const start = Math.floor((n * (text.whole.length - length)) / 50);
    return marked(text, text.whole.slice(start, start + length));
  });
  let found: unknown[] = [];
  const time = Math.min(
    ...[1, 2, 3].map(() =>
      cpuTime(() => {
        found = highlights.map((one) => findPassage(one, text));
      }),
    ),
  );
  expect(found).not.toContain(undefined);
  expect(time).toBeLessThan(20);
});
