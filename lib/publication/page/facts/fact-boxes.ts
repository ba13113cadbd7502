import { containsPlace, type PagePlace } from '../html/outline.ts';
import type { Content } from '../html/page-content.ts';
import type { Fact } from './fact.ts';

/**
 * Returns the elements that contain only facts and their labels: the elements of each fact, and all elements around
 * them that have no other text.
 */
export function factBoxes({ outline, root, headline }: Content, facts: readonly Fact[]): Set<PagePlace> {
  const boxes = new Set<PagePlace>();
  const known = facts.flatMap((fact) => {
    const at = outline.placeOf(fact.at);
    if (!at) return [];
    const values = fact.nodes.flatMap((node) => outline.placeOf(node) ?? []);
    const words =
      `${fact.inLine ? fact.word : ''}${fact.text}`.replace(/\s+/g, '').length +
      (fact.inLine ? 0 : at.length);
    return [{ at, values, words, inLine: fact.inLine }];
  });
  for (const { at, values, inLine } of known) {
    const parts = inLine ? [] : [at, ...values];
    for (const part of parts) boxes.add(part);
    for (
      let box: PagePlace | undefined = inLine ? at : outline.placeOf(at.element.parent);
      box && box !== root;
    ) {
      const outer: PagePlace = box;
      const words = known
        .filter((one) => containsPlace(outer, one.at))
        .reduce((sum, one) => sum + one.words + 4, 0);
      if (outer.length > words || (headline && containsPlace(outer, headline))) break;
      boxes.add(outer);
      box = outline.placeOf(outer.element.parent);
    }
  }
  return boxes;
}
