import { copyOfPart, TextPartNumbers } from './text-part-numbers.ts';

/** The cache is emptied when it has this many entries, which take about fifteen megabytes. */
const MAX_ENTRIES = 120_000;

/**
 * Caches the forms of parts of texts. Most words of a text occur repeatedly, and folding a word takes many times as
 * long as a lookup here.
 */
export class KnownForms<Value> {
  readonly #parts = new TextPartNumbers();
  readonly #values: Value[] = [];

  /**
   * Returns the cached value of a part of a text. Calls `make` for a part that is not cached.
   *
   * @param units code units of the text
   */
  get(text: string, units: Uint16Array, start: number, end: number, make: (part: string) => Value): Value {
    const known = this.#parts.find(units, start, end);
    if (known >= 0) return this.#values[known] as Value;
    // `make` may add entries, so it is called before the number of entries is checked.
    const value = make(copyOfPart(text, start, end));
    if (this.#values.length >= MAX_ENTRIES) {
      this.#parts.clear();
      this.#values.length = 0;
    }
    this.#values[this.#parts.add(units, start, end)] = value;
    return value;
  }
}
