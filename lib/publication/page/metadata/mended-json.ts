/** Names of characters that JSON asks to be escaped in a text. */
const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const WRAPPER = /<!\[CDATA\[|\]\]>|<!--|-->/y;

/** Another value right behind the first: they are read as a list. */
const NEXT_VALUE = /[\s;,]*[{[]/y;
/** What stands where JavaScript has a value and JSON has none. */
const NO_VALUE = /(?:undefined|NaN|-?Infinity)\b/y;

/**
 * Mends what page generators most often break in JSON: raw line breaks and other control characters in texts, escapes
 * that JSON does not have, commas too many, values of JavaScript, comments and CDATA marks around or within, and what
 * stands before the value or behind it, as an assignment or a semicolon. Reads each character once. The result may
 * still not be valid JSON.
 *
 * @param quotes whether a quotation mark ends a text wherever it stands (`strict`), or only where JSON may go on behind
 *   it (`lenient`): texts have quotation marks that nobody escaped
 */
export function mendedJson(text: string, quotes: 'strict' | 'lenient' = 'strict'): string {
  const source = /^\s*[[{]\s*&quot;/.test(text)
    ? text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
    : text;
  // In parts: a long text that grows letter by letter would be copied for each look at its end.
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
      // The mark of a comment may stand around a CDATA mark only.
      at = end < 0 ? source.length : end + 2;
    } else if (source.startsWith('//', at)) {
      const end = lineEnd(at);
      at = end === undefined ? (begun ? source.length : at + 2) : end;
    } else if (isWrapper(source, at)) at = WRAPPER.lastIndex;
    else {
      if (character === '{' || character === '[') {
        if (depth++ === 0) values++;
      } else if (character === '}' || character === ']') {
        dropComma(mended);
        depth--;
      } else if (character === ',') dropComma(mended);
      // What stands before the value is an assignment, or a bracket around it.
      if (values > 0) mended.push(character === '\u00a0' || character === '\ufeff' ? ' ' : character);
      at++;
    }
  }
  const json = mended.join('');
  return values > 1 ? `[${json}]` : json;
}

/** Finds the ends of lines from places that only go forward: each is looked for once. */
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

/** A comma before a closing bracket or another comma separates nothing. */
function dropComma(mended: string[]): void {
  let last = mended.length - 1;
  while (/^\s$/.test(mended[last] ?? '')) last--;
  if (mended[last] === ',') mended[last] = '';
}

function isWrapper(source: string, at: number): boolean {
  WRAPPER.lastIndex = at;
  return WRAPPER.test(source);
}

/** What may follow a text: the end of its place, or what comes next in a list or an object. */
const BEHIND_TEXT = /\s*(?:[:\]}]|$|,\s*(?:["{[\]}]|-?\d|true\b|false\b|null\b|$))/y;

/** Where a text ends that begins at a quotation mark: behind the next one that is not escaped. */
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
