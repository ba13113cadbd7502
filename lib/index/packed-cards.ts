import type { PackedBlock } from './byte-packing.ts';
import { CARD_FIELDS, type Card } from './card.ts';

/*
 * Packs cards into a block of bytes: UTF-8 text with a column for each field and, in each column, a line for each card.
 * `readCard` removes control characters from all fields, so control characters can separate columns and lines without
 * escapes.
 */

const NEXT_COLUMN = '\f';
const NEXT_CARD = '\n';
/** `NEXT_COLUMN` in UTF-8. */
const COLUMN_END = 0x0c;

/** The fields in the order of their columns. */
const COLUMNS = CARD_FIELDS.toSorted((a, b) => a.column - b.column);

/** Buffer for encoding. Each call reuses it, and enlarges it if needed. */
let scratch = new Uint8Array(256 * 1024);

/** Packs cards into a block. The place of a card in the list is also its position in the block. */
export function packCards(cards: readonly Card[]): PackedBlock {
  const encoder = new TextEncoder();
  let length = 0;
  // Encode each column separately: one character beyond Latin-1 makes the encoding of a whole string slow.
  COLUMNS.forEach(({ write }, n) => {
    const column = cards.map(write).join(NEXT_CARD);
    // A UTF-16 code unit takes at most three bytes, and the separator takes one.
    const longest = length + column.length * 3 + 1;
    if (scratch.length < longest) {
      const larger = new Uint8Array(longest * 2);
      larger.set(scratch.subarray(0, length));
      scratch = larger;
    }
    // Adding the separator to the string instead would copy the whole string.
    if (n > 0) scratch[length++] = COLUMN_END;
    length += encoder.encodeInto(column, scratch.subarray(length)).written;
  });
  return scratch.slice(0, length);
}

/**
 * Opens a block that `packCards` returned.
 *
 * @returns a function that takes a position within the block and returns the card there; `undefined` if there is none.
 *   Reading many cards is fastest in ascending order of their positions, which takes a single pass over the block.
 */
export function unpackCards(block: PackedBlock): (place: number) => Card | undefined {
  return cardsOf(new TextDecoder().decode(block).split(NEXT_COLUMN));
}

function cardsOf(columns: readonly string[]): (place: number) => Card | undefined {
  const readers = COLUMNS.map((_, n) => lineReader(columns[n] ?? ''));
  return (place) => {
    const card: { [field: string]: unknown } = { sources: [], topics: [] };
    COLUMNS.forEach(({ name, read }, n) => {
      const text = readers[n]?.(place);
      if (text) card[name] = read ? read(text) : text;
    });
    return card.id === undefined ? undefined : (card as unknown as Card);
  };
}

/** The fields that decide which of two cards of one analysis outranks the other. */
export interface RankedCard extends Pick<Card, 'id' | 'published' | 'updated'> {
  /** Returns the whole card, for the rare case that the dates do not decide. */
  readonly whole: () => Card;
}

/** Opens a block like `unpackCards`, but reads only the columns of `RankedCard`. This takes a fraction of the time. */
export function unpackRanks(block: PackedBlock): (place: number) => RankedCard | undefined {
  const decoder = new TextDecoder();
  const [ids, published, updated] = RANKING.map((column) =>
    lineReader(decoder.decode(columnBytes(block, column))),
  );
  let cards: ((place: number) => Card | undefined) | undefined;
  const whole = (place: number): Card => {
    cards ??= unpackCards(block);
    return cards(place) as Card;
  };
  return (place) => {
    const id = ids?.(place);
    if (!id) return undefined;
    return {
      id,
      published: published?.(place) ?? '',
      updated: updated?.(place) || undefined,
      whole: () => whole(place),
    };
  };
}

/** The columns of the fields of `RankedCard`. */
const RANKING = (['id', 'published', 'updated'] as const).map((field) =>
  COLUMNS.findIndex(({ name }) => name === field),
);

/** Returns the bytes of a column; an empty array if the block lacks the column. */
function columnBytes(block: PackedBlock, column: number): Uint8Array {
  let start = 0;
  for (let before = 0; before < column; before++) {
    start = block.indexOf(COLUMN_END, start) + 1;
    if (start === 0) return block.subarray(0, 0);
  }
  const end = block.indexOf(COLUMN_END, start);
  return block.subarray(start, end < 0 ? block.length : end);
}

/**
 * Returns a function that reads one line of a column. Callers usually need only a few lines, and splitting the whole
 * column would take ten times as long.
 */
function lineReader(column: string): (place: number) => string | undefined {
  let line = 0;
  /** Offset of the line with the number `line`; −1 after the last line. */
  let start = 0;
  return (place) => {
    if (place < line) [line, start] = [0, 0];
    for (; line < place && start >= 0; line++) {
      const end = column.indexOf(NEXT_CARD, start);
      start = end < 0 ? -1 : end + 1;
    }
    if (start < 0) return undefined;
    const end = column.indexOf(NEXT_CARD, start);
    return end < 0 ? column.slice(start) : column.slice(start, end);
  };
}
