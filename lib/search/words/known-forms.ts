/** The cache is emptied when it has this many entries. They take about fifteen megabytes. */
const MAX_ENTRIES = 120_000;
const EMPTY = -1;

/**
 * Caches the forms of parts of texts. Most words of a text occur repeatedly, and folding a word takes many times as
 * long as a lookup here. A `Map` would need a new string for each word of a text, and its keys would keep whole texts
 * in memory.
 */
export class KnownForms<Value> {
  /**
   * A hash table with open addressing. Each slot has two neighbouring numbers: an entry or `EMPTY`, and its hash. The
   * number of slots is a power of two, and at most half of them are used.
   */
  #places = new Int32Array(2 << 10).fill(EMPTY);
  /** Number of slots, minus one. */
  #mask = (1 << 10) - 1;
  /** The code units of all entries, and for each entry its start. An entry ends where the next one starts. */
  #units = new Uint16Array(1 << 12);
  #starts = new Int32Array((1 << 9) + 1);
  readonly #values: Value[] = [];

  /**
   * Returns the cached value of a part of a text. Calls `make` for a part that is not cached.
   *
   * @param units code units of the text
   */
  get(text: string, units: Uint16Array, start: number, end: number, make: (part: string) => Value): Value {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (units[at] as number), 0x01000193);
    hash ^= hash >>> 15;
    const places = this.#places;
    for (let place = hash & this.#mask; ; place = (place + 1) & this.#mask) {
      const entry = places[2 * place] as number;
      if (entry === EMPTY) break;
      if (places[2 * place + 1] === hash && this.#isEntry(entry, units, start, end))
        return this.#values[entry] as Value;
    }
    // Copy the part, because V8 keeps the whole text in memory for a slice of it. `make` may add entries, so search for
    // the slot again afterwards.
    const value = make(` ${text.slice(start, end)}`.slice(1));
    this.#add(units, start, end, hash, value);
    return value;
  }

  #isEntry(entry: number, text: Uint16Array, start: number, end: number): boolean {
    const units = this.#units;
    const from = this.#starts[entry] as number;
    if ((this.#starts[entry + 1] as number) - from !== end - start) return false;
    for (let at = start, n = from; at < end; at++, n++) if (units[n] !== text[at]) return false;
    return true;
  }

  #add(text: Uint16Array, start: number, end: number, hash: number, value: Value): void {
    if (this.#values.length >= MAX_ENTRIES) this.#forget();
    const entry = this.#values.push(value) - 1;
    if (entry + 1 >= this.#starts.length) this.#grow();
    let used = this.#starts[entry] as number;
    if (used + end - start > this.#units.length) {
      const larger = new Uint16Array(Math.max(this.#units.length * 2, used + end - start));
      larger.set(this.#units);
      this.#units = larger;
    }
    for (let at = start; at < end; at++) this.#units[used++] = text[at] as number;
    this.#starts[entry + 1] = used;
    this.#put(entry, hash);
  }

  #put(entry: number, hash: number): void {
    let place = hash & this.#mask;
    while (this.#places[2 * place] !== EMPTY) place = (place + 1) & this.#mask;
    this.#places[2 * place] = entry;
    this.#places[2 * place + 1] = hash;
  }

  /** Doubles the number of slots. */
  #grow(): void {
    const starts = new Int32Array(2 * this.#starts.length - 1);
    starts.set(this.#starts);
    this.#starts = starts;
    const before = this.#places;
    this.#places = new Int32Array(2 * before.length).fill(EMPTY);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < before.length; at += 2)
      if (before[at] !== EMPTY) this.#put(before[at] as number, before[at + 1] as number);
  }

  #forget(): void {
    this.#places.fill(EMPTY);
    this.#values.length = 0;
  }
}
