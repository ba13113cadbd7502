import type { AnyNode } from 'domhandler';
import { safeLink } from '../../../address/safe-link.ts';
import { type AnalysisText, LONGEST_HEADING, type Section } from '../../../analysis/analysis.ts';
import { type Block, plainText, type TextBudget, textBudget } from '../../../analysis/content-blocks.ts';
import { SECTION_HEADING } from '../../../analysis/vocabulary.ts';
import { asText } from '../../../input/json-values.ts';
import type { Fact } from '../facts/fact.ts';
import { factBoxes } from '../facts/fact-boxes.ts';
import { isOriginalLine } from '../facts/sources.ts';
import { isFixedLine, isLeadIn, isTopicsHeading } from '../facts/topics.ts';
import { blocksOf } from '../html/blocks-of.ts';
import { folded } from '../html/fold-text.ts';
import { childrenOf } from '../html/html.ts';
import { headingLevel, holds, type Place } from '../html/outline.ts';
import { type Content, followersOf, isAroundHeading, isBold, isLooseHeading } from '../html/page-content.ts';

const ATTRIBUTION =
  /^(?:source )?attribution\b|^(?:about|on) (?:the|this) (?:source|original)\b|^source(?:s| reporting)?$|^original (?:source|reporting)\b/i;

/** A part of a page in reading order. */
type Piece =
  | {
      readonly kind: 'heading';
      readonly place: Place;
      readonly text: string;
      readonly level: number;
      readonly known: boolean;
    }
  | { readonly kind: 'blocks'; readonly blocks: readonly Block[]; readonly caption: boolean }
  /** Where the box with the facts stands: what follows it belongs to no section before it. */
  | { readonly kind: 'facts' };

export interface PageText extends AnalysisText {
  /** Lines between the headline and the first section, those of figures left out. */
  readonly lead: readonly string[];
  /** A heading right below the headline that is a sentence. */
  readonly subtitle: string | undefined;
  /** The headings of the sections that were found, with text or without. */
  readonly headings: readonly Place[];
}

/**
 * The headed text of a page. Sections are kept in their order with their headings as they come; smaller headings stay
 * within them.
 *
 * @param facts what stands beside labels, which is no part of the text
 * @param beside what else is no part of it: where the lens is explained
 * @param lens name of the lens, which alone in a line is no text
 * @param descriptions what metadata says in a sentence or two, by which a standfirst set as a heading is known
 * @param base address of the page
 */
export function sectionsOf(
  content: Content,
  facts: Iterable<Fact>,
  beside: readonly Place[],
  lens: string | undefined,
  descriptions: readonly string[],
  base: string,
): PageText {
  const boxes = new Set([...factBoxes(content, [...facts]), ...beside]);
  const described = new Set(descriptions.map(folded));
  const sections: { heading: string; level: number; place: Place; blocks: Block[] }[] = [];
  const attribution: Block[] = [];
  const lead: string[] = [];
  let subtitle: string | undefined;
  let into: Block[] | undefined;
  let begun = content.headline === undefined;
  /** Level of a heading that heads no section: what is smaller belongs to it. */
  let closed: number | undefined;
  for (const piece of piecesOf(content, boxes, base)) {
    if (piece.kind === 'facts') into = undefined;
    else if (piece.kind === 'blocks') {
      for (const block of piece.blocks) {
        const text = plainText([block]);
        // The links to the original and onwards are facts, not sentences.
        if (isOriginalLine(text) || isFixedLine(text)) continue;
        if (into === attribution && (isLeadIn(text) || (lens && folded(text) === folded(lens)))) continue;
        if (into) into.push(block);
        else if (begun && sections.length === 0 && closed === undefined && !piece.caption) lead.push(text);
      }
    } else if (piece.place === content.headline) begun = true;
    else if (!begun) continue;
    else {
      const { text, level, known } = piece;
      const current = sections.at(-1);
      if (sections.length === 0 && !known && lead.length === 0 && isSubtitle(text, described))
        subtitle ??= text;
      else if (ATTRIBUTION.test(text)) {
        into = attribution;
        closed = level;
      } else if (
        isTopicsHeading(text) ||
        isAroundHeading(text) ||
        leadsElsewhere(content, piece.place, base)
      ) {
        into = undefined;
        closed = level;
      } else if (!known && closed !== undefined && level > closed) into = undefined;
      else if (
        !known &&
        into &&
        current &&
        into === current.blocks &&
        level > current.level &&
        into.length > 0
      )
        into.push({ type: 'heading', level: Math.max(3, level), content: [text] });
      else {
        // A heading over nothing but smaller ones names the whole, not a part.
        if (current && current.blocks.length === 0 && level > current.level) sections.pop();
        const section = { heading: text, level, place: piece.place, blocks: [] };
        sections.push(section);
        into = section.blocks;
        closed = undefined;
      }
    }
  }
  return {
    sections: sections.flatMap(({ heading, blocks }): Section[] =>
      blocks.some(({ type }) => type !== 'heading') ? [{ heading, blocks }] : [],
    ),
    attribution: attribution.length > 0 ? attribution : attributionBeside(content, boxes, base),
    lead,
    subtitle,
    headings: sections.map(({ place }) => place),
  };
}

/** The attribution where it stands outside the text: in a footer of the article, in the margin, below. */
function attributionBeside(
  { outline, headline, isForeign }: Content,
  boxes: ReadonlySet<Place>,
  base: string,
): Block[] {
  for (const place of outline.within(undefined, isForeign)) {
    if (place.length > 40 || place === headline) continue;
    if (!/^(?:source )?attribution\s*:?$/i.test(outline.text(place.element))) continue;
    const level = headingLevel(place.element);
    if (level === undefined && !isLooseHeading(outline, place) && place.element.name !== 'summary') continue;
    const followers = followersOf(outline, place, level ?? 6, headline);
    const end = followers.findIndex(
      (one) => isForeign(one) || isLooseHeading(outline, one) || [...boxes].some((box) => holds(one, box)),
    );
    const nodes = (end < 0 ? followers : followers.slice(0, end)).slice(0, 20).map(({ element }) => element);
    const blocks = blocksOf(nodes, base).filter((block) => {
      const text = plainText([block]);
      return !isOriginalLine(text) && !isFixedLine(text);
    });
    if (blocks.length > 0) return blocks;
  }
  return [];
}

function isSubtitle(text: string, described: ReadonlySet<string>): boolean {
  return described.has(folded(text)) || (/[.!]["”’)]?$/.test(text) && text.split(' ').length > 3);
}

/** Whether a heading is a link to another page, as in a list of analyses. */
function leadsElsewhere({ outline }: Content, heading: Place, base: string): boolean {
  const around = outline.placeOf(heading.element.parent);
  const links = [...(around?.element.name === 'a' ? [around] : []), ...outline.within(heading)].filter(
    ({ element, length }) => element.name === 'a' && length >= heading.length,
  );
  return links.some(({ element }) => {
    const href = element.attribs.href;
    const address = href && !href.startsWith('#') ? safeLink(href, base) : undefined;
    return address !== undefined && address.replace(/#.*$/s, '') !== base.replace(/#.*$/s, '');
  });
}

/** The page in reading order, without what stands beside the text. */
function* piecesOf(content: Content, boxes: ReadonlySet<Place>, base: string): Generator<Piece> {
  const { outline, root } = content;
  const headings = headingsOf(content, boxes);
  const parted = new Set<Place>();
  const part = (place: Place): void => {
    for (
      let parent = outline.placeOf(place.element.parent);
      parent && !parted.has(parent);
      parent = outline.placeOf(parent.element.parent)
    )
      parted.add(parent);
  };
  for (const heading of headings.keys()) part(heading);
  for (const place of outline.within(root))
    if (boxes.has(place) || content.isBeside(place) || place.element.name === 'figure') part(place);
  const walk = partsOf(content, boxes, headings, parted, base, textBudget());
  yield* walk(root ? childrenOf(root.element) : outline.roots);
}

function partsOf(
  content: Content,
  boxes: ReadonlySet<Place>,
  headings: ReadonlyMap<Place, { readonly level: number; readonly known: boolean }>,
  parted: ReadonlySet<Place>,
  base: string,
  budget: TextBudget,
): (nodes: readonly AnyNode[]) => Generator<Piece> {
  const { outline } = content;
  return function* walk(nodes): Generator<Piece> {
    let run: AnyNode[] = [];
    const flushed = function* (caption = false): Generator<Piece> {
      if (run.length > 0) yield { kind: 'blocks', blocks: blocksOf(run, base, budget), caption };
      run = [];
    };
    for (const node of nodes) {
      const place = outline.placeOf(node);
      const heading = place && headings.get(place);
      if (node.type === 'text') run.push(node);
      if (!place) continue;
      if (boxes.has(place)) {
        yield* flushed();
        yield { kind: 'facts' };
      } else if (content.isBeside(place)) yield* flushed();
      else if (heading) {
        yield* flushed();
        const text = asText(outline.text(place.element).replace(/\s*:$/, ''), LONGEST_HEADING) ?? '';
        yield { kind: 'heading', place, text, ...heading };
      } else if (parted.has(place)) {
        yield* flushed();
        yield* walk(childrenOf(node));
      } else if (place.element.name === 'figure') {
        yield* flushed();
        run.push(node);
        yield* flushed(true);
      } else run.push(node);
    }
    yield* flushed();
  };
}

/**
 * All headings of the content: heading elements, known names in any element, and bold lines where nothing else heads
 * the text.
 */
function headingsOf(
  content: Content,
  boxes: ReadonlySet<Place>,
): Map<Place, { readonly level: number; readonly known: boolean }> {
  const { outline, root, headline } = content;
  const headings = new Map<Place, { level: number; known: boolean }>();
  const bold: Place[] = [];
  const summaries: Place[] = [];
  /** The known names that are no heading elements. */
  const loose: Place[] = [];
  let rank: number | undefined;
  let ordinary = 0;
  const skip = (place: Place): boolean => boxes.has(place) || content.isBeside(place);
  let covered = -1;
  for (const place of outline.within(root, skip)) {
    if (place.start < covered) continue;
    const level = headingLevel(place.element);
    const text = outline.text(place.element);
    if (level !== undefined && text !== '') {
      const known = isLooseName(content, place, text);
      if (place !== headline && !ATTRIBUTION.test(text) && !isTopicsHeading(text)) ordinary++;
      if (known) rank ??= level;
      headings.set(place, { level, known });
      covered = place.end;
    } else if (isLooseHeading(outline, place)) {
      headings.set(place, { level: 0, known: true });
      loose.push(place);
      ordinary++;
      covered = place.end;
    } else if (place.element.name === 'summary' && text !== '' && !holdsHeading(outline, place)) {
      summaries.push(place);
      covered = place.end;
    } else if (isLooseHeading(outline, place, true)) bold.push(place);
  }
  const known = loose.filter(({ element }) => !isBesideName(outline.text(element)));
  // Where the known sections are headed by bold lines, or fold open, so are the others.
  const areBold = ordinary === loose.length && known.every(({ element }) => isBold(element));
  if (areBold) for (const place of bold) headings.set(place, { level: 2, known: false });
  const fold = known.some(({ element }) => element.name === 'summary');
  for (const place of summaries) headings.set(place, { level: fold ? 0 : 6, known: false });
  for (const [place, heading] of headings)
    if (heading.level === 0) headings.set(place, { ...heading, level: rank ?? 2 });
  return headings;
}

function holdsHeading(outline: Content['outline'], place: Place): boolean {
  return [...outline.within(place)].some(({ element }) => headingLevel(element) !== undefined);
}

/** Names that head what is no section. */
function isBesideName(text: string): boolean {
  return ATTRIBUTION.test(text) || isTopicsHeading(text) || isAroundHeading(text);
}

/** Whether a heading element has one of the names that always head a section, whatever its level. */
function isLooseName({ headline }: Content, place: Place, text: string): boolean {
  return place !== headline && SECTION_HEADING.test(text);
}
