import type { AnyNode, Document, Element } from 'domhandler';
import { safeLink } from '../address/links.ts';
import { asDate, asText } from '../index/json.ts';
import type { AnalysisText, Section } from './analysis.ts';
import { type Block, plainText, textBudget } from './blocks.ts';
import { blocksOf, childrenOf, elementsIn, elementsNamed, isElement, parseHtml, textOf } from './html.ts';

/** What the page of an analysis tells. Whatever could not be found is absent, never guessed. */
export interface AnalysisPage extends AnalysisText {
  readonly headline: string;
  readonly summary?: string;
  /** Name of the lens. */
  readonly lens?: string;
  readonly type?: string;
  /** RFC 3339 or `YYYY-MM-DD`. */
  readonly published?: string;
  readonly readMinutes?: number;
  readonly outlet?: string;
  /** Address of the source article. */
  readonly source?: string;
  readonly language?: string;
}

/** The labels that a page shows beside its facts, as in "Lens: Global Power Plays". */
type Label = 'lens' | 'type' | 'published' | 'updated' | 'read time' | 'source';
const LABEL = /^(lens|type|published|updated|read time|source)\s*:?$/i;
const ATTRIBUTION = /^source attribution\b/i;
const TOPICS = /^(?:reader paths|topics|topic map)\b/i;
const ORIGINAL = /^read the original\b/i;

/**
 * Reads the page of an analysis: schema.org JSON-LD, then the visible labels. Runs without a DOM.
 *
 * @param html the page; beyond 5 MB it is cut
 * @param base its address
 * @returns what the page tells, or `undefined` where it is no analysis: no headline, no headed section, or nothing that names a source
 */
export function readAnalysisPage(html: string, base: string): AnalysisPage | undefined {
  const page = parseHtml(html);
  const root = contentOf(page);
  const headline = headlineOf(root);
  if (!headline) return undefined;
  const labels = readLabels(root);
  const labelled = new Map(labels.map(({ label, value }) => [label, value]));
  const { sections, attribution, summary } = readSections(
    root,
    base,
    labelBox(
      root,
      labels.map(({ at }) => at),
    ),
  );
  const original = [...elementsNamed(root, 'a')].find((link) => ORIGINAL.test(textOf(link)));
  const source = safeLink(original?.attribs.href, base) ?? sourceOfJsonLd(page, base);
  if (sections.length === 0 || (!source && attribution.length === 0 && !labelled.has('source')))
    return undefined;
  const facts = {
    summary,
    lens: labelled.get('lens'),
    type: labelled.get('type'),
    published: publishedOf(page) ?? labelledDate(labels, 'published'),
    readMinutes: minutesOf(labelled.get('read time')),
    outlet: labelled.get('source'),
    source,
    language: [...elementsNamed(page, 'html')][0]?.attribs.lang,
  };
  return {
    headline,
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value)),
    sections,
    attribution,
  };
}

/** The part of the page that holds the analysis: the smallest of `article`, `main` and `body` with a top heading in it. */
function contentOf(page: Document): AnyNode {
  for (const name of ['article', 'main', 'body']) {
    const holding = [...elementsNamed(page, name)].find((element) => headlineOf(element));
    if (holding) return holding;
  }
  return page;
}

function headlineOf(root: AnyNode): string | undefined {
  for (const heading of elementsNamed(root, 'h1')) return asText(textOf(heading), 1000);
  return undefined;
}

interface Found {
  readonly label: Label;
  readonly value: string;
  readonly at: Element;
}

/** Facts that stand beside a label: in a definition list, a table, neighbouring spans, or after a strong word. */
function readLabels(root: AnyNode): Found[] {
  const found: Found[] = [];
  for (const element of elementsIn(root)) {
    const label = LABEL.exec(textOf(element))?.[1]?.toLowerCase() as Label | undefined;
    if (!label || found.some((known) => known.label === label)) continue;
    const value = asText(textAfter(element), 300);
    if (value) found.push({ label, value, at: element });
  }
  return found;
}

/** The text that follows an element within its parent: of the next element, or up to it. */
function textAfter(element: Element): string {
  for (let next = element.next; next; next = next.next) {
    const text = textOf(next);
    if (text !== '' && text !== ':') return text.replace(/^:\s*/, '');
  }
  return '';
}

/** The smallest element that holds all labels, where it holds no headline: the box with the facts, which is no part of the text. */
function labelBox(root: AnyNode, at: readonly Element[]): Element | undefined {
  for (let box = at[0]?.parent ?? null; box && box !== root && isElement(box); box = box.parent) {
    const inside = new Set(elementsIn(box));
    if (at.every((element) => inside.has(element))) return headlineOf(box) ? undefined : box;
  }
  return undefined;
}

function readSections(
  root: AnyNode,
  base: string,
  facts: Element | undefined,
): AnalysisText & { readonly summary: string | undefined } {
  const budget = textBudget();
  const sections: { heading: string; level: number; blocks: Block[] }[] = [];
  const attribution: Block[] = [];
  let summary: string | undefined;
  let into: Block[] | undefined;
  let afterHeadline = false;
  for (const block of flatBlocks(root, base, budget, facts)) {
    if (block === 'facts') into = undefined;
    else if (block.type !== 'heading') {
      if (afterHeadline && !summary && sections.length === 0 && block.type === 'paragraph')
        summary = asText(plainText([block]), 3000);
      // The link to the original stands below the attribution and is a fact, not a sentence of it.
      if (!ORIGINAL.test(plainText([block]))) into?.push(block);
    } else if (block.level === 1) afterHeadline = true;
    else if (ATTRIBUTION.test(plainText([block]))) into = attribution;
    else if (TOPICS.test(plainText([block])) || attribution.length > 0) into = undefined;
    else if (into && into !== attribution && block.level > (sections.at(-1)?.level ?? 6))
      into.push({ ...block, level: Math.max(3, block.level) });
    else {
      const section = { heading: plainText([block]), level: block.level, blocks: [] };
      sections.push(section);
      into = section.blocks;
    }
  }
  const full = sections.filter(({ blocks }) => blocks.length > 0);
  return {
    summary,
    attribution,
    sections: full.map(({ heading, blocks }): Section => ({ heading, blocks })),
  };
}

/** All blocks in document order; `facts` stands where the box with the facts was. */
function* flatBlocks(
  node: AnyNode,
  base: string,
  budget: ReturnType<typeof textBudget>,
  facts: Element | undefined,
): Generator<Block | 'facts'> {
  const holdsFacts = (child: AnyNode): boolean => {
    for (let box: AnyNode | null = facts ?? null; box; box = box.parent) if (box === child) return true;
    return false;
  };
  let run: AnyNode[] = [];
  for (const child of childrenOf(node)) {
    if (!holdsFacts(child)) {
      run.push(child);
      continue;
    }
    yield* blocksOf(run, base, budget);
    run = [];
    if (child === facts) yield 'facts';
    else yield* flatBlocks(child, base, budget, facts);
  }
  yield* blocksOf(run, base, budget);
}

/** `isBasedOn` or `citation` of the page's JSON-LD, as an address or as an object that has one. */
function sourceOfJsonLd(page: Document, base: string): string | undefined {
  for (const node of jsonLdNodes(page)) {
    for (const based of [node.isBasedOn, node.citation].flat()) {
      const address =
        typeof based === 'string' ? based : (based as { url?: unknown } | null | undefined)?.url;
      const link =
        typeof address === 'string' && /^https?:/i.test(address) ? safeLink(address, base) : undefined;
      if (link) return link;
    }
  }
  return undefined;
}

function publishedOf(page: Document): string | undefined {
  for (const node of jsonLdNodes(page)) {
    const date = asDate(node.datePublished);
    if (date) return date;
  }
  for (const meta of elementsNamed(page, 'meta')) {
    if (meta.attribs.property === 'article:published_time') return asDate(meta.attribs.content);
  }
  return undefined;
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** The date beside a label: of its `time` element, as ISO 8601, or in English words ("July 2, 2026", "2 July 2026"). */
function labelledDate(labels: readonly Found[], label: Label): string | undefined {
  const found = labels.find((known) => known.label === label);
  if (!found) return undefined;
  for (let next = found.at.next; next; next = next.next) {
    if (!isElement(next)) continue;
    const time = next.name === 'time' ? next : [...elementsNamed(next, 'time')][0];
    const date = asDate(time?.attribs.datetime);
    if (date) return date;
  }
  const [, first = '', second = '', year = ''] = /^(\w+)\.? (\w+),? (\d{4})\b/.exec(found.value) ?? [];
  const [month, day] = /^\d/.test(first) ? [second, first] : [first, second];
  const number = MONTHS.findIndex((name) => month.length >= 3 && name.startsWith(month.toLowerCase())) + 1;
  const written =
    number === 0 ? found.value : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return asDate(written);
}

function jsonLdNodes(page: Document): Record<string, unknown>[] {
  return [...elementsNamed(page, 'script')]
    .filter((script) => script.attribs.type === 'application/ld+json')
    .flatMap((script) => {
      try {
        const text = childrenOf(script)
          .map((child) => ('data' in child ? child.data : ''))
          .join('');
        const value: unknown = JSON.parse(text);
        const graph = (value as { '@graph'?: unknown } | null)?.['@graph'];
        return [value, graph]
          .flat()
          .filter((node): node is Record<string, unknown> => typeof node === 'object' && node !== null);
      } catch {
        return [];
      }
    });
}

function minutesOf(text: string | undefined): number | undefined {
  const minutes = Number(/\d{1,3}/.exec(text ?? '')?.[0]);
  return minutes > 0 ? minutes : undefined;
}
