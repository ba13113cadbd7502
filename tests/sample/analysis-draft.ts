import type { Block } from '../../lib/analysis/content-blocks.ts';

/** An analysis of the sample publication. */
export interface SampleAnalysis {
  readonly id: string;
  readonly headline: string;
  readonly summary: string;
  /** Id of the analysis's lens, if it has one. */
  readonly lens?: string;
  readonly type: 'Reporting' | 'Opinion' | 'Investigation';
  /** Date in the form `YYYY-MM-DD`. */
  readonly published: string;
  readonly updated?: string;
  readonly readMinutes: number;
  /** Name of the outlet. */
  readonly outlet: string;
  /** Addresses of the source article: outlet id and path, for example "civic-herald:/city/night-mayor-named". */
  readonly sources: readonly string[];
  /** Headline of the source article at the outlet. */
  readonly sourceHeadline: string;
  readonly topics: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
  /** Paragraphs of the source article. */
  readonly article: readonly string[];
}

/** An article without an analysis, at a sample outlet. */
export interface SampleArticle {
  /** Id of the outlet. */
  readonly outlet: string;
  readonly path: string;
  readonly headline: string;
  readonly article: readonly string[];
}

/** Short form of a block: a string is a paragraph, and `bullets` and `steps` are lists. */
export type DraftBlock =
  | string
  | Block
  | { readonly bullets: readonly string[] }
  | { readonly steps: readonly string[] };

/** Short form of an analysis, in which the text is easy to read and change. */
export interface AnalysisDraft extends Omit<SampleAnalysis, 'sections'> {
  /** Blocks, keyed by heading, in reading order. */
  readonly sections: Readonly<Record<string, readonly DraftBlock[]>>;
}

/** Converts a draft to an analysis. */
export function analysisOf({ sections, ...rest }: AnalysisDraft): SampleAnalysis {
  return {
    ...rest,
    sections: Object.entries(sections).map(([heading, blocks]) => ({ heading, blocks: blocks.map(blockOf) })),
  };
}

function blockOf(draft: DraftBlock): Block {
  if (typeof draft === 'string') return { type: 'paragraph', content: [draft] };
  if ('bullets' in draft) return listOf(draft.bullets, false);
  if ('steps' in draft) return listOf(draft.steps, true);
  return draft;
}

function listOf(items: readonly string[], ordered: boolean): Block {
  return { type: 'list', ordered, items: items.map((item) => [{ type: 'paragraph', content: [item] }]) };
}
