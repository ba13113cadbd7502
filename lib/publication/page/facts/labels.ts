import { headingLevel, type PagePlace } from '../html/outline.ts';
import type { Content } from '../html/page-content.ts';
import { type Fact, type FactLabel, factOf, labelOf } from './fact.ts';
import { factsInLines, LABEL_ALONE, valueFor } from './label-values.ts';

/** Maximum number of facts to read on a page. */
const MAX_FACTS = 300;

/**
 * Elements of quotations and captions. Their labels are about something else: "Source: …" below a chart names the
 * source of the chart.
 */
const DEPICTING = new Set(['figcaption', 'blockquote', 'cite', 'pre', 'caption']);

/**
 * Reads facts with labels: in definition lists, in table rows or columns, in neighbouring elements, after bold words,
 * and in lines of text.
 *
 * Facts that follow each other form a group. A heading, or a label that the group has already, begins a new group. The
 * group with the most facts belongs to the page. Smaller groups complete it unless they contradict it. If two of the
 * largest groups, or two of the smaller groups, disagree about a fact, the fact is left out.
 *
 * @param inMenus whether to read `nav` elements too. Menus may use the same words for sections of the site
 */
export function readLabels(content: Content, inMenus = false): ReadonlyMap<FactLabel, Fact> {
  return pageFacts(groupsOf(content, inMenus));
}

function groupsOf({ outline, root, headline, isForeign }: Content, inMenus: boolean): Map<FactLabel, Fact>[] {
  const groups: Map<FactLabel, Fact>[] = [];
  let group = new Map<FactLabel, Fact>();
  let facts = 0;
  let covered = -1;
  const skip = (place: PagePlace): boolean =>
    isForeign(place) || DEPICTING.has(place.element.name) || (!inMenus && place.element.name === 'nav');
  const add = (fact: Fact): void => {
    if (group.has(fact.label)) {
      groups.push(group);
      group = new Map();
    }
    group.set(fact.label, fact);
    facts++;
  };
  const read = (place: PagePlace): void => {
    const { element } = place;
    const alone = LABEL_ALONE.exec(place.length <= 24 ? outline.text(element) : '')?.[1];
    // A heading "Topics" is not a label here: `topicsOf` reads the list below it.
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
    if (facts >= MAX_FACTS) break;
    if (place.start >= covered) read(place);
  }
  return [...groups, group].filter(
    (one) =>
      one.size > 1 ||
      [...one.values()].some(({ label, inLine }) => !inLine || !/^(?:type|source)$/.test(label)),
  );
}

function pageFacts(groups: readonly Map<FactLabel, Fact>[]): Map<FactLabel, Fact> {
  const fullest = Math.max(0, ...groups.map(({ size }) => size));
  const best = groups.filter(({ size }) => size === fullest);
  const facts = agreed(best);
  const known = new Map(best.flatMap((group) => [...group]));
  // A smaller group, such as a lens above the headline, completes the largest group. A group that contradicts the
  // largest group belongs to another page.
  const others = groups.filter((group) => group.size < fullest && !contradicts(group, known));
  for (const [label, fact] of agreed(others)) if (!known.has(label)) facts.set(label, fact);
  return facts;
}

function contradicts(group: ReadonlyMap<FactLabel, Fact>, known: ReadonlyMap<FactLabel, Fact>): boolean {
  return [...group].some(([label, fact]) => known.has(label) && known.get(label)?.value !== fact.value);
}

function agreed(groups: readonly Map<FactLabel, Fact>[]): Map<FactLabel, Fact> {
  const facts = new Map<FactLabel, Fact>();
  const disputed = new Set<FactLabel>();
  for (const group of groups)
    for (const [label, fact] of group) {
      const other = facts.get(label);
      if (other && other.value !== fact.value) disputed.add(label);
      facts.set(label, other ?? fact);
    }
  for (const label of disputed) facts.delete(label);
  return facts;
}
