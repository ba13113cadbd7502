import { describe, expect, it } from 'vitest';
import { quotation } from '../../../lib/share/quotation.ts';

const TEXT = 'Ferry talks resume\nThe talks resumed on Monday. “One ship at a time.”\nNobody signed.';

interface Quoted {
  /** BCP 47 tag of the publication's language. */
  readonly language?: string;
  readonly text?: string;
  readonly headline?: string;
}

function quoted(
  words: string,
  { language, text = TEXT, headline = 'Ferry talks resume' }: Quoted = {},
): string {
  const start = text.indexOf(words);
  return quotation(
    {
      card: {
        id: 'ferry',
        url: 'https://noligarchy.example/a/ferry',
        headline,
        published: '2026-07-02',
        sources: [],
        topics: [],
      },
      publication: {
        name: 'NOLIGARCHY.US',
        url: 'https://noligarchy.example/',
        ...(language ? { language } : {}),
      },
    },
    { text, start, end: start + words.length },
  );
}

const SOURCE = '— Ferry talks resume (NOLIGARCHY.US, 2 July 2026)';

describe('a quotation', () => {
  it('has the words in quotation marks, their source, and a link that shows the words', () => {
    expect(quoted('resumed on Monday')).toBe(
      `“resumed on Monday”\n${SOURCE}\nhttps://noligarchy.example/a/ferry#:~:text=resumed%20on%20Monday`,
    );
  });

  it.each([
    ['words in quotation marks without more marks', '“One ship at a time.”', '“One ship at a time.”'],
    [
      'lines of several blocks, one below the other',
      'on Monday. “One ship at a time.”\nNobody',
      '“on Monday. “One ship at a time.”\nNobody”',
    ],
    ['words without the space around them', ' resumed ', '“resumed”'],
  ])('shows %s', (_, words, shown) => {
    expect(quoted(words).split(`\n${SOURCE}\n`)[0]).toBe(shown);
  });

  it.each(['ar', 'en', undefined])(
    'keeps punctuation in its place in a text of the other direction (publication in %s)',
    (language) => {
      const arabic = { text: 'لم يوقع أحد.', headline: 'العبّارات تعود', ...(language ? { language } : {}) };
      const [words, source] = quoted('لم يوقع أحد', arabic).split('\n');
      expect([words, source]).toEqual([
        '\u2068“لم يوقع أحد”\u2069',
        '— \u2068العبّارات تعود\u2069 (NOLIGARCHY.US, 2 July 2026)',
      ]);
    },
  );
});
