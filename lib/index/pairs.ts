/** A list of one or two texts each, as one text. `readCard` leaves no control character in any field. */

/** Between two items of a list. */
const NEXT_ITEM = '\u001e';
/** Between the two texts of an item. */
const NEXT_TEXT = '\u001f';

export function writePairs<Item>(
  items: readonly Item[],
  first: (item: Item) => string,
  second: (item: Item) => string | undefined,
): string {
  return items
    .map((item) => {
      const more = second(item);
      return more ? first(item) + NEXT_TEXT + more : first(item);
    })
    .join(NEXT_ITEM);
}

export function readPairs<Item>(text: string, item: (first: string, second?: string) => Item): Item[] {
  return text.split(NEXT_ITEM).map((pair) => {
    const [first = '', second] = pair.split(NEXT_TEXT);
    return item(first, second);
  });
}
