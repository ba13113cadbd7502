import { describe, expect, it } from 'vitest';
import type { Card } from '../../../lib/index/card.ts';
import { cardVersion, isCurrentVersion } from '../../../lib/index/version.ts';

const CARD: Card = {
  id: 'ferry',
  url: 'https://noligarchy.us/analysis/ferry',
  document: 'https://noligarchy.us/analyses/ferry.json',
  headline: 'What the ferry changes',
  summary: 'A summary.',
  lens: 'rulebook',
  type: 'Reporting',
  published: '2026-07-02',
  readMinutes: 3,
  outlet: 'Harbour Courier',
  sources: [{ url: 'https://outlet.example/ferry' }],
  sourceHeadline: 'The ferry',
  topics: [{ name: 'shipping' }],
};

describe('the version of a card', () => {
  it('is the date of its last update', () => {
    expect(cardVersion({ ...CARD, updated: '2026-07-20' })).toBe('2026-07-20');
  });

  it.each([
    ['headline', { headline: 'What the ferry changed' }],
    ['summary', { summary: 'Another summary.' }],
    ['type', { type: 'Opinion' }],
    ['published date', { published: '2026-07-03' }],
    ['read time', { readMinutes: 4 }],
    ['outlet', { outlet: 'Harbor Courier' }],
    ['source headline', { sourceHeadline: undefined }],
    ['source', { sources: [] }],
  ])('changes with its %s if the card has no date of an update', (_, change) => {
    expect(cardVersion({ ...CARD, ...change })).not.toBe(cardVersion(CARD));
  });

  it.each([
    ['lens', { lens: 'money' }],
    ['topics', { topics: [] }],
    ['address', { url: 'https://noligarchy.us/ferry' }],
    ['document', { document: undefined }],
    [
      'names of the outlets of its sources',
      { sources: [{ url: 'https://outlet.example/ferry', outlet: 'O' }] },
    ],
  ])('does not change with its %s', (_, change) => {
    expect(cardVersion({ ...CARD, ...change })).toBe(cardVersion(CARD));
  });
});

describe('isCurrentVersion', () => {
  const dated = (updated: string): Card => ({ ...CARD, updated });
  it.each([
    ['of the same date', '2026-07-20', dated('2026-07-20'), true],
    ['of the day before', '2026-07-19', dated('2026-07-20'), false],
    ['of a later day', '2026-07-21', dated('2026-07-20'), true],
    ['of one minute before', '2026-07-20T10:00:00Z', dated('2026-07-20T10:01:00Z'), false],
    ['of the same time in another zone', '2026-07-20T12:00:00+02:00', dated('2026-07-20T10:00:00Z'), true],
    ['of a day that may be the same in some time zone', '2026-07-20', dated('2026-07-21T05:00:00Z'), true],
    ['of a day that has ended in every time zone', '2026-07-20', dated('2026-07-22T00:00:00Z'), false],
    ['of a time on the next day', '2026-07-21T05:00:00Z', dated('2026-07-20'), true],
    ['of a time days before', '2026-07-18T05:00:00Z', dated('2026-07-20'), false],
    ['without a date and with the same content', cardVersion(CARD), CARD, true],
    ['without a date and with other content', cardVersion({ ...CARD, headline: 'Other' }), CARD, false],
    ['without a date, for a card with a date', cardVersion(CARD), dated('2026-07-20'), false],
    ['with a date, for a card without a date', '2026-07-20', CARD, true],
  ])('says whether a text %s is current', (_, version, card, expected) => {
    expect(isCurrentVersion(version, card)).toBe(expected);
  });
});
