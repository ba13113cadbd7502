import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../../lib/db/correction-records.ts';
import { ledgerCsv, ledgerOf } from '../../../lib/library/corrections-ledger.ts';

const SEEN = Date.UTC(2026, 6, 6, 12);

const correction = (fields: Partial<Correction>): Correction => {
  const { id = 'ferry', to = '2026-07-05' } = fields;
  return {
    key: `${id}\n${to}`,
    id,
    kind: 'corrected',
    headline: 'Ferry talks resume',
    published: '2026-07-02',
    from: '#1',
    to,
    seenAt: SEEN,
    ...fields,
  };
};
const withdrawn = (id: string): Correction => {
  const { to: _, ...rest } = correction({ id, kind: 'withdrawn' });
  return { ...rest, key: `${id}\nwithdrawn` };
};

describe('the sums of the ledger', () => {
  it('count the saved analyses even if there is no correction, and then have no median', () => {
    expect(ledgerOf([], ['ferry'])).toEqual({
      corrected: 0,
      kept: 1,
      withdrawn: 0,
      added: 0,
      removed: 0,
      compared: 0,
    });
  });

  it('count each corrected analysis once, and add up the words of all its corrections', () => {
    const all = [
      correction({ words: { added: 12, removed: 3 } }),
      correction({ from: '2026-07-05', to: '2026-07-09', words: { added: 1, removed: 0, sentences: 1 } }),
      correction({ id: 'ports', to: '2026-07-03' }),
      withdrawn('bus'),
    ];
    // "bus" is no longer saved, but it was once saved on this device.
    expect(ledgerOf(all, ['ferry', 'ports', 'canal'])).toEqual({
      corrected: 2,
      kept: 4,
      withdrawn: 1,
      medianDays: 2,
      added: 13,
      removed: 3,
      compared: 2,
    });
  });

  it('count the words of several corrections once if all were compared with the same kept copy', () => {
    const all = [
      correction({ words: { added: 12, removed: 3 } }),
      // These numbers include the words of the first correction.
      correction({ to: '2026-07-09', seenAt: SEEN + 1, words: { added: 14, removed: 4 } }),
      // This correction has not been compared yet, so the comparison of the correction before it counts.
      correction({ to: '2026-07-10', seenAt: SEEN + 2 }),
    ];
    expect(ledgerOf(all, ['ferry'])).toMatchObject({ corrected: 1, added: 14, removed: 4, compared: 1 });
  });

  it('count an analysis as withdrawn only until the publication lists it again', () => {
    const ended = { ...withdrawn('ferry'), listedAgainAt: SEEN };
    const again = { ...withdrawn('ferry'), key: `ferry\nwithdrawn\n${SEEN}` };
    expect(ledgerOf([ended, withdrawn('bus')], ['ferry'])).toMatchObject({ withdrawn: 1, kept: 2 });
    expect(ledgerOf([ended, again], ['ferry']).withdrawn).toBe(1);
  });

  it.each<[what: string, all: readonly Correction[], days: number]>([
    ['of the first of several corrections', [correction({ to: '2026-07-09' }), correction({})], 3],
    ['of the day on which a correction without a date was seen', [correction({ to: '#2' })], 5],
    ['at least zero days', [correction({ to: '2026-06-30' })], 0],
    [
      'the middle of three',
      ['04', '05', '30'].map((day) => correction({ id: day, to: `2026-07-${day}` })),
      3,
    ],
  ])('have the median number of days between publication and correction: %s', (_, all, days) => {
    expect(ledgerOf(all, []).medianDays).toBe(days);
  });
});

describe('the ledger as CSV', () => {
  it('has a row for each correction', () => {
    const all = [
      correction({ decision: 'taken', words: { added: 12, removed: 3 } }),
      correction({ id: 'ports', to: '#2', headline: 'A "fee", waived' }),
      withdrawn('bus'),
      { ...withdrawn('tram'), listedAgainAt: SEEN + 1 },
    ];
    expect(ledgerCsv(all).split('\r\n')).toEqual([
      '\uFEFFid,headline,kind,published,corrected,seen,words added,words removed,decision,listed again',
      'ferry,Ferry talks resume,corrected,2026-07-02,2026-07-05,2026-07-06T12:00:00.000Z,12,3,taken,',
      'ports,"A ""fee"", waived",corrected,2026-07-02,,2026-07-06T12:00:00.000Z,,,,',
      'bus,Ferry talks resume,withdrawn,2026-07-02,,2026-07-06T12:00:00.000Z,,,,',
      'tram,Ferry talks resume,withdrawn,2026-07-02,,2026-07-06T12:00:00.000Z,,,,2026-07-06T12:00:00.001Z',
      '',
    ]);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    '=HYPERLINK("x","y")',
  ])('holds no formula from the headline %j', (headline) => {
    const [, row = ''] = ledgerCsv([correction({ headline })]).split('\r\n');
    expect(row).toMatch(/^ferry,"?'/);
  });

  it.each(['1-1', 'a=b', 'Talks – resumed', '"=1"', 'Who gains?'])(
    'leaves the headline %j as it is',
    (headline) => {
      expect(ledgerCsv([correction({ headline })])).toContain(headline.replaceAll('"', '""'));
      expect(ledgerCsv([correction({ headline })])).not.toContain(`'${headline}`);
    },
  );

  it('keeps one row for each correction, whatever the headline', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (headlines) => {
        const csv = ledgerCsv(headlines.map((headline) => correction({ headline })));
        const outside = csv.replace(/"(?:[^"]|"")*"/g, '');
        expect(outside.split('\r\n').length).toBe(headlines.length + 2);
      }),
    );
  });
});
