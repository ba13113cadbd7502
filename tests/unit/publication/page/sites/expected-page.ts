import { plainText } from '../../../../../lib/analysis/content-blocks.ts';
import type { AnalysisPage } from '../../../../../lib/publication/page/analysis-page.ts';

/** What a page is expected to tell: its facts, and its text without form. */
export interface ExpectedPage {
  /** The address that it was fetched from. */
  readonly base: string;
  readonly page: Omit<AnalysisPage, 'sections' | 'attribution'>;
  /** Heading and text of each section. */
  readonly sections: readonly (readonly [heading: string, text: string])[];
  /** Text of the attribution, empty where there is none. */
  readonly attribution: string;
}

/** A page as `ExpectedPage` describes it. */
export function toldBy(page: AnalysisPage | undefined): Omit<ExpectedPage, 'base'> | undefined {
  if (!page) return undefined;
  const { sections, attribution, ...facts } = page;
  return {
    page: facts,
    sections: sections.map(({ heading, blocks }) => [heading, plainText(blocks)] as const),
    attribution: plainText(attribution),
  };
}
