import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../lib/input/decode-text.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) bytes.setUint16(at * 2, text.charCodeAt(at), !isBig);
  return new Uint8Array(bytes.buffer);
};
const bytes = (...parts: (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const xml = (encoding: string, text = 'café'): string =>
  `<?xml version="1.0" encoding="${encoding}"?><t>${text}</t>`;

describe('decodeText', () => {
  it.each<[what: string, body: Uint8Array, contentType: string | undefined, has: string]>([
    ['an empty file', utf8(''), undefined, ''],
    ['plain UTF-8', utf8('<t>café</t>'), undefined, '<t>café</t>'],
    ['UTF-8 with a BOM', bytes([0xef, 0xbb, 0xbf], utf8('<t>café')), 'text/xml', '<t>café'],
    [
      'UTF-8 with a BOM, although the HTTP header names another encoding',
      bytes([0xef, 0xbb, 0xbf], utf8('é')),
      'a/b; charset=koi8-r',
      'é',
    ],
    ['little-endian UTF-16 with a BOM', bytes([0xff, 0xfe], utf16('<t>Ж', false)), undefined, '<t>Ж'],
    ['big-endian UTF-16 with a BOM', bytes([0xfe, 0xff], utf16('<t>Ж', true)), undefined, '<t>Ж'],
    ['little-endian UTF-16 without a BOM', utf16('<t>Ж', false), undefined, '<t>Ж'],
    ['big-endian UTF-16 without a BOM', utf16('<t>Ж', true), undefined, '<t>Ж'],
    ['UTF-16 by the HTTP header', utf16('Ж and so', false), 'text/plain; charset=utf-16', 'Ж and so'],
    [
      'UTF-8 whose HTTP header declares UTF-16',
      utf8('<t>café</t>'),
      'text/xml; charset=utf-16',
      '<t>café</t>',
    ],
    ['UTF-8 whose XML declaration says UTF-16', utf8(xml('utf-16')), undefined, xml('utf-16')],
    [
      'UTF-8 whose HTTP header declares Latin-1',
      utf8('<t>café</t>'),
      'text/xml; charset=ISO-8859-1',
      '<t>café</t>',
    ],
    ['UTF-8 whose XML declaration says Latin-1', utf8(xml('iso-8859-1')), undefined, xml('iso-8859-1')],
    ['Latin-1 by its XML declaration', latin1(xml('ISO-8859-1')), 'text/xml', xml('ISO-8859-1')],
    ['Latin-1 that declares UTF-8', latin1(xml('UTF-8')), 'text/xml; charset=utf-8', xml('UTF-8')],
    [
      'windows-1252 without a declaration',
      bytes(utf8('<t>'), [0x93, 0x61, 0x94, 0x96]),
      undefined,
      '<t>“a”–',
    ],
    [
      'windows-1251 by the HTTP header',
      bytes(utf8('<t>'), [0xcc, 0xe8, 0xf0]),
      'text/xml; charset="windows-1251"',
      '<t>Мир',
    ],
    [
      'a text in the encoding of its HTTP header, although its XML declaration names another',
      bytes(utf8(xml('iso-8859-1', '')), [0xcc]),
      'a/b;charset=cp1251',
      'М',
    ],
    ['Shift_JIS by the XML declaration', bytes(utf8(xml('Shift_JIS', '')), [0x93, 0xfa]), undefined, '日'],
    [
      'ISO-2022-JP, whose bytes are valid UTF-8',
      bytes([0x1b, 0x24, 0x42, 0x46, 0x7c, 0x1b, 0x28, 0x42]),
      'a/b; charset=iso-2022-jp',
      '日',
    ],
    [
      'a page by its "meta" element with "charset"',
      bytes(utf8('<meta charset="windows-1251">'), [0xcc]),
      'text/html',
      'М',
    ],
    [
      'a page by its "meta" element with "http-equiv"',
      bytes(utf8('<META http-equiv="Content-Type" content="text/html; charset=koi8-r">'), [0xed]),
      'text/html',
      'М',
    ],
    ['a text with an unknown label', bytes(utf8('<t>caf'), [0xe9]), 'text/xml; charset=klingon', '<t>café'],
    [
      'a text with an unknown label before a known one',
      bytes(utf8(xml('windows-1251', '')), [0xcc]),
      'a/b; charset=none',
      'М',
    ],
    [
      'a text whose label stands for no usable encoding',
      bytes(utf8('<t>caf'), [0xe9]),
      'a/b; charset=hz-gb-2312',
      '<t>café',
    ],
    [
      'UTF-8 with one invalid byte',
      bytes(utf8('<t>año señor'), [0xc3], utf8(' más')),
      undefined,
      'año señor\ufffd más',
    ],
    ['UTF-8 that ends within a character', bytes(utf8('<t>año señ'), [0xc3]), undefined, '<t>año señ'],
  ])('decodes %s', (_what, body, contentType, has) => {
    expect(decodeText(body, contentType)).toContain(has);
  });

  it.each([
    ['UTF-8', bytes([0xef, 0xbb, 0xbf], utf8('é'))],
    ['little-endian UTF-16', bytes([0xff, 0xfe], utf16('é', false))],
    ['big-endian UTF-16', bytes([0xfe, 0xff], utf16('é', true))],
  ])('leaves out the byte order mark of %s', (_what, body) => {
    expect(decodeText(body)).toBe('é');
  });

  it('ignores a declaration that comes after the first kilobyte', () => {
    const late = bytes(utf8(`<!--${' '.repeat(1100)}--><meta charset="windows-1251">`), [0xe9]);
    expect(decodeText(late)).toContain('é');
  });
});
