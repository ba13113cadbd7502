import { describe, expect, it } from 'vitest';
import { CHECK_EVERY, nextCheck, STALE_AFTER, staleSince } from '../../../lib/sync/schedule.ts';

const MINUTE = 60_000;

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
  it.each([
    [undefined, undefined],
    [1000, undefined],
    [1000 - STALE_AFTER, undefined],
    [999 - STALE_AFTER, 999 - STALE_AFTER],
  ])('whose last check was at %s is outdated since %s', (checkedAt, expected) => {
    expect(staleSince(checkedAt === undefined ? {} : { checkedAt }, 1000)).toBe(expected);
  });
});
