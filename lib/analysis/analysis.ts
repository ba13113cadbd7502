import { type Card, readCard } from '../index/card.ts';
import { asList, asObject, asText } from '../input/json-values.ts';
import { type Block, readBlocks, textBudget } from './content-blocks.ts';

/** Limit for the heading of a section, in UTF-16 code units. */
export const MAX_HEADING_LENGTH = 500;

/** A section of an analysis, with its heading as written. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export interface AnalysisText {
  readonly sections: readonly Section[];
  /** The text that names the source article; may be empty. */
  readonly attribution: readonly Block[];
}

export interface Analysis extends AnalysisText {
  readonly card: Card;
}

/**
 * Reads an analysis from JSON: a `document` of the companion index, or one of the `documents` of a `texts` file.
 *
 * @param raw parsed JSON
 * @param base address of the file, for relative addresses
 * @returns the analysis, or the reason why it was refused, in words for the publisher ("its card has no headline")
 */
export function readAnalysis(raw: unknown, base: string): Analysis | string {
  const document = asObject(raw);
  const card = readCard(document?.card, base);
  if (typeof card === 'string') return `its card ${card}`;
  const text = readText(document, base);
  return text ? { card, ...text } : 'has no sections';
}

/**
 * Reads the text of an analysis from JSON.
 *
 * @param base address of the file, for relative addresses
 * @returns `undefined` if no section has a heading and blocks
 */
export function readText(raw: unknown, base: string): AnalysisText | undefined {
  const document = asObject(raw);
  const budget = textBudget();
  const sections = asList(document?.sections, 100).flatMap((value): Section[] => {
    const section = asObject(value);
    const heading = asText(section?.heading, MAX_HEADING_LENGTH);
    const blocks = readBlocks(section?.blocks, base, budget);
    return heading && blocks.length > 0 ? [{ heading, blocks }] : [];
  });
  if (sections.length === 0) return undefined;
  return { sections, attribution: readBlocks(document?.attribution, base, budget) };
}
