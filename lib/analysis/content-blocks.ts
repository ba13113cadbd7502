import { safeLink } from '../address/safe-link.ts';
import { asList, asObject } from '../input/json-values.ts';

/** Types of marked text within a block. A `quotation` contains no quotation marks: they are added for display. */
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

/**
 * Text within a block. A string is plain text. HTML elements for which there is no type here are reduced to their text.
 */
export type Inline =
  | string
  | { readonly type: MarkedType; readonly content: readonly Inline[] }
  | { readonly type: 'link'; readonly href: string; readonly content: readonly Inline[] };

/** A block of an analysis's text. No type of block can contain HTML or script. */
export type Block =
  | { readonly type: 'paragraph'; readonly content: readonly Inline[] }
  /**
   * In a text read from JSON, `level` is 3–6, below the heading of the section (2). In a text read from a page, it may
   * be 1–6.
   */
  | { readonly type: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Block[])[] }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] };

/*
 * Limits for the text of one analysis. Real analyses are far smaller. Text beyond a limit is cut off.
 */

/** Maximum number of blocks and inlines. */
const MAX_NODES = 20_000;
/** Maximum number of UTF-16 code units. */
const MAX_CHARACTERS = 500_000;
/** Maximum depth of nesting. */
const MAX_DEPTH = 12;

/** The amount of text that the analysis may still contain. `readBlocks` subtracts what it reads. */
export interface TextBudget {
  /** Number of blocks and inlines. */
  nodes: number;
  /** Number of UTF-16 code units. */
  characters: number;
}

/** Returns the budget for a new analysis. Pass the same object to all calls of `readBlocks` for this analysis. */
export function textBudget(): TextBudget {
  return { nodes: MAX_NODES, characters: MAX_CHARACTERS };
}

/**
 * Reads blocks from the parsed JSON of a companion index or of an exported library. Blocks of an unknown type become
 * paragraphs.
 *
 * @param raw list of blocks; other values count as an empty list
 * @param base address of the file, for relative links
 * @param budget the amount that may still be read; this function subtracts what it reads
 * @param depth levels of nesting around `raw`
 */
export function readBlocks(
  raw: unknown,
  base: string,
  budget: TextBudget = textBudget(),
  depth = 0,
): Block[] {
  if (depth > MAX_DEPTH) return [];
  return asList(raw, MAX_NODES).flatMap((value): Block[] => {
    if (budget.nodes-- <= 0) return [];
    if (typeof value === 'string') return paragraph(readInlines([value], base, budget, depth));
    const block = asObject(value);
    switch (block?.type) {
      case 'list': {
        const items: Block[][] = [];
        for (const raw of asList(block.items, MAX_NODES)) {
          if (budget.nodes <= 0) break;
          const item = readBlocks(Array.isArray(raw) ? raw : [raw], base, budget, depth + 1);
          // The blocks of an item are counted when they are read. An empty item takes time too, so count it here.
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
  if (depth > MAX_DEPTH) return [];
  const values = typeof raw === 'string' ? [raw] : asList(raw, MAX_NODES);
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

/** Marks content. Does not mark a quotation that starts with a quotation mark, which would otherwise appear twice. */
export function markedInlines(type: MarkedType, content: readonly Inline[]): readonly Inline[] {
  return type === 'quotation' && QUOTED.test(firstText(content)) ? content : [{ type, content }];
}

const QUOTED = /^\s*["“”«„‘']/;

function firstText([first]: readonly Inline[]): string {
  return first === undefined || typeof first === 'string' ? (first ?? '') : firstText(first.content);
}

/** Returns the plain text of blocks, joined by line feeds. */
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
      // The spaces before and after a deleted text remain. Replace them with one space.
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

/**
 * Characters that have a superscript and a subscript in Unicode. `RAISED` and `LOWERED` contain these forms at the same
 * indexes.
 */
const PLAIN_FORMS = '0123456789+-=()n';
const RAISED = [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ'];
const LOWERED = [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ'];

/**
 * Expresses a mark in plain text: "10⁹" or "x^(a+b)" for superscripts, "H₂O" or "x_i" for subscripts, quotation marks
 * around quotations, and an empty text for deleted text. The superscripts "TM" and "SM" become "™" and "℠". Other
 * superscripts that are short words ("st" in "1st") or note marks ("[1]"), and texts with other types of marks, stay
 * unchanged.
 *
 * @param quoted number of quotations around the text
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
