import { type Card, readCard } from '../index/card.ts';
import { asList, asObject, asText } from '../input/json-values.ts';
import { type Block, readBlocks, textBudget } from './content-blocks.ts';

/** In UTF-16 units. */
export const LONGEST_HEADING = 500;

/** One headed part of an analysis. Headings are kept as they come. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** What an analysis says, beside its card. */
export interface AnalysisText {
  readonly sections: readonly Section[];
  /** The paragraph that names the source reporting. */
  readonly attribution: readonly Block[];
}

/** One page of the publication. */
export interface Analysis extends AnalysisText {
  readonly card: Card;
}

/**
 * Reads an analysis as JSON: a `document` of the companion index, or one of the `documents` of a `texts` file.
 *
 * @param raw parsed JSON
 * @param base address of the file that it stands in
 * @returns the analysis, or the reason why there is none, in words for the publisher
 */
export function readAnalysis(raw: unknown, base: string): Analysis | string {
  const document = asObject(raw);
  const card = readCard(document?.card, base);
  if (typeof card === 'string') return `its card ${card}`;
  const budget = textBudget();
  const sections = asList(document?.sections, 100).flatMap((value): Section[] => {
    const section = asObject(value);
    const heading = asText(section?.heading, LONGEST_HEADING);
    const blocks = readBlocks(section?.blocks, base, budget);
    return heading && blocks.length > 0 ? [{ heading, blocks }] : [];
  });
  if (sections.length === 0) return 'has no sections';
  return { card, sections, attribution: readBlocks(document?.attribution, base, budget) };
}
