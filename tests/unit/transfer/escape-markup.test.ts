import { describe, expect, it } from 'vitest';
import { escapeMarkup } from '../../../lib/transfer/escape-markup.ts';

describe('escapeMarkup', () => {
  it.each<[what: string, text: string, escaped: string]>([
    ['escapes the characters of markup', `<a b="c">d & 'e'`, '&#60;a b=&#34;c&#34;&#62;d &#38; &#39;e&#39;'],
    ['leaves out control characters, but keeps white space', 'a\u0000b\u001f\u007f\tc\r\n', 'ab\tc\r\n'],
    ['leaves out U+FFFE and U+FFFF, which XML forbids', 'a\ufffeb\uffffc', 'abc'],
    [
      'keeps the characters next to U+FFFE and U+FFFF',
      '\ue000\ufffd\u{10000}\u{1fffe}',
      '\ue000\ufffd\u{10000}\u{1fffe}',
    ],
    ['replaces lone surrogates', 'a\ud83db', 'a\ufffdb'],
  ])('%s', (_what, text, escaped) => {
    expect(escapeMarkup(text)).toBe(escaped);
  });
});
