import { safeLink } from '../address/safe-link.ts';
import { asList, asObject } from '../input/json-values.ts';

/** Marks of text inside a block. `quotation` has its quotation marks by being one, not in its text. */
export const MARKED_TYPES = [
  'emphasis',
  'strong',
  'code',
  'sup',
  'sub',
  'deleted',
  'inserted',
  'quotation',
] as const;
export type MarkedType = (typeof MARKED_TYPES)[number];

/** Text inside a block. A string is plain text; what cannot be expressed is dropped to its text. */
export type Inline =
  | string
  | { readonly type: MarkedType; readonly content: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly content: readonly Inline[] };

/** A piece of an analysis's text. Never HTML: script cannot be written in it. */
export type Block =
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  /** `level` 3–6: headings inside a section stand below its own (2). */
  | { readonly type: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] };

/** Bounds of one analysis's text, far above what anybody reads; what lies beyond is cut. */
const MOST_NODES = 20_000;
const MOST_CHARACTERS = 500_000;
const DEEPEST = 12;

/** What is left of the bounds while one analysis is read. */
export interface TextBudget {
  nodes: number;
  characters: number;
}

export function textBudget(): TextBudget {
  return { nodes: MOST_NODES, characters: MOST_CHARACTERS };
}

/**
 * Reads blocks from parsed JSON (companion index §4). Unknown blocks that hold content become paragraphs of their text.
 *
 * @param base address of the file that they stand in, for relative links
 */
export function readBlocks(
  raw: unknown,
  base: string,
  budget: TextBudget = textBudget(),
  depth = 0,
): Block[] {
  if (depth > DEEPEST) return [];
  return asList(raw, MOST_NODES).flatMap((value): Block[] => {
    if (budget.nodes-- <= 0) return [];
    if (typeof value === 'string') return paragraph(readInlines([value], base, budget, depth));
    const block = asObject(value);
    switch (block?.type) {
      case 'list': {
        const items: Block[][] = [];
        for (const raw of asList(block.items, MOST_NODES)) {
          if (budget.nodes <= 0) break;
          const item = readBlocks(Array.isArray(raw) ? raw : [raw], base, budget, depth + 1);
          // What is in an item is counted there. An empty one costs time too.
          if (item.length > 0) items.push(item);
          else budget.nodes--;
        }
        return items.length > 0 ? [{ type: 'list', ordered: block.ordered === true, items }] : [];
      }
      case 'quote': {
        const blocks = readBlocks(block.blocks ?? block.content, base, budget, depth + 1);
        return blocks.length > 0 ? [{ type: 'quote', blocks }] : [];
      }
      case 'heading': {
        const content = readInlines(block.content, base, budget, depth);
        const level = typeof block.level === 'number' ? Math.min(6, Math.max(3, Math.trunc(block.level))) : 3;
        return content.length > 0 ? [{ type: 'heading', level, content }] : [];
      }
      default:
        return paragraph(readInlines(block?.content, base, budget, depth));
    }
  });
}

function paragraph(content: Inline[]): Block[] {
  return content.some((inline) => typeof inline !== 'string' || inline.trim() !== '')
    ? [{ type: 'paragraph', content }]
    : [];
}

function readInlines(raw: unknown, base: string, budget: TextBudget, depth: number): Inline[] {
  if (depth > DEEPEST) return [];
  const values = typeof raw === 'string' ? [raw] : asList(raw, MOST_NODES);
  return values.flatMap((value): readonly Inline[] => {
    if (budget.nodes-- <= 0) return [];
    if (typeof value === 'string') {
      const text = value.slice(0, Math.max(0, budget.characters));
      budget.characters -= text.length;
      return text === '' ? [] : [text];
    }
    const inline = asObject(value);
    const content = readInlines(inline?.content, base, budget, depth + 1);
    if (content.length === 0) return [];
    if (inline?.type === 'link') {
      const href = safeLink(inline.href, base);
      return href ? [{ type: 'link', href, content }] : content;
    }
    const type = MARKED_TYPES.find((known) => known === inline?.type);
    return type ? markedInlines(type, content) : content;
  });
}

/** Marked content. A quotation that has its quotation marks in its text is not marked: it would be shown with both. */
export function markedInlines(type: MarkedType, content: readonly Inline[]): readonly Inline[] {
  return type === 'quotation' && QUOTED.test(firstText(content)) ? content : [{ type, content }];
}

const QUOTED = /^\s*["“”«„‘']/;

function firstText([first]: readonly Inline[]): string {
  return first === undefined || typeof first === 'string' ? (first ?? '') : firstText(first.content);
}

/** The words of some blocks without their form: for search, counting and comparing. */
export function plainText(blocks: readonly Block[]): string {
  return blocks
    .map(textOfBlock)
    .filter((text) => text !== '')
    .join('\n');
}

function textOfBlock(block: Block): string {
  switch (block.type) {
    case 'list':
      return block.items
        .map(plainText)
        .filter((text) => text !== '')
        .join('\n');
    case 'quote':
      return plainText(block.blocks);
    default:
      // What was deleted leaves the space before it and the one behind it.
      return textOfInlines(block.content).replace(/ {2,}/g, ' ').trim();
  }
}

function textOfInlines(content: readonly Inline[], quoted = 0): string {
  return content
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      const text = textOfInlines(inline.content, quoted + (inline.type === 'quotation' ? 1 : 0));
      return inline.type === 'link' ? text : markedText(inline.type, text, quoted);
    })
    .join('');
}

/** Letters that have a raised or lowered form of their own (Unicode, superscripts and subscripts). */
const PLAIN_FORMS = '0123456789+-=()n';
const RAISED = [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ'];
const LOWERED = [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ'];

/**
 * Marked text where there are no marks: "10⁹" or "x^(a+b)", quotations in quotation marks, and nothing of what was
 * deleted.
 *
 * @param quoted quotations around it
 */
export function markedText(type: MarkedType, text: string, quoted = 0): string {
  switch (type) {
    case 'sup':
      if (/^\s*(?:\[[^\]]*\]|[®©™℠*†‡§¶]+)\s*$/u.test(text)) return text;
      if (/^\s*(?:TM|SM)\s*$/.test(text)) return /T/.test(text) ? '™' : '℠';
      return inForms(text, RAISED) ?? (/^\p{L}{1,3}$/u.test(text.trim()) ? text : `^${grouped(text)}`);
    case 'sub':
      return inForms(text, LOWERED) ?? `_${grouped(text)}`;
    case 'deleted':
      return '';
    case 'quotation':
      return QUOTED.test(text) ? text : quoted % 2 === 0 ? `“${text}”` : `‘${text}’`;
    default:
      return text;
  }
}

function inForms(text: string, forms: readonly string[]): string | undefined {
  const letters = [...text.trim().replaceAll('−', '-')];
  const written = letters.map((letter) => forms[PLAIN_FORMS.indexOf(letter)]);
  return letters.length > 0 && written.every((form) => form !== undefined) ? written.join('') : undefined;
}

function grouped(text: string): string {
  return /^[\p{L}\p{N}]*$/u.test(text.trim()) ? text.trim() : `(${text.trim()})`;
}
