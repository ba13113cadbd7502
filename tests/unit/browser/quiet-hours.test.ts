import { describe, expect, it } from 'vitest';
import { isTimeOfDay, quietUntil } from '../../../lib/browser/quiet-hours.ts';

/** Returns a time in July 2026, in the time zone of the machine. */
const at = (day: number, hours: number, minutes = 0): Date => new Date(2026, 6, day, hours, minutes);

describe('quietUntil', () => {
  it.each<[hours: string, now: Date, until: Date | undefined]>([
    ['22:00–08:00', at(2, 21, 59), undefined],
    ['22:00–08:00', at(2, 22), at(3, 8)],
    ['22:00–08:00', at(2, 23, 59), at(3, 8)],
    ['22:00–08:00', at(3, 0), at(3, 8)],
    ['22:00–08:00', at(3, 7, 59), at(3, 8)],
    ['22:00–08:00', at(3, 8), undefined],
    ['22:00–08:00', at(31, 23), new Date(2026, 7, 1, 8)],
    ['12:30–14:00', at(2, 12, 29), undefined],
    ['12:30–14:00', at(2, 12, 30), at(2, 14)],
    ['12:30–14:00', at(2, 14), undefined],
    ['00:00–06:00', at(2, 0), at(2, 6)],
    ['00:00–00:00', at(2, 0), undefined],
    ['08:00–08:00', at(2, 8), undefined],
    ['08:00–08:00', at(2, 3), undefined],
  ])('for the quiet hours %s at %s returns %s', (hours, now, until) => {
    const [from = '', to = ''] = hours.split('–');
    expect(quietUntil({ from, to }, now)).toBe(until?.getTime());
  });
});

describe('isTimeOfDay', () => {
  it.each([
    ['22:00', true],
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['8:00', false],
    ['22:60', false],
    ['22:00:00', false],
    ['', false],
    [22, false],
    [undefined, false],
  ])('for %j returns %s', (value, is) => {
    expect(isTimeOfDay(value)).toBe(is);
  });
});
