import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  durationMinutes,
  machineDate,
  writtenDate,
  writtenMinutes,
} from '../../../lib/input/written-dates.ts';
import { anyText } from '../arbitraries.ts';
import { holds } from '../properties.ts';
import * as shape from '../value-shapes.ts';

describe('a written date', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'July',
      'Jul',
      'Sept',
      'Thursday,',
      '2',
      '2nd',
      '31',
      '30',
      '29',
      '02',
      '07',
      '2026',
      '2026-07-02',
      '2024-02-29',
    ),
    fc.constantFrom(
      'T10:00:00Z',
      'T10:00',
      '10:00',
      'at 10:00 p.m.',
      '+0200',
      '+02:00',
      'EST',
      '-',
      '/',
      ',',
      ' ',
      '.',
    ),
    anyText,
  );
  const written = fc
    .array(part, { maxLength: 6 })
    .chain((parts) => fc.constantFrom('', ' ', '-').map((by) => parts.join(by)));

  it('is read as a valid date or as no date, and a date that was read is read as the same date again', () => {
    holds(
      fc.property(written, (text) => {
        for (const read of [writtenDate, machineDate]) {
          const date = read(text);
          expect(shape.optional(shape.date)(date)).toBeUndefined();
          expect(date === undefined || read(date) === date).toBe(true);
        }
      }),
      500,
    );
  });

  it('is read with the day before or after the month, and with the long or the short name of the month', () => {
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    holds(
      fc.property(day, fc.constantFrom('long', 'short'), fc.boolean(), (date, month, dayFirst) => {
        const name = date.toLocaleString('en-US', { month, timeZone: 'UTC' });
        const [number, year] = [date.getUTCDate(), String(date.getUTCFullYear()).padStart(4, '0')];
        const text = dayFirst ? `${number} ${name} ${year}` : `${name} ${number}, ${year}`;
        expect(writtenDate(text)).toBe(date.toISOString().slice(0, 10));
      }),
      200,
    );
  });
});

describe('a written duration', () => {
  it('is read as a whole number of minutes, or as no duration', () => {
    const minutes = shape.optional(shape.count(1, 999));
    const duration = fc.array(
      fc.constantFrom('P', 'T', 'PT', '3', '90', 'M', 'H', 'S', '0', 'min', ' read', '-', '.5'),
      {
        maxLength: 6,
      },
    );
    holds(
      fc.property(duration, (parts) => {
        expect(minutes(durationMinutes(parts.join('')))).toBeUndefined();
        expect(minutes(writtenMinutes(parts.join('')))).toBeUndefined();
      }),
      300,
    );
  });
});
