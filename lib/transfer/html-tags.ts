import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/**
 * The attributes of a tag: values by name in lower case. If several attributes have the same name, the first counts.
 */
export type Attributes = ReadonlyMap<string, string>;

/** Receives tags and text in the order of the file. Names are in lower case, and entities are decoded. */
export interface TagListener {
  /** @param line the line of the file in which the tag begins, from 1 */
  open(name: string, attributes: Attributes, line: number): void;
  text(text: string): void;
  close(name: string): void;
}

/** Longest text without ">" that is kept until its ">" arrives (UTF-16 code units). */
const MAX_KEPT = 1_000_000;
/** Longest value of an attribute. The rest is ignored. */
const MAX_VALUE = 100_000;
/** Maximum number of attributes of a tag that are read. Further attributes are ignored. */
const MAX_ATTRIBUTES = 100;

/**
 * Reads the tags of an HTML file while it arrives. Builds no tree, so neither the memory nor the time depends on how
 * deep elements are nested. Parsers that keep a list of open elements need quadratic time for files with many unclosed
 * elements.
 */
export class HtmlTags {
  readonly #tokenizer: Tokenizer;
  /** Text that waits for its ">". */
  #kept = '';
  /** Text that the tokenizer reads. */
  #piece = '';
  /** Position of the piece in the file. */
  #offset = 0;
  /** The line of the last start tag. */
  #line = 1;
  /** Position in the file of the next line end that is not counted yet; `Infinity` if the piece has none. */
  #lineEnd = Number.POSITIVE_INFINITY;
  #name = '';
  #attributes = new Map<string, string>();
  #attribute = '';
  #value = '';

  constructor(listener: TagListener) {
    const end = (): void => listener.open(this.#name, this.#attributes, this.#line);
    const ignore = (): void => {};
    const callbacks: TokenizerCallbacks = {
      onopentagname: (start, end) => {
        this.#countLines(start);
        this.#name = this.#slice(start, end).toLowerCase();
        this.#attributes = new Map();
      },
      onattribname: (start, end) => {
        this.#attribute = this.#slice(start, end).toLowerCase();
        this.#value = '';
      },
      onattribdata: (start, end) => this.#addValue(this.#slice(start, end)),
      onattribentity: (codePoint) => this.#addValue(String.fromCodePoint(codePoint)),
      onattribend: () => {
        if (this.#attributes.size < MAX_ATTRIBUTES && !this.#attributes.has(this.#attribute))
          this.#attributes.set(this.#attribute, this.#value);
      },
      onopentagend: end,
      onselfclosingtag: end,
      onclosetag: (start, end) => listener.close(this.#slice(start, end).toLowerCase()),
      ontext: (start, end) => listener.text(this.#slice(start, end)),
      ontextentity: (codePoint) => listener.text(String.fromCodePoint(codePoint)),
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onprocessinginstruction: ignore,
      onend: ignore,
    };
    this.#tokenizer = new Tokenizer({}, callbacks);
  }

  feed(text: string): void {
    // The tokenizer reports names by their positions, so a name must not begin in one piece and end in the next. A ">"
    // ends each name.
    const end = text.lastIndexOf('>') + 1;
    if (end === 0 && this.#kept.length + text.length <= MAX_KEPT) {
      this.#kept += text;
      return;
    }
    const cut = end === 0 ? text.length : end;
    this.#write(this.#kept + text.slice(0, cut));
    this.#kept = text.slice(cut);
  }

  /** Call this at the end of the file. */
  end(): void {
    this.#write(this.#kept);
    this.#tokenizer.end();
  }

  #write(piece: string): void {
    this.#countLines(this.#offset + this.#piece.length);
    this.#offset += this.#piece.length;
    this.#piece = piece;
    this.#lineEnd = this.#lineEndFrom(this.#offset);
    this.#tokenizer.write(piece);
  }

  /**
   * Counts the lines up to a position in the present piece. Searches for the next line end only when the position has
   * passed the line end that was found last: in a file of one long line, a search for each tag would take quadratic
   * time.
   */
  #countLines(position: number): void {
    while (this.#lineEnd < position) {
      this.#line++;
      this.#lineEnd = this.#lineEndFrom(this.#lineEnd + 1);
    }
  }

  #lineEndFrom(position: number): number {
    const at = this.#piece.indexOf('\n', position - this.#offset);
    return at < 0 ? Number.POSITIVE_INFINITY : at + this.#offset;
  }

  #slice(start: number, end: number): string {
    return this.#piece.slice(Math.max(0, start - this.#offset), end - this.#offset);
  }

  #addValue(text: string): void {
    if (this.#value.length < MAX_VALUE) this.#value += text;
  }
}
