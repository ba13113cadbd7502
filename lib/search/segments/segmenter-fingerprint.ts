import { hash32 } from '../../index/byte-packing.ts';
import { segmentsOf } from '../words/tokens.ts';

const SEGMENTER_SAMPLES = [
  'ประเทศไทยมีประชากรหกสิบล้านคนและเศรษฐกิจขนาดใหญ่',
  'ປະເທດລາວມີປະຊາກອນຫຼາຍລ້ານຄົນແລະເສດຖະກິດ',
  'ប្រទេសកម្ពុជាមានប្រជាជនជាច្រើនលាននាក់និងសេដ្ឋកិច្ច',
  'မြန်မာနိုင်ငံ၏လူဦးရေနှင့်စီးပွားရေးအခြေအနေ',
];

/**
 * Returns a number that identifies how the browser's segmenter divides words. A browser update can change the division.
 * The words of a query would then not match the indexed words, so the segments must be rebuilt. Never returns 0.
 */
export function segmenterMark(): number {
  const found = SEGMENTER_SAMPLES.map((text) =>
    Array.from(segmentsOf(text), ({ segment }) => segment).join('|'),
  );
  return hash32(found.join('\n')) || 1;
}
