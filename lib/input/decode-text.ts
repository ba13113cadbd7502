/**
 * Text of bytes whose encoding may be undeclared or wrongly declared, as feeds, sitemaps and pages of the web are.
 * The order is that of experience more than of a specification: a byte order mark (Encoding Standard, "decode"), then
 * the bytes themselves, since what is valid UTF-8 with anything but ASCII in it is next to never something else, then
 * what HTTP (RFC 9110, 8.3), the XML declaration (XML 1.0, appendix F) or the page's `meta` (HTML, "prescan")
 * declares, then windows-1252. Never throws; what cannot be read becomes U+FFFD.
 *
 * @param body the whole file; a last character that is cut in half is no reason to doubt the encoding
 * @param contentType value of the `Content-Type` header
 */
export function decodeText(body: Uint8Array, contentType = ''): string {
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => body[at] === byte));
  if (marked) return new TextDecoder(marked[0]).decode(body);

  const declared = declaredEncoding(body, contentType);
  const wide = wideEncoding(body, declared);
  if (wide) return new TextDecoder(wide).decode(body);
  // Seven-bit encodings are valid UTF-8 that says nothing.
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
/** Bytes in which a declaration has to stand (HTML: 1024). */
const DECLARED_WITHIN = 1024;

/** The encoding that the file claims, by its name in the Encoding Standard; unknown labels claim nothing. */
function declaredEncoding(body: Uint8Array, contentType: string): string | undefined {
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

/** Name of the encoding that a label stands for (Encoding Standard, "get an encoding"). */
function encodingOf(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(label);
    // Bytes as private characters: a device of scripts, never how a text is written.
    return encoding === 'x-user-defined' ? undefined : encoding;
  } catch {
    return undefined;
  }
}

/**
 * UTF-16 without a mark. Markup in it starts with `<` and a zero byte, on one side or the other. A declaration alone
 * proves nothing: a common feed writer declares UTF-16 in files that it writes as UTF-8, so zero bytes have to be
 * there.
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
    // Only the last character is unfinished. Others show whether it is one of UTF-8 at all.
    return /[^\0-\x7f]/.test(text) ? text : undefined;
  }
}

/** UTF-8 with a few bad bytes (excerpts cut in the middle of a character) has many good characters for each of them. */
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
