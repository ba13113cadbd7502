import { expect, it } from 'vitest';
import { directionOf } from '../../../lib/input/text-direction.ts';

it.each([
  ['en', 'ltr'],
  ['de-CH', 'ltr'],
  ['ja', 'ltr'],
  ['ar', 'rtl'],
  ['AR-EG', 'rtl'],
  ['he', 'rtl'],
  ['iw', 'rtl'],
  ['fa-IR', 'rtl'],
  ['ur', 'rtl'],
  ['yi', 'rtl'],
  ['ckb', 'rtl'],
  ['ks', 'rtl'],
  ['ks-Deva', 'ltr'],
  ['ar-Latn', 'ltr'],
  ['ar-Latn-EG', 'ltr'],
  ['az', 'ltr'],
  ['az-Arab', 'rtl'],
  ['az-Arab-IR', 'rtl'],
  ['pa-ARAB', 'rtl'],
  ['ff-Adlm', 'rtl'],
  ['en-Hebr', 'rtl'],
  ['de-1996', 'ltr'],
  ['ar-1996', 'rtl'],
  ['are', 'ltr'],
  ['arab', 'ltr'],
  ['', 'auto'],
  [undefined, 'auto'],
])('directionOf("%s") is %s', (tag, direction) => {
  expect(directionOf(tag)).toBe(direction);
});
