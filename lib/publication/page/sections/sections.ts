import type { AnyNode } from 'domhandler';
import { safeLink } from '../../../address/safe-link.ts';
import { urlKey } from '../../../address/url-keys.ts';
import { type AnalysisText, MAX_HEADING_LENGTH, type Section } from '../../../analysis/analysis.ts';
import { type Block, plainText, type TextBudget, textBudget } from '../../../analysis/content-blocks.ts';
import { SECTION_HEADING } from '../../../analysis/vocabulary.ts';
import { asText } from '../../../input/json-values.ts';
import type { Fact } from '../facts/fact.ts';
import { factBoxes } from '../facts/fact-boxes.ts';
import { isOriginalLine } from '../facts/sources.ts';
import { isOnwardLinksLine, isTopicsHeading, isTopicsLeadIn } from '../facts/topics.ts';
import { blocksOf } from '../html/blocks-of.ts';
import { foldText } from '../html/fold-text.ts';
import { containsPlace, headingLevel, type PagePlace } from '../html/outline.ts';
import {
  type Content,
  headingFollowers,
  isAroundHeading,
  isBold,
  isLooseHeading,
} from '../html/page-content.ts';
import { childrenOf } from '../html/parse-html.ts';

const ATTRIBUTION = new RegExp(
  [
    String.raw`^(?:source )?attribution\b|^(?:about|on) (?:the|this) (?:source|original)\b`,
    String.raw`|^source(?:s| reporting)?$|^original (?:source|reporting)\b`,
  ].join(''),
  'i',
);

/** A heading that may begin a section. */
interface HeadingPiece {
  readonly kind: 'heading';
  readonly place: PagePlace;
  readonly text: string;
  readonly level: number;
  readonly known: boolean;
}

/** A piece of a page's text. Pieces are in reading order. */
type Piece =
  | HeadingPiece
  | { readonly kind: 'blocks'; readonly blocks: readonly Block[]; readonly caption: boolean }
  /** A box with facts. It ends the section before it. */
  | { readonly kind: 'facts' };

/** The text of a page, and the lines from which its summary may come. */
export interface PageText extends AnalysisText {
  /** Lines between the headline and the first section. Captions of figures are left out. */
  readonly lead: readonly string[];
  /** A heading right below the headline that is a sentence, or that repeats a description in the metadata. */
  readonly subtitle: string | undefined;
  /** Headings of all sections, including sections without text. */
  readonly headings: readonly PagePlace[];
}

/**
 * Reads the text under the headings of a page. Sections keep their order and the exact text of their headings. Smaller
 * headings become blocks in their section.
 *
 * @param facts facts with labels, which are not part of the text
 * @param beside other elements that are not part of the text, such as the lens's description
 * @param lens name of the lens. The attribution leaves out a line that has only this name
 * @param descriptions descriptions in the metadata. They identify a standfirst that is a heading element
 * @param base address of the page
 */
export function sectionsOf(
  content: Content,
  facts: Iterable<Fact>,
  beside: readonly PagePlace[],
  lens: string | undefined,
  descriptions: readonly string[],
  base: string,
): PageText {
  const boxes = new Set([...factBoxes(content, [...facts]), ...beside]);
  const described = new Set(descriptions.map(foldText));
  const sections: { heading: string; level: number; place: PagePlace; blocks: Block[] }[] = [];
  const attribution: Block[] = [];
  const lead: string[] = [];
  let subtitle: string | undefined;
  let into: Block[] | undefined;
  let begun = content.headline === undefined;
  /** Level of the last heading that does not begin a section. Smaller headings after this heading belong to it. */
  let closed: number | undefined;
  const addBlock = (block: Block, isCaption: boolean): void => {
    const text = plainText([block]);
    // A link to the original or to another page of the publication is a fact, not a sentence.
    if (isOriginalLine(text) || isOnwardLinksLine(text)) return;
    if (into === attribution && (isTopicsLeadIn(text) || (lens && foldText(text) === foldText(lens)))) return;
    if (into) into.push(block);
    else if (begun && sections.length === 0 && closed === undefined && !isCaption) lead.push(text);
  };
  const addHeading = ({ place, text, level, known }: HeadingPiece): void => {
    const current = sections.at(-1);
    const isSmallerIn = current && into === current.blocks && level > current.level && into.length > 0;
    if (sections.length === 0 && !known && lead.length === 0 && isSubtitle(text, described))
      subtitle ??= text;
    else if (ATTRIBUTION.test(text)) [into, closed] = [attribution, level];
    else if (isTopicsHeading(text) || isAroundHeading(text) || isLinkToOtherPage(content, place, base))
      [into, closed] = [undefined, level];
    else if (!known && closed !== undefined && level > closed) into = undefined;
    else if (!known && isSmallerIn)
      into?.push({ type: 'heading', level: Math.max(3, level), content: [text] });
    else {
      // A heading directly before a smaller heading has no text of its own, so it is not a section.
      if (current && current.blocks.length === 0 && level > current.level) sections.pop();
      const section = { heading: text, level, place, blocks: [] };
      sections.push(section);
      [into, closed] = [section.blocks, undefined];
    }
  };
  for (const piece of piecesOf(content, boxes, base)) {
    if (piece.kind === 'facts') into = undefined;
    else if (piece.kind === 'blocks') for (const block of piece.blocks) addBlock(block, piece.caption);
    else if (piece.place === content.headline) begun = true;
    else if (begun) addHeading(piece);
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

/** Finds the attribution outside the text: in the article's footer, in a sidebar, or below the article. */
function attributionBeside(
  { outline, headline, isForeign }: Content,
  boxes: ReadonlySet<PagePlace>,
  base: string,
): Block[] {
  for (const place of outline.within(undefined, isForeign)) {
    if (place.length > 40 || place === headline) continue;
    if (!/^(?:source )?attribution\s*:?$/i.test(outline.text(place.element))) continue;
    const level = headingLevel(place.element);
    if (level === undefined && !isLooseHeading(outline, place) && place.element.name !== 'summary') continue;
    const followers = headingFollowers(outline, place, level ?? 6, headline);
    const end = followers.findIndex(
      (one) =>
        isForeign(one) || isLooseHeading(outline, one) || [...boxes].some((box) => containsPlace(one, box)),
    );
    const nodes = (end < 0 ? followers : followers.slice(0, end)).slice(0, 20).map(({ element }) => element);
    const blocks = blocksOf(nodes, base).filter((block) => {
      const text = plainText([block]);
      return !isOriginalLine(text) && !isOnwardLinksLine(text);
    });
    if (blocks.length > 0) return blocks;
  }
  return [];
}

function isSubtitle(text: string, described: ReadonlySet<string>): boolean {
  return described.has(foldText(text)) || (/[.!]["”’)]?$/.test(text) && text.split(' ').length > 3);
}

/** Whether a heading is a link to another page, as in lists of analyses. */
function isLinkToOtherPage({ outline }: Content, heading: PagePlace, base: string): boolean {
  const around = outline.placeOf(heading.element.parent);
  const links = [...(around?.element.name === 'a' ? [around] : []), ...outline.within(heading)].filter(
    ({ element, length }) => element.name === 'a' && length >= heading.length,
  );
  return links.some(({ element }) => {
    const href = element.attribs.href;
    const address = href && !href.startsWith('#') ? safeLink(href, base) : undefined;
    return address !== undefined && urlKey(address) !== urlKey(base);
  });
}

/** Yields the pieces of the text in reading order. Leaves out elements that are not part of the text. */
function* piecesOf(content: Content, boxes: ReadonlySet<PagePlace>, base: string): Generator<Piece> {
  const { outline, root } = content;
  const headings = headingsOf(content, boxes);
  const parted = new Set<PagePlace>();
  const part = (place: PagePlace): void => {
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
  boxes: ReadonlySet<PagePlace>,
  headings: ReadonlyMap<PagePlace, { readonly level: number; readonly known: boolean }>,
  parted: ReadonlySet<PagePlace>,
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
        const text = asText(outline.text(place.element).replace(/\s*:$/, ''), MAX_HEADING_LENGTH) ?? '';
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
 * Finds all headings of the content: heading elements, other elements with a known section name (`isLooseHeading`), and
 * `summary` elements. If no heading element begins a section, bold lines may be headings too.
 */
function headingsOf(
  content: Content,
  boxes: ReadonlySet<PagePlace>,
): Map<PagePlace, { readonly level: number; readonly known: boolean }> {
  const { outline, root, headline } = content;
  const headings = new Map<PagePlace, { level: number; known: boolean }>();
  const bold: PagePlace[] = [];
  const summaries: PagePlace[] = [];
  /** Elements that are not heading elements, but contain only a known section name. */
  const loose: PagePlace[] = [];
  let rank: number | undefined;
  let ordinary = 0;
  const skip = (place: PagePlace): boolean => boxes.has(place) || content.isBeside(place);
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
  // If the known section names are bold lines, other bold lines are headings too. If the known section names are
  // `summary` elements, other `summary` elements are headings of the same level.
  const areBold = ordinary === loose.length && known.every(({ element }) => isBold(element));
  if (areBold) for (const place of bold) headings.set(place, { level: 2, known: false });
  const fold = known.some(({ element }) => element.name === 'summary');
  for (const place of summaries) headings.set(place, { level: fold ? 0 : 6, known: false });
  for (const [place, heading] of headings)
    if (heading.level === 0) headings.set(place, { ...heading, level: rank ?? 2 });
  return headings;
}

function holdsHeading(outline: Content['outline'], place: PagePlace): boolean {
  return [...outline.within(place)].some(({ element }) => headingLevel(element) !== undefined);
}

/**
 * Whether a heading begins a part that is not a section: the attribution, the topics, or a part of the page that does
 * not belong to the analysis.
 */
function isBesideName(text: string): boolean {
  return ATTRIBUTION.test(text) || isTopicsHeading(text) || isAroundHeading(text);
}

/** Whether a heading element has the name of a known section. Such a heading begins a section at any level. */
function isLooseName({ headline }: Content, place: PagePlace, text: string): boolean {
  return place !== headline && SECTION_HEADING.test(text);
}
