import { describe, expect, it } from 'vitest';
import {
  agreedDate,
  durationMinutes,
  machineDate,
  metadataDate,
  writtenDate,
  writtenMinutes,
} from '../../../lib/input/written-dates.ts';

describe('writtenDate', () => {
  it.each([
    ['July 2, 2026', '2026-07-02'],
    ['2 July 2026', '2026-07-02'],
    ['Jul 2, 2026', '2026-07-02'],
    ['Sept. 12th, 2026', '2026-09-12'],
    ['Thursday, 2 July 2026', '2026-07-02'],
    ['July 2, 2026 at 9:15 am', '2026-07-02'],
    ['2026-07-02', '2026-07-02'],
    ['2026-07-02T09:00:00Z', '2026-07-02T09:00:00Z'],
    ['May 1 2026', '2026-05-01'],
    ['02/07/2026', undefined],
    ['2.7.2026', undefined],
    ['07-02-26', undefined],
    ['July 2026', undefined],
    ['July 2', undefined],
    ['February 30, 2026', undefined],
    ['Ju 2, 2026', undefined],
    ['Julius 2, 2026', undefined],
    ['on July 2, 2026, they met', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('reads "%s" as %s', (text, date) => {
    expect(writtenDate(text)).toBe(date);
  });
});

describe('machineDate', () => {
  it.each([
    ['2026-07-02T09:00:00+0200', '2026-07-02T09:00:00+02:00'],
    ['2026-07-02T09:00:00', '2026-07-02'],
    ['2026-07-02 09:00', '2026-07-02'],
    ['2026-07-02', '2026-07-02'],
    ['2026-07', undefined],
    ['July 2, 2026', undefined],
    [20260702, undefined],
    [null, undefined],
  ])('reads %j as %s', (value, date) => {
    expect(machineDate(value)).toBe(date);
  });
});

describe('metadataDate', () => {
  it.each([
    ['2026-07-02T09:00:00.000+0200', '2026-07-02T09:00:00.000+02:00'],
    ['2026-07-02T09:00:00+02', '2026-07-02T09:00:00+02:00'],
    ['2026-07-02 09:00:00 +0200', '2026-07-02T09:00:00+02:00'],
    ['2026-07-02T09:00:00Z[UTC]', '2026-07-02T09:00:00Z'],
    ['Thu, 02 Jul 2026 09:00:00 GMT', '2026-07-02T09:00:00Z'],
    ['July 2, 2026', '2026-07-02'],
    ['1874-07-02', '1874-07-02'],
    ['02/07/2026', undefined],
    ['', undefined],
    [20260702, undefined],
  ])('reads %j as %s', (value, date) => {
    expect(metadataDate(value)).toBe(date);
  });
});

describe('agreedDate', () => {
  it.each([
    ['2026-07-02', '2026-07-02T09:00:00Z', '2026-07-02T09:00:00Z'],
    ['2026-07-02', '2026-07-01T22:00:00Z', '2026-07-02'],
    ['2026-07-02', undefined, '2026-07-02'],
    [undefined, '2026-07-01T22:00:00Z', '2026-07-01T22:00:00Z'],
    [undefined, undefined, undefined],
  ])('combines the visible date %s and the date in the metadata %s into %s', (seen, metadata, date) => {
    expect(agreedDate(seen, metadata)).toBe(date);
  });
});

describe('writtenMinutes and durationMinutes', () => {
  it.each([
    ['3 min read', 3],
    ['3 minutes', 3],
    ['12-minute read', 12],
    ['About 4 min', 4],
    ['2–4 minutes', undefined],
    ['1 hour 3 min', undefined],
    ['0 min', undefined],
    ['3', undefined],
    ['', undefined],
  ])('read "%s" as %s minutes', (text, minutes) => {
    expect(writtenMinutes(text)).toBe(minutes);
  });

  it.each([
    ['PT3M', 3],
    ['PT1H5M', 65],
    ['PT30S', undefined],
    ['P1D', undefined],
    [3, undefined],
  ])('read the duration %j as %s minutes', (value, minutes) => {
    expect(durationMinutes(value)).toBe(minutes);
  });
});
