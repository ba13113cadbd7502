/*
 * Packs a list into one text. Each item of the list has one or two texts. `readCard` removes control characters from
 * all fields, so control characters can separate items and texts.
 */

/** Separates the items of a list. */
const NEXT_ITEM = '\u001e';
/** Separates the two texts of an item. */
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
  let text = '';
  for (let n = 0; n < items.length; n++) {
    const item = items[n] as Item;
    const more = second(item);
    text += n === 0 ? first(item) : NEXT_ITEM + first(item);
    if (more) text += NEXT_TEXT + more;
  }
  return text;
}

/**
 * Unpacks a text that `packList` returned.
 *
 * @param item creates an item from its first text and, if it has one, its second text
 */
export function unpackList<Item>(text: string, item: (first: string, second?: string) => Item): Item[] {
  return text.split(NEXT_ITEM).map((pair) => {
    const [first = '', second] = pair.split(NEXT_TEXT);
    return item(first, second);
  });
}
