import { beforeEach, describe, expect, it } from 'vitest';
import { formatCalendarDay, formatRecentDay } from '../../../lib/browser/interface-texts.ts';
import { resetBrowser } from '../fake-browser.ts';

beforeEach(() => resetBrowser());

describe('a day in the short form for lists, in British English', () => {
  // A local time, so that it is on 8 July in every time zone in which the tests may run.
  const now = new Date(2026, 6, 8, 12).getTime();
  it.each<[date: string | number, words: string]>([
    ['2026-07-08', 'today'],
    ['2026-07-07', 'yesterday'],
    ['2026-07-02', '6 days ago'],
    ['2026-07-01', '1 July'],
    ['2026-01-31', '31 January'],
    ['2025-12-31', '31 December 2025'],
    // A day in the future is an error, or it comes from a time zone further east. The list shows its date.
    ['2026-07-09', '9 July'],
    // The day that the publication wrote counts, whatever the time zone.
    ['2026-07-02T22:00:00-04:00', '6 days ago'],
    // A point in time is named by its day in the time zone of the reader.
    [new Date(2026, 6, 8, 0, 30).getTime(), 'today'],
    [new Date(2026, 6, 7, 23, 30).getTime(), 'yesterday'],
    [new Date(2026, 6, 1, 23, 30).getTime(), '1 July'],
  ])('%s is "%s"', (date, words) => expect(formatRecentDay(date, now)).toBe(words));
});

describe('a day without its distance to today, in British English', () => {
  const now = new Date(2026, 6, 8, 12).getTime();
  it.each<[date: string | number, words: string]>([
    ['2026-07-08', '8 July'],
    ['2026-07-02T22:00:00-04:00', '2 July'],
    ['2025-12-31', '31 December 2025'],
    // A point in time is shown as its day in the time zone of the reader.
    [new Date(2026, 0, 1, 0, 30).getTime(), '1 January'],
    [new Date(2025, 11, 31, 23, 30).getTime(), '31 December 2025'],
  ])('%s is "%s"', (date, words) => expect(formatCalendarDay(date, 'long', now)).toBe(words));

  it('can be short', () => expect(formatCalendarDay('2025-12-31', 'short', now)).toBe('31 Dec 2025'));
});
