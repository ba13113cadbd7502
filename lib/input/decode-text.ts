/**
 * Decodes a feed, sitemap or page, whose encoding may be undeclared or wrongly declared. The first of these decides:
 *
 * 1. a byte order mark (https://encoding.spec.whatwg.org/#decode);
 * 2. the bytes: valid UTF-8 with characters outside ASCII is almost never another encoding;
 * 3. a declaration of another encoding than UTF-8 and UTF-16: the `Content-Type` header (RFC 9110, section 8.3), the
 *   XML declaration (XML 1.0, appendix F) or the `meta` element
 *   (https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding);
 * 4. the bytes again: UTF-8 if most characters outside ASCII are valid, otherwise windows-1252.
 *
 * UTF-16 and ISO-2022-JP are recognized by declaration and content before step 2. Never throws; bytes that cannot be
 * decoded become U+FFFD.
 *
 * @param body the whole file; an incomplete last character is allowed
 * @param contentType value of the `Content-Type` header
 */
export function decodeText(body: Uint8Array, contentType = ''): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => body[at] === byte));
  if (marked) return new TextDecoder(marked[0]).decode(body);

  const declared = declaredEncoding(body, contentType);
  const wide = wideEncoding(body, declared);
  if (wide) return new TextDecoder(wide).decode(body);
  // ISO-2022-JP uses only ASCII bytes, so it would pass as UTF-8.
  if (declared === 'iso-2022-jp' && body.includes(ESCAPE)) return new TextDecoder(declared).decode(body);

  const utf8 = validUtf8(body);
  if (utf8 !== undefined) return utf8;
  if (declared && declared !== 'utf-8' && !declared.startsWith('utf-16'))
    return new TextDecoder(declared).decode(body);
  const lenient = new TextDecoder().decode(body);
  return isMostlyRead(lenient) ? lenient : new TextDecoder('windows-1252').decode(body);
}

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const ESCAPE = 0x1b;
/** Number of bytes at the start of a file in which a declaration counts, as in HTML. */
const DECLARED_WITHIN = 1024;

/**
 * Returns the declared encoding, by its name in the Encoding Standard; `undefined` if no known encoding is declared. If
 * the declarations differ, the header comes first, then the XML declaration, then the `meta` element.
 */
export function declaredEncoding(body: Uint8Array, contentType: string): string | undefined {
  const start = String.fromCharCode(...body.subarray(0, DECLARED_WITHIN));
  const labels = [
    /;\s*charset\s*=\s*["']?([^\s;"']+)/i.exec(contentType)?.[1],
    /<\?xml[^>]*?\sencoding\s*=\s*["']([^"'<>]+)["']/i.exec(start)?.[1],
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(start)?.[1],
  ];
  for (const label of labels) {
    const encoding = label && encodingOf(label);
    if (encoding) return encoding;
  }
  return undefined;
}

/**
 * Returns the name of the encoding with a label; `undefined` for an unknown label
 * (https://encoding.spec.whatwg.org/#concept-encoding-get).
 */
function encodingOf(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(label);
    // This encoding only serves scripts that read bytes as characters. No text is written in it.
    return encoding === 'x-user-defined' ? undefined : encoding;
  } catch {
    return undefined;
  }
}

/**
 * Recognizes UTF-16 without a byte order mark. In UTF-16, markup starts with `<` and a zero byte, in either order. A
 * declaration counts only if there are zero bytes, because some common software declares UTF-16 in feeds that are
 * UTF-8.
 */
function wideEncoding(body: Uint8Array, declared: string | undefined): string | undefined {
  const [first, second] = body;
  if (first === 0 && second !== 0 && (declared === 'utf-16be' || second === 0x3c)) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (!declared?.startsWith('utf-16')) return undefined;
  return body.subarray(0, DECLARED_WITHIN).includes(0) ? declared : undefined;
}

function validUtf8(body: Uint8Array): string | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text: string;
  try {
    text = decoder.decode(body, { stream: true });
  } catch {
    return undefined;
  }
  try {
    return text + decoder.decode();
  } catch {
    // Only the last character is incomplete. If the text has other characters outside ASCII, it is UTF-8.
    return /[^\0-\x7f]/.test(text) ? text : undefined;
  }
}

/**
 * Whether a text that was decoded as UTF-8 has more valid than invalid characters outside ASCII. A feed whose excerpts
 * were cut inside a character has few invalid characters. In a text in another encoding, almost all characters outside
 * ASCII are invalid.
 */
function isMostlyRead(text: string): boolean {
  let good = 0;
  let bad = 0;
  for (const [run] of text.matchAll(/[^\0-\x7f]+/g)) {
    for (const character of run) {
      if (character === '\ufffd') bad++;
      else good++;
    }
  }
  return good > bad;
}
