import { describe, expect, it } from 'vitest';
import { decodeParameter, decodePercent, tryDecodePercent } from '../../../lib/address/decode-percent.ts';

describe('the decoders of percent-encoding', () => {
  it.each<[written: string, decoded: string | undefined, parameter: string]>([
    ['a%20b', 'a b', 'a b'],
    ['a+b', 'a+b', 'a b'],
    ['%D9%BE%D9%84', 'پل', 'پل'],
    ['100%', undefined, '100%'],
    ['%zz+1', undefined, '%zz 1'],
    ['%e2%82', undefined, '%e2%82'],
    ['', '', ''],
  ])('decode %j to %j, and to %j if it is a parameter', (written, decoded, parameter) => {
    expect(decodePercent(written)).toBe(decoded);
    expect(tryDecodePercent(written)).toBe(decoded ?? written);
    expect(decodeParameter(written)).toBe(parameter);
  });
});
