import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../../lib/sync/retry-after.ts';
import { growsLinearly, holds, repeated } from '../properties.ts';

const NOW = Date.UTC(2026, 6, 10, 12);
const MINUTE = 60_000;

describe('the time at which a busy server accepts requests again', () => {
  it.each<[written: string, wait: number | undefined]>([
    ['0', 0],
    ['60', MINUTE],
    [' 60 ', MINUTE],
    ['1.5', 1500],
    // The server sent the header twice.
    ['30, 60', MINUTE],
    ['9'.repeat(400), Number.POSITIVE_INFINITY],
    // The three date formats of HTTP (https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).
    ['Fri, 10 Jul 2026 12:01:00 GMT', MINUTE],
    ['Friday, 10-Jul-26 12:01:00 GMT', MINUTE],
    ['Fri Jul 10 12:01:00 2026', MINUTE],
    ['Fri, 10 Jul 2026 11:59:00 GMT', -MINUTE],
    // The following values are no HTTP dates, although `Date.parse` may read some of them as dates
    // (https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Date/parse).
    ['-5', undefined],
    ['60s', undefined],
    ['1e3', undefined],
    ['60, soon', undefined],
    ['2026', 2_026_000],
    ['a minute', undefined],
    ['', undefined],
  ])('for the header %j is this many milliseconds from now: %s', (written, wait) => {
    expect(retryAfter(new Headers({ 'retry-after': written }), NOW)).toBe(
      wait === undefined ? undefined : NOW + wait,
    );
  });

  it.each([
    ['Fri, 10 Jul 2026 13:00:00 GMT', 'Fri, 10 Jul 2026 13:01:00 GMT', MINUTE],
    ['Fri, 10 Jul 2026 11:00:00 GMT', 'Fri, 10 Jul 2026 11:01:00 GMT', MINUTE],
    // A number of seconds does not depend on a clock.
    ['Fri, 10 Jul 2026 13:00:00 GMT', '60', MINUTE],
    ['no date', 'Fri, 10 Jul 2026 12:01:00 GMT', MINUTE],
  ])('is right whatever the server’s own clock says: clock %s, header %s', (date, written, wait) => {
    expect(retryAfter(new Headers({ 'retry-after': written, date }), NOW)).toBe(NOW + wait);
  });

  const seconds = fc.nat({ max: 10_000_000 });
  const anyHeader = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '60',
          '1.5',
          ',',
          ' ',
          '-',
          ':',
          'GMT',
          'Fri, ',
          '10 Jul 2026',
          '12:01:00',
          'e',
          '\t',
          '\u00e9',
        ),
        fc.string({ maxLength: 8 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('').replace(/[^\t -~\u0080-\u00ff]/g, ''));

  it('is read from the largest of several numbers of seconds, and from a date in each of the three formats', () => {
    holds(
      fc.property(fc.array(seconds, { minLength: 1, maxLength: 5 }), (all) => {
        const headers = new Headers(all.map((one) => ['retry-after', String(one)]));
        expect(retryAfter(headers, NOW)).toBe(NOW + Math.max(...all) * 1000);
      }),
    );
    const [first, last] = [Date.UTC(2000), Date.UTC(2049)];
    holds(
      fc.property(fc.integer({ min: first / 1000, max: last / 1000 }), (time) => {
        const date = new Date(time * 1000);
        const [, day = '', month, year = '', clock] = date.toUTCString().split(' ');
        const weekday = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
        for (const written of [
          date.toUTCString(),
          `${weekday}, ${day}-${month}-${year.slice(2)} ${clock} GMT`,
          `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/, ' ')} ${clock} ${year}`,
        ])
          expect([written, retryAfter(new Headers({ 'retry-after': written }), NOW)]).toEqual([
            written,
            time * 1000,
          ]);
      }),
    );
  });

  it('is a time or undefined whatever the headers say, and is found in linear time', () => {
    holds(
      fc.property(anyHeader, fc.option(anyHeader, { nil: undefined }), (written, date) => {
        const headers = new Headers({ 'retry-after': written, ...(date === undefined ? {} : { date }) });
        const at = retryAfter(headers, NOW);
        expect(at === undefined || (typeof at === 'number' && !Number.isNaN(at))).toBe(true);
      }),
      1000,
    );
    for (const piece of ['9', '9,', ' ', '9 ,', '1.', 'Fri, ', '10 Jul ', ', ']) {
      const headers = (size: number): Headers => new Headers({ 'retry-after': `1${repeated(piece, size)}x` });
      expect(growsLinearly((one) => retryAfter(one, NOW), headers, 100_000)).toBe(true);
    }
  });

  it('is undefined without the header', () => {
    expect(retryAfter(new Headers(), NOW)).toBeUndefined();
  });
});
