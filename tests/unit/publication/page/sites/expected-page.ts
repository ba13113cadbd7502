import { plainText } from '../../../../../lib/analysis/content-blocks.ts';
import type { AnalysisPage } from '../../../../../lib/publication/page/analysis-page.ts';

/** The expected facts of a page, and its text without markup. */
export interface ExpectedPage {
  /** The address from which the page was fetched. */
  readonly base: string;
  readonly page: Omit<AnalysisPage, 'sections' | 'attribution'>;
  /** Heading and text of each section. */
  readonly sections: readonly (readonly [heading: string, text: string])[];
  /** Text of the attribution; empty if there is none. */
  readonly attribution: string;
}

/** Converts a page to the form of `ExpectedPage`. */
export function toldBy(page: AnalysisPage | undefined): Omit<ExpectedPage, 'base'> | undefined {
  if (!page) return undefined;
  const { sections, attribution, ...facts } = page;
  return {
    page: facts,
    sections: sections.map(({ heading, blocks }) => [heading, plainText(blocks)] as const),
    attribution: plainText(attribution),
  };
}
