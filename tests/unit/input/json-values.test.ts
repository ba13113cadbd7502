import { describe, expect, it } from 'vitest';
import { asCount, asDate, asList, asObject, asSha256, asText } from '../../../lib/input/json-values.ts';

describe('asObject', () => {
  it.each<[value: unknown, is: boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [Object.create(null), true],
    [[], false],
    [null, false],
    [undefined, false],
    ['{}', false],
    [7, false],
    [true, false],
  ])('recognizes %j as an object: %s', (value, is) => {
    expect(asObject(value)).toBe(is ? value : undefined);
  });
});

describe('asList', () => {
  it.each<[value: unknown, list: unknown[]]>([
    [
      [1, 'a', null],
      [1, 'a', null],
    ],
    [
      [1, 2, 3, 4],
      [1, 2, 3],
    ],
    [[], []],
    [{ 0: 'a', length: 1 }, []],
    ['abc', []],
    [null, []],
    [undefined, []],
  ])('reads %j with the limit 3 as %j', (value, list) => {
    expect(asList(value, 3)).toEqual(list);
  });
});

describe('asText', () => {
  it.each<[value: unknown, text: string | undefined]>([
    ['Council', 'Council'],
    ['  Council \n\t votes ', 'Council votes'],
    ['Council\u00a0votes', 'Council votes'],
    ['Coun\u0000c\u001fil', 'Council'],
    ['\u202eCouncil\u202c \u2066votes\u2069', 'Council votes'],
    ['<b>Council</b>', '<b>Council</b>'],
    ['عربي 中文 👩‍⚖️', 'عربي 中文 👩‍⚖️'],
    ['a'.repeat(20), 'a'.repeat(20)],
    ['a'.repeat(21), 'a'.repeat(20)],
    ['', undefined],
    [' \n ', undefined],
    ['\u0000\u202e', undefined],
    [7, undefined],
    [null, undefined],
    [['Council'], undefined],
    [{ toString: 'Council' }, undefined],
  ])('reads %j with the limit 20 as %j', (value, text) => {
    expect(asText(value, 20)).toBe(text);
  });
});

describe('asCount', () => {
  it.each<[value: unknown, count: number | undefined]>([
    [1, 1],
    [999, 999],
    [0, undefined],
    [1000, undefined],
    [-3, undefined],
    [1.5, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    ['3', undefined],
    [[3], undefined],
    [null, undefined],
    [true, undefined],
  ])('reads %j as a number between 1 and 999: %j', (value, count) => {
    expect(asCount(value, 1, 999)).toBe(count);
  });
});

describe('asDate', () => {
  it.each([
    '2026-07-02',
    '2024-02-29',
    '2026-07-02T12:00:00Z',
    '2026-07-02T12:00:00.123456Z',
    '2026-07-02T12:00:00+05:30',
    '2026-07-02T23:59:59-11:00',
    '2026-07-02t12:00:00z',
    '2026-07-02 12:00:00Z',
  ])('returns %s unchanged', (date) => {
    expect(asDate(date)).toBe(date);
    expect(Date.parse(date)).not.toBeNaN();
  });

  it('removes surrounding white space', () => {
    expect(asDate(' 2026-07-02\n')).toBe('2026-07-02');
  });

  it.each<[value: unknown, reason: string]>([
    ['2026-02-30', 'no such day'],
    ['2025-02-29', 'not a leap year'],
    ['2026-13-01', 'no such month'],
    ['2026-00-10', 'month zero'],
    ['2026-07-00', 'day zero'],
    ['2026-02-30T12:00:00Z', 'no such day, with a time'],
    ['2026-07-02T25:00:00Z', 'no such hour'],
    ['2026-07-02T12:60:00Z', 'no such minute'],
    ['2026-07-02T12:00:00', 'a time without a zone'],
    ['2026-07-02T12:00:00 GMT', 'a zone by name'],
    ['2026-7-2', 'too few digits'],
    ['20260702', 'no hyphens'],
    ['02.07.2026', 'another order'],
    ['July 2, 2026', 'words'],
    ['2026-07', 'no day'],
    ['+002026-07-02', 'too many digits'],
    ['2026-07-02x', 'another character after it'],
    ['', 'an empty text'],
    [20260702, 'a number'],
    [null, 'null'],
    [['2026-07-02'], 'a list'],
  ])('refuses %j: %s', (value) => {
    expect(asDate(value)).toBeUndefined();
  });
});

describe('asSha256', () => {
  const hash = '0123456789abcdef'.repeat(4);
  it('accepts 64 lower-case hexadecimal digits', () => {
    expect(asSha256(hash)).toBe(hash);
  });

  it.each<[value: unknown]>([
    [hash.toUpperCase()],
    [hash.slice(1)],
    [`${hash}0`],
    [` ${hash}`],
    [`${hash}\n`],
    [hash.replace('a', 'g')],
    [`sha256-${hash}`],
    [''],
    [7],
    [null],
  ])('refuses %j', (value) => {
    expect(asSha256(value)).toBeUndefined();
  });
});
