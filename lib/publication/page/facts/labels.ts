import { headingLevel, type Place } from '../html/outline.ts';
import type { Content } from '../html/page-content.ts';
import { type Fact, factOf, type Label, labelOf } from './fact.ts';
import { ALONE, factsInLines, valueFor } from './label-values.ts';

/** Most labels of a page that are looked at. */
const MOST_FACTS = 300;

/** Elements that quote or depict: "Source: …" below a chart names the chart's. */
const DEPICTING = new Set(['figcaption', 'blockquote', 'cite', 'pre', 'caption']);

/**
 * Facts that stand beside a label: in a definition list, a table by row or by column, neighbouring elements, after a
 * bold word, or in a line of text. Where labels come more than once, the fullest group of them is the page's; what
 * groups contradict each other about is left out.
 *
 * @param inMenus whether to look into `nav` elements too: menus name sections as labels do
 */
export function readLabels(content: Content, inMenus = false): ReadonlyMap<Label, Fact> {
  return pageFacts(groupsOf(content, inMenus));
}

function groupsOf({ outline, root, headline, isForeign }: Content, inMenus: boolean): Map<Label, Fact>[] {
  const groups: Map<Label, Fact>[] = [];
  let group = new Map<Label, Fact>();
  let facts = 0;
  let covered = -1;
  const skip = (place: Place): boolean =>
    isForeign(place) || DEPICTING.has(place.element.name) || (!inMenus && place.element.name === 'nav');
  const add = (fact: Fact): void => {
    if (group.has(fact.label)) {
      groups.push(group);
      group = new Map();
    }
    group.set(fact.label, fact);
    facts++;
  };
  const read = (place: Place): void => {
    const { element } = place;
    const alone = ALONE.exec(place.length <= 24 ? outline.text(element) : '')?.[1];
    // A heading over topics is no label: what follows it is read as a list.
    const isHead = headingLevel(element) !== undefined && labelOf(alone ?? '') === 'topics';
    if (alone && place !== headline && !isHead) {
      const fact = factOf(alone, valueFor(labelOf(alone), element, outline), element);
      if (fact) {
        add(fact);
        covered = place.end;
      }
      return;
    }
    if (headingLevel(element) !== undefined) {
      if (group.size > 0) groups.push(group);
      group = new Map();
      return;
    }
    for (const fact of factsInLines(element, outline)) add(fact);
  };
  if (root) read(root);
  else for (const fact of factsInLines(undefined, outline)) add(fact);
  for (const place of outline.within(root, skip)) {
    if (facts >= MOST_FACTS) break;
    if (place.start >= covered) read(place);
  }
  return [...groups, group].filter(
    (one) =>
      one.size > 1 ||
      [...one.values()].some(({ label, inLine }) => !inLine || !/^(?:type|source)$/.test(label)),
  );
}

function pageFacts(groups: readonly Map<Label, Fact>[]): Map<Label, Fact> {
  const fullest = Math.max(0, ...groups.map(({ size }) => size));
  const best = groups.filter(({ size }) => size === fullest);
  const facts = agreed(best);
  const known = new Map(best.flatMap((group) => [...group]));
  // A lens named above the headline belongs to the box of facts below; a group that contradicts that box is another
  // page's.
  const others = groups.filter((group) => group.size < fullest && !contradicts(group, known));
  for (const [label, fact] of agreed(others)) if (!known.has(label)) facts.set(label, fact);
  return facts;
}

function contradicts(group: ReadonlyMap<Label, Fact>, known: ReadonlyMap<Label, Fact>): boolean {
  return [...group].some(([label, fact]) => known.has(label) && known.get(label)?.value !== fact.value);
}

function agreed(groups: readonly Map<Label, Fact>[]): Map<Label, Fact> {
  const facts = new Map<Label, Fact>();
  const disputed = new Set<Label>();
  for (const group of groups)
    for (const [label, fact] of group) {
      const other = facts.get(label);
      if (other && other.value !== fact.value) disputed.add(label);
      facts.set(label, other ?? fact);
    }
  for (const label of disputed) facts.delete(label);
  return facts;
}
