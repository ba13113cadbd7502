/** All entries are forgotten when there are so many. They take about twelve megabytes. */
const MAX_ENTRIES = 100_000;
const EMPTY = -1;

/**
 * Remembers what parts of texts become. Most words of a text are repeated, and folding a word takes many times as long
 * as finding it here. A `Map` would need a string for each word of a text, and its keys would keep whole texts alive.
 */
export class KnownForms<Value> {
  /** Numbers of entries by their hash; free places are `EMPTY`. Its length is a power of two. */
  #places = new Int32Array(1 << 10).fill(EMPTY);
  /** The code units of all entries. */
  #units = new Uint16Array(1 << 12);
  #used = 0;
  /** For each entry its hash and where its code units begin; they end where the next ones begin. */
  #hashes = new Int32Array(1 << 9);
  #starts = new Int32Array((1 << 9) + 1);
  readonly #values: Value[] = [];

  /**
   * Returns what a part of a text becomes; `make` decides that for a part that is new.
   *
   * @param units code units of the text
   */
  get(text: string, units: Uint16Array, start: number, end: number, make: (part: string) => Value): Value {
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (units[at] as number), 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#places.length - 1;
    let place = hash & mask;
    for (;;) {
      const entry = this.#places[place] as number;
      if (entry === EMPTY) break;
      if (this.#hashes[entry] === hash && this.#isEntry(entry, units, start, end))
        return this.#values[entry] as Value;
      place = (place + 1) & mask;
    }
    // The part is copied, because V8 keeps the whole text for a slice of it. `make` may look up other parts, so the
    // place is looked for again.
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
    if (entry >= this.#hashes.length) this.#grow();
    this.#hashes[entry] = hash;
    if (this.#used + end - start > this.#units.length) {
      const larger = new Uint16Array(Math.max(this.#units.length * 2, this.#used + end - start));
      larger.set(this.#units);
      this.#units = larger;
    }
    for (let at = start; at < end; at++) this.#units[this.#used++] = text[at] as number;
    this.#starts[entry + 1] = this.#used;
    this.#put(entry, hash);
  }

  #put(entry: number, hash: number): void {
    const mask = this.#places.length - 1;
    let place = hash & mask;
    while (this.#places[place] !== EMPTY) place = (place + 1) & mask;
    this.#places[place] = entry;
  }

  /** Doubles the number of entries; half of the places stay free. */
  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    const starts = new Int32Array(hashes.length + 1);
    starts.set(this.#starts);
    this.#places = new Int32Array(this.#places.length * 2).fill(EMPTY);
    for (let entry = 0; entry < this.#hashes.length; entry++) this.#put(entry, this.#hashes[entry] as number);
    this.#hashes = hashes;
    this.#starts = starts;
  }

  #forget(): void {
    this.#places.fill(EMPTY);
    this.#values.length = 0;
    this.#used = 0;
  }
}
