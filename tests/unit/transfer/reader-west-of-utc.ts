import { vi } from 'vitest';

/**
 * Makes local dates 7 hours behind UTC, as in Los Angeles in July. Replaces methods of `Date`, because a thread cannot
 * change its time zone.
 */
export function readerWestOfUtc(): void {
  const local = (date: Date): Date => new Date(date.getTime() - 7 * 3_600_000);
  const { prototype } = Date;
  vi.spyOn(prototype, 'getFullYear').mockImplementation(function (this: Date) {
    return local(this).getUTCFullYear();
  });
  vi.spyOn(prototype, 'getMonth').mockImplementation(function (this: Date) {
    return local(this).getUTCMonth();
  });
  vi.spyOn(prototype, 'getDate').mockImplementation(function (this: Date) {
    return local(this).getUTCDate();
  });
}
