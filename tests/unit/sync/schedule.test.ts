import { describe, expect, it } from 'vitest';
import { CHECK_EVERY, nextCheck, STALE_AFTER, staleness } from '../../../lib/sync/schedule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the next sync', () => {
  it.each([
    [0, 240],
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 120],
    [6, 240],
    [50, 240],
  ])('after %i failures in a row is due about %i minutes later', (failures, minutes) => {
    expect(nextCheck(failures, 0, 0.5)).toBe(minutes * MINUTE);
  });

  it('varies by a fifth either way, so that not all readers send requests at once', () => {
    expect(nextCheck(0, 0, 0)).toBe(0.8 * CHECK_EVERY);
    expect(nextCheck(0, 0, 0.999_999)).toBeCloseTo(1.2 * CHECK_EVERY, -3);
  });
});

describe('an index', () => {
  const NOW = 1_783_000_000_000;

  it.each<[checkedAt: number | undefined, stale: object | undefined]>([
    [undefined, undefined],
    [NOW, undefined],
    [NOW - STALE_AFTER, undefined],
    [NOW - STALE_AFTER - 1, { since: NOW - STALE_AFTER - 1 }],
    [NOW + MINUTE, undefined],
    [NOW + MINUTE + 1, {}],
    [NOW + 900 * DAY, {}],
  ])('whose last check was at %s has this staleness: %j', (checkedAt, stale) => {
    expect(staleness(checkedAt === undefined ? {} : { checkedAt }, NOW)).toEqual(stale);
  });

  it.each<[published: number, isStale: boolean]>([
    [NOW - 900 * DAY, false],
    [NOW - DAY, false],
    [NOW - 6 * HOUR - 1, false],
    [NOW - 6 * HOUR, true],
    [NOW + 900 * DAY, true],
  ])(
    'whose last check was 30 hours ago is outdated for a page that was published at %s: %s',
    (published, is) => {
      const checkedAt = NOW - 30 * HOUR;
      expect(staleness({ checkedAt }, NOW, published)).toEqual(is ? { since: checkedAt } : undefined);
    },
  );

  it('is not outdated for a page that states a date in the future', () => {
    expect(staleness({ checkedAt: NOW - HOUR }, NOW, NOW + 900 * DAY)).toBeUndefined();
  });
});
