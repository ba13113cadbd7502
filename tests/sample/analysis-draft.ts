import type { Block } from '../../lib/analysis/content-blocks.ts';

/** An analysis of the sample publication. */
export interface SampleAnalysis {
  readonly id: string;
  readonly headline: string;
  readonly summary: string;
  /** Id of its lens, if it has one. */
  readonly lens?: string;
  readonly type: 'Reporting' | 'Opinion' | 'Investigation';
  /** `YYYY-MM-DD`. */
  readonly published: string;
  readonly updated?: string;
  readonly readMinutes: number;
  /** Name of the outlet. */
  readonly outlet: string;
  /** Its source article's addresses, each as "outlet id:/path". */
  readonly sources: readonly string[];
  /** Headline of the source article at the outlet. */
  readonly sourceHeadline: string;
  readonly topics: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
  /** Paragraphs of the source article. */
  readonly article: readonly string[];
}

/** An article at a sample outlet that nobody analysed. */
export interface SampleArticle {
  /** Outlet id. */
  readonly outlet: string;
  readonly path: string;
  readonly headline: string;
  readonly article: readonly string[];
}

/** A block as its author writes it: text alone is a paragraph. */
export type DraftBlock =
  | string
  | Block
  | { readonly bullets: readonly string[] }
  | { readonly steps: readonly string[] };

/** An analysis as its author writes it, so that its text can be read and mended without wading through structure. */
export interface AnalysisDraft extends Omit<SampleAnalysis, 'sections'> {
  /** Blocks by heading, in reading order. */
  readonly sections: Readonly<Record<string, readonly DraftBlock[]>>;
}

/** The analysis that a draft stands for. */
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
