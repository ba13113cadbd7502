/** Names of characters that JSON asks to be escaped in a text. */
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const WRAPPER = /<!\[CDATA\[|\]\]>|<!--|-->/y;

/**
 * Mends what page generators most often break in JSON: raw line breaks and other control characters in texts, escapes that JSON does
 * not have, commas before a closing bracket, comments and CDATA marks around or within, and what follows the value, as a semicolon.
 * Reads each character once. The result may still not be valid JSON.
 */
export function mendedJson(text: string): string {
  const source = /^\s*[[{]\s*&quot;/.test(text)
    ? text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    : text;
  let mended = '';
  let depth = 0;
  let begun = false;
  for (let at = 0; at < source.length && !(begun && depth === 0); ) {
    const character = source[at] ?? '';
    if (character === '"') {
      const end = endOfText(source, at);
      mended += mendedText(source.slice(at, end));
      at = end;
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      // The mark of a comment may stand around a CDATA mark only.
      at = end < 0 ? source.length : end + 2;
    } else if (source.startsWith('//', at)) {
      const end = source.slice(at, at + 20_000).search(/[\r\n]/);
      at = end < 0 ? (begun ? source.length : at + 2) : at + end;
    } else if (isWrapper(source, at)) at = WRAPPER.lastIndex;
    else {
      if (character === '{' || character === '[') {
        depth++;
        begun = true;
      } else if (character === '}' || character === ']') {
        mended = withoutComma(mended);
        depth--;
      }
      mended += character === '\u00a0' || character === '\ufeff' ? ' ' : character;
      at++;
    }
  }
  return mended;
}

/** A comma before a closing bracket separates nothing. */
function withoutComma(json: string): string {
  let end = json.length;
  while (end > 0 && /\s/.test(json[end - 1] ?? '')) end--;
  return json[end - 1] === ',' ? json.slice(0, end - 1) : json;
}

function isWrapper(source: string, at: number): boolean {
  WRAPPER.lastIndex = at;
  return WRAPPER.test(source);
}

/** Where a text ends that begins at a quotation mark: behind the next one that is not escaped. */
function endOfText(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '"') return at + 1;
  }
  return source.length;
}

function mendedText(text: string): string {
  return text
    .replace(/\\(u[0-9a-fA-F]{4}|["\\/bfnrt])|\\([\s\S]?)/g, (all, known, other) =>
      known ? all : (other ?? ''),
    )
    .replace(/\p{Cc}/gu, (character) => ESCAPES[character] ?? ' ');
}
