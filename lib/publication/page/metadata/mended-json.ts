/** Escapes of characters that JSON does not allow in a string. */
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const WRAPPER = /<!\[CDATA\[|\]\]>|<!--|-->/y;

/** Matches the start of a further value. If a script has several values, they become a list. */
const NEXT_VALUE = /[\s;,]*[{[]/y;
/** Matches JavaScript values that do not exist in JSON. */
const NO_VALUE = /(?:undefined|NaN|-?Infinity)\b/y;

/**
 * Repairs common mistakes of page generators in JSON: control characters and invalid escapes in strings, superfluous
 * commas, JavaScript values, comments, CDATA marks, and code before or after the value, such as an assignment. Takes
 * linear time. The result may still be invalid JSON.
 *
 * @param quotes `strict`: each unescaped quotation mark ends a string. `lenient`: only a quotation mark before valid
 *   JSON ends a string, which repairs strings that contain unescaped quotation marks
 */
export function mendedJson(text: string, quotes: 'strict' | 'lenient' = 'strict'): string {
  const source = /^\s*[[{]\s*&quot;/.test(text)
    ? text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    : text;
  // Collect the parts in a list: reading the end of a growing string makes the engine copy the string each time.
  const mended: string[] = [];
  const lineEnd = lineEndsOf(source);
  let depth = 0;
  let values = 0;
  for (let at = 0; at < source.length; ) {
    const begun = values > 0;
    if (begun && depth === 0) {
      NEXT_VALUE.lastIndex = at;
      if (!NEXT_VALUE.test(source)) break;
      mended.push(',');
      at = NEXT_VALUE.lastIndex - 1;
    }
    const character = source[at] ?? '';
    NO_VALUE.lastIndex = at;
    if (character === '"') {
      const end = endOfText(source, at, quotes);
      mended.push(mendedText(source.slice(at, end)));
      at = end;
    } else if (begun && NO_VALUE.test(source)) {
      mended.push('null');
      at = NO_VALUE.lastIndex;
    } else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2);
      at = end < 0 ? source.length : end + 2;
    } else if (source.startsWith('//', at)) {
      const end = lineEnd(at);
      at = end === undefined ? (begun ? source.length : at + 2) : end;
    } else if (isWrapper(source, at)) at = WRAPPER.lastIndex;
    else {
      if (character === '{' || character === '[') values += depth++ === 0 ? 1 : 0;
      else if (character === '}' || character === ']') {
        dropComma(mended);
        depth--;
      } else if (character === ',') dropComma(mended);
      // Skips everything before the first `{` or `[`, such as an assignment.
      if (values > 0) mended.push(character === '\u00a0' || character === '\ufeff' ? ' ' : character);
      at++;
    }
  }
  const json = mended.join('');
  return values > 1 ? `[${json}]` : json;
}

/** Returns a function that finds the next line end. All calls together take linear time if `from` never decreases. */
function lineEndsOf(source: string): (from: number) => number | undefined {
  const ending = /[\r\n]/g;
  let next = -1;
  return (from) => {
    if (next < from) {
      ending.lastIndex = from;
      next = ending.exec(source)?.index ?? Number.POSITIVE_INFINITY;
    }
    return Number.isFinite(next) ? next : undefined;
  };
}

/** Removes the last piece that is not white space, if it is a comma. Call it before a closing bracket or a comma. */
function dropComma(mended: string[]): void {
  let last = mended.length - 1;
  while (/^\s$/.test(mended[last] ?? '')) last--;
  if (mended[last] === ',') mended[last] = '';
}

function isWrapper(source: string, at: number): boolean {
  WRAPPER.lastIndex = at;
  return WRAPPER.test(source);
}

/**
 * Matches what may follow a string in valid JSON: a colon, a closing bracket, the end, or a comma and the next value.
 */
const BEHIND_TEXT = /\s*(?:[:\]}]|$|,\s*(?:["{[\]}]|-?\d|true\b|false\b|null\b|$))/y;

/** Returns the position after the string that begins at `start`. */
function endOfText(source: string, start: number, quotes: 'strict' | 'lenient'): number {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '"' && (quotes === 'strict' || mayGoOn(source, at + 1))) return at + 1;
  }
  return source.length;
}

function mayGoOn(source: string, at: number): boolean {
  BEHIND_TEXT.lastIndex = at;
  return BEHIND_TEXT.test(source);
}

function mendedText(text: string): string {
  const inner = text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined);
  return `"${mendedInner(inner)}${text.length > 1 && text.endsWith('"') ? '"' : ''}`;
}

function mendedInner(text: string): string {
  return text
    .replace(/(\\[\s\S])|"/g, (all, escaped) => (escaped === undefined ? '\\"' : all))
    .replace(/\\(u[0-9a-fA-F]{4}|["\\/bfnrt])|\\([\s\S]?)/g, (all, known, other) =>
      known ? all : (other ?? ''),
    )
    .replace(/\p{Cc}/gu, (character) => ESCAPES[character] ?? ' ');
}
