/** A row of a CSV file. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Line of the file in which the row starts, from 1. */
  readonly line: number;
}

/** Characters that separate cells in the CSV of various programs and languages. */
const SEPARATORS = [',', ';', '\t', '|'];

/** Longest cell in UTF-16 code units. An unclosed quotation mark would otherwise make the rest of a file one cell. */
const MAX_CELL = 1_000_000;

/**
 * Returns the character that separates the cells of a file: of `SEPARATORS`, the character that occurs most often in
 * the first line of the file, outside quotation marks.
 */
export function separatorOf(head: string): string {
  const first = /^[^\r\n]*/.exec(head.replace(/^\ufeff/, '').replace(/"(?:[^"]|"")*"/g, ''))?.[0] ?? '';
  const counts = SEPARATORS.map((separator) => first.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/**
 * Splits CSV (RFC 4180) into rows while it arrives. Lines may end in CR, LF or both, and quoted cells may contain line
 * ends. Text after a closing quotation mark belongs to the cell, because some programs write such text by mistake.
 *
 * Papa Parse 5.7 is not used because it loses rows of real files: it joins rows if line ends differ within a file, or
 * after text that follows a closing quotation mark. It decodes each piece of a file separately, so it loses letters
 * whose bytes are in two pieces. It does not say in which line a row starts.
 */
export class CsvSplitter {
  readonly #onRow: (row: CsvRow) => void;
  readonly #separator: string;
  #cells: string[] = [];
  #cell = '';
  #isQuoted = false;
  /**
   * Whether the last character was a quotation mark within a quoted cell. It either ends the cell, or is half of `""`.
   */
  #isQuote = false;
  #isAfterReturn = false;
  #line = 1;
  #rowLine = 1;

  constructor(separator: string, onRow: (row: CsvRow) => void) {
    this.#separator = separator;
    this.#onRow = onRow;
  }

  feed(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const character = text[at] as string;
      const isLineFeed = character === '\n';
      if (isLineFeed && !this.#isAfterReturn) this.#line++;
      if (character === '\r') this.#line++;
      const isSecondHalf = isLineFeed && this.#isAfterReturn;
      this.#isAfterReturn = character === '\r';
      if (this.#isQuoted && !this.#isQuote) {
        if (this.#cell.length + at - from > MAX_CELL) this.#isQuoted = false;
        else if (character === '"') {
          this.#cell += text.slice(from, at);
          from = at + 1;
          this.#isQuote = true;
        }
        continue;
      }
      if (this.#isQuote) {
        this.#isQuote = false;
        if (character === '"') {
          this.#cell += '"';
          from = at + 1;
          continue;
        }
        this.#isQuoted = false;
      }
      if (character === '"' && from === at && this.#cell === '') {
        this.#isQuoted = true;
        from = at + 1;
      } else if (character === this.#separator) {
        this.#cells.push(this.#cell + text.slice(from, at));
        this.#cell = '';
        from = at + 1;
      } else if (isLineFeed || character === '\r') {
        if (!isSecondHalf) {
          this.#cell += text.slice(from, at);
          this.#endRow();
        }
        this.#rowLine = this.#line;
        from = at + 1;
      }
    }
    this.#cell += text.slice(from);
  }

  /** Call this at the end of the file. */
  end(): void {
    this.#endRow();
  }

  #endRow(): void {
    const cells = [...this.#cells, this.#cell];
    if (cells.some((cell) => cell.trim() !== '')) this.#onRow({ cells, line: this.#rowLine });
    this.#cells = [];
    this.#cell = '';
    this.#isQuoted = false;
    this.#isQuote = false;
  }
}

/**
 * Returns a row of CSV, with its line end. Spreadsheets run a cell that begins like a formula
 * (https://owasp.org/www-community/attacks/CSV_Injection), so such a cell gets an apostrophe in front.
 */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number): string {
  const text = String(value).toWellFormed();
  const safe =
    typeof value === 'string' && /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
