/** A part of a JSON text: an element of a top-level list, an element of a list in a top-level field, or a field. */
export interface JsonPart {
  /** Name of the top-level field; empty for an element of a top-level list. */
  readonly field: string;
  readonly text: string;
  /** Line of the file in which the part starts, from 1. */
  readonly line: number;
  /** Set if the file ends before the part does. */
  readonly isCut?: true;
}

const [QUOTE, BACKSLASH, COMMA, COLON, NEWLINE] = [34, 92, 44, 58, 10];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/**
 * Splits a JSON text (RFC 8259) into parts while it arrives, so that only one part is in memory. The parts need not be
 * valid JSON: the caller parses each part alone, so that a damaged part does not affect the other parts.
 */
export class JsonSplitter {
  readonly #onPart: (part: JsonPart) => void;
  #line = 1;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isTopList = false;
  /** Depth at which elements are separated: 1 in a top-level list and between fields, 2 in a list in a field. */
  #partDepth = 1;
  #field = '';
  /** Whether a field name follows. */
  #isName = false;
  #start: { text: string; line: number } | undefined;

  constructor(onPart: (part: JsonPart) => void) {
    this.#onPart = onPart;
  }

  feed(text: string): void {
    /** Offset in `text` at which the current part starts. */
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) this.#line++;
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === BACKSLASH) this.#isEscaped = true;
        else if (code === QUOTE) this.#isInString = false;
        continue;
      }
      if (code <= 32 || code === 0xfeff) continue;
      if (this.#depth === 0) {
        if (code === OPEN_LIST || code === OPEN_OBJECT) {
          this.#isTopList = code === OPEN_LIST;
          this.#isName = !this.#isTopList;
          this.#depth = 1;
        }
        continue;
      }
      const isEnd = code === CLOSE_LIST || code === CLOSE_OBJECT;
      if (this.#depth === this.#partDepth && (code === COMMA || isEnd)) {
        this.#endPart(text.slice(from, at));
        if (isEnd) this.#closeList();
        continue;
      }
      if (this.#isName && code === COLON && this.#depth === 1) {
        this.#field = nameIn((this.#start?.text ?? '') + text.slice(from, at));
        this.#start = undefined;
        this.#isName = false;
        continue;
      }
      if (!this.#start && !this.#isName && !this.#isTopList && this.#partDepth === 1 && code === OPEN_LIST) {
        this.#depth = 2;
        this.#partDepth = 2;
        continue;
      }
      if (!this.#start) {
        this.#start = { text: '', line: this.#line };
        from = at;
      }
      if (code === QUOTE) this.#isInString = true;
      else if (code === OPEN_LIST || code === OPEN_OBJECT) this.#depth++;
      else if (isEnd) this.#depth--;
    }
    if (this.#start) this.#start.text += text.slice(from);
  }

  /** Call this at the end of the file. */
  end(): void {
    const { text = '', line = 1 } = this.#start ?? {};
    if (text.trim() !== '' && !this.#isName) this.#onPart({ field: this.#field, text, line, isCut: true });
    this.#start = undefined;
  }

  #endPart(rest: string): void {
    if (this.#start && !this.#isName)
      this.#onPart({ field: this.#field, text: this.#start.text + rest, line: this.#start.line });
    this.#start = undefined;
    if (this.#partDepth === 1 && !this.#isTopList) this.#isName = true;
  }

  #closeList(): void {
    this.#depth--;
    // After the list, a comma separates fields again.
    this.#partDepth = 1;
  }
}

function nameIn(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return '';
  }
}

/** Splits a text into lines while it arrives. */
export class LineSplitter {
  readonly #onLine: (text: string, line: number) => void;
  #line = 1;
  #rest = '';

  /** @param onLine called with each line and its number, from 1 */
  constructor(onLine: (text: string, line: number) => void) {
    this.#onLine = onLine;
  }

  feed(text: string): void {
    const lines = text.split('\n');
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#onLine(line, this.#line++);
  }

  /** Call this at the end of the file. */
  end(): void {
    if (this.#rest !== '') this.#onLine(this.#rest, this.#line);
    this.#rest = '';
  }
}
