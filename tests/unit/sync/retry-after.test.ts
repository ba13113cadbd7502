import { describe, expect, it } from 'vitest';
import { retryAfter } from '../../../lib/sync/retry-after.ts';

const NOW = Date.UTC(2026, 6, 10, 12);
const MINUTE = 60_000;

describe('the time at which a busy server accepts requests again', () => {
  it.each<[written: string, wait: number | undefined]>([
    ['0', 0],
    ['60', MINUTE],
    [' 60 ', MINUTE],
    ['1.5', 1500],
    // The header was sent twice.
    ['30, 60', MINUTE],
    ['9'.repeat(400), Number.POSITIVE_INFINITY],
    // The three date formats of HTTP.
    ['Fri, 10 Jul 2026 12:01:00 GMT', MINUTE],
    ['Friday, 10-Jul-26 12:01:00 GMT', MINUTE],
    ['Fri Jul 10 12:01:00 2026', MINUTE],
    ['Fri, 10 Jul 2026 11:59:00 GMT', -MINUTE],
    // `Date.parse` may read some of these as dates.
    ['-5', undefined],
    ['60s', undefined],
    ['1e3', undefined],
    ['60, soon', undefined],
    ['2026', 2_026_000],
    ['a minute', undefined],
    ['', undefined],
  ])('is read from %j', (written, wait) => {
    expect(retryAfter(new Headers({ 'retry-after': written }), NOW)).toBe(
      wait === undefined ? undefined : NOW + wait,
    );
  });

  it.each([
    ['Fri, 10 Jul 2026 13:00:00 GMT', 'Fri, 10 Jul 2026 13:01:00 GMT', MINUTE],
    ['Fri, 10 Jul 2026 11:00:00 GMT', 'Fri, 10 Jul 2026 11:01:00 GMT', MINUTE],
    // A number of seconds needs no clock.
    ['Fri, 10 Jul 2026 13:00:00 GMT', '60', MINUTE],
    ['no date', 'Fri, 10 Jul 2026 12:01:00 GMT', MINUTE],
  ])('is relative to the server’s own clock, which says %s: %s', (date, written, wait) => {
    expect(retryAfter(new Headers({ 'retry-after': written, date }), NOW)).toBe(NOW + wait);
  });

  it('is undefined without the header', () => {
    expect(retryAfter(new Headers(), NOW)).toBeUndefined();
  });
});
