import { hash32 } from '../../index/byte-packing.ts';
import { segmentsOf } from '../words/tokens.ts';

const SEGMENTER_SAMPLES = [
  'ประเทศไทยมีประชากรหกสิบล้านคนและเศรษฐกิจขนาดใหญ่',
  'ປະເທດລາວມີປະຊາກອນຫຼາຍລ້ານຄົນແລະເສດຖະກິດ',
  'ប្រទេសកម្ពុជាមានប្រជាជនជាច្រើនលាននាក់និងសេដ្ឋកិច្ច',
  'မြန်မာနိုင်ငံ၏လူဦးရေနှင့်စီးပွားရေးအခြေအနေ',
];

/**
 * Returns a number for the words that the browser's segmenter finds. An update of the browser can change them; then
 * documents would not be found by the words of a query, and their segments must be built again. Never 0.
 */
export function segmenterMark(): number {
  const found = SEGMENTER_SAMPLES.map((text) =>
    Array.from(segmentsOf(text), ({ segment }) => segment).join('|'),
  );
  return hash32(found.join('\n')) || 1;
}
