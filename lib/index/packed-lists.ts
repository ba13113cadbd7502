/*
 * Packs a list into one text. Each item of the list has one or two texts. `readCard` removes control characters from
 * all fields, so control characters can separate items and texts.
 */

/** Between two items of a list. */
const NEXT_ITEM = '\u001e';
/** Between the two texts of an item. */
const NEXT_TEXT = '\u001f';

/**
 * Packs a list.
 *
 * @param first returns the first text of an item
 * @param second returns the second text of an item, if it has one
 */
export function packList<Item>(
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

/**
 * Unpacks a text of `packList`.
 *
 * @param item makes an item from its texts
 */
export function unpackList<Item>(text: string, item: (first: string, second?: string) => Item): Item[] {
  return text.split(NEXT_ITEM).map((pair) => {
    const [first = '', second] = pair.split(NEXT_TEXT);
    return item(first, second);
  });
}
