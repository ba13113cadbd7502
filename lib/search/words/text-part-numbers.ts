const EMPTY = -1;

/**
 * Numbers the parts of texts: equal parts have the same number. A `Map` would need a new string for each part of a
 * text, and its keys would keep whole texts in memory.
 */
export class TextPartNumbers {
  /**
   * A hash table with open addressing. Each slot has two neighbouring numbers: a part or `EMPTY`, and its hash. The
   * number of slots is a power of two, and at most half of them are used.
   */
  #slots = new Int32Array(2 << 10).fill(EMPTY);
  /** Number of slots, minus one. */
  #mask = (1 << 10) - 1;
  /** Number of parts. */
  size = 0;
  /** The code units of all parts, one part after the other. */
  units: Uint16Array = new Uint16Array(1 << 12);
  /**
   * For each part two neighbouring numbers, which are read together: the start in `units`, and `EMPTY` or what a
   * subclass has stored. A part ends where the next one starts.
   */
  records: Int32Array = new Int32Array(2 << 9);

  /** Returns the number of a part of a text; −1 if the table lacks it. */
  find(text: Uint16Array, start: number, end: number): number {
    const hash = hashOf(text, start, end);
    const slots = this.#slots;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const part = slots[2 * slot] as number;
      if (part === EMPTY) return -1;
      if (slots[2 * slot + 1] === hash && this.#isPart(part, text, start, end)) return part;
    }
  }

  #isPart(part: number, text: Uint16Array, start: number, end: number): boolean {
    const units = this.units;
    const from = this.records[2 * part] as number;
    if ((this.records[2 * part + 2] as number) - from !== end - start) return false;
    for (let at = start, n = from; at < end; at++, n++) if (units[n] !== text[at]) return false;
    return true;
  }

  /** Adds a part that the table lacks. Returns its number. */
  add(text: Uint16Array, start: number, end: number): number {
    const part = this.size++;
    if (2 * part + 2 >= this.records.length) this.#grow();
    let used = this.records[2 * part] as number;
    if (used + end - start > this.units.length) {
      const larger = new Uint16Array(Math.max(this.units.length * 2, used + end - start));
      larger.set(this.units);
      this.units = larger;
    }
    for (let at = start; at < end; at++) this.units[used++] = text[at] as number;
    this.records[2 * part + 1] = EMPTY;
    this.records[2 * part + 2] = used;
    this.#put(part, hashOf(text, start, end));
    return part;
  }

  #put(part: number, hash: number): void {
    let slot = hash & this.#mask;
    while (this.#slots[2 * slot] !== EMPTY) slot = (slot + 1) & this.#mask;
    this.#slots[2 * slot] = part;
    this.#slots[2 * slot + 1] = hash;
  }

  /** Doubles the number of slots and the room for records. */
  #grow(): void {
    const records = new Int32Array(2 * this.records.length);
    records.set(this.records);
    this.records = records;
    const before = this.#slots;
    this.#slots = new Int32Array(2 * before.length).fill(EMPTY);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < before.length; at += 2)
      if (before[at] !== EMPTY) this.#put(before[at] as number, before[at + 1] as number);
  }

  /** Removes all parts. */
  clear(): void {
    this.#slots.fill(EMPTY);
    this.size = 0;
  }
}

/** FNV-1a (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), with code units instead of bytes. */
function hashOf(text: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (text[at] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Returns a copy of a part of a text. A slice alone would keep the whole text in memory. */
export function copyOfPart(text: string, start: number, end: number): string {
  return ` ${text.slice(start, end)}`.slice(1);
}
