import type { LensHues } from '../browser/lens-hues.ts';
import type { Correction } from '../db/correction-records.ts';
import type { Followed, Label, SavedFilter } from '../db/records.ts';
import type { SavedElsewhere, StoryAnswer, WaitingPage } from '../db/remembered-page-records.ts';
import type { Card } from '../index/card.ts';
import type { AnalysisInFile } from './analysis-in-file.ts';

/** An analysis in the index or the library. Another program had saved its page or its source article. */
export interface FoundAnalysis extends SavedElsewhere {
  readonly card: Card;
}

/** A part of an import that is stored in one transaction. */
export interface ImportBlock {
  readonly analyses: readonly AnalysisInFile[];
  readonly found: readonly FoundAnalysis[];
  readonly labels: readonly Label[];
  readonly filters: readonly SavedFilter[];
  readonly followed: readonly Followed[];
  readonly corrections: readonly Correction[];
  readonly waiting: readonly WaitingPage[];
  readonly answers: readonly StoryAnswer[];
  readonly lensHues?: LensHues;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A block without records. */
export const NO_RECORDS: ImportBlock = {
  analyses: [],
  found: [],
  labels: [],
  filters: [],
  followed: [],
  corrections: [],
  waiting: [],
  answers: [],
};

/** Whether there is anything to store in a block. */
export function isFilled(block: ImportBlock): boolean {
  return Object.values(block).some((value) => !Array.isArray(value) || value.length > 0);
}

/** The import to which a block belongs. */
export interface ImportBatch {
  /** A random id. `undo` with this id undoes the whole import. */
  readonly id: string;
  /** Name of the file. */
  readonly about: string;
  /** When the import began (ms since the epoch). */
  readonly at: number;
  /** Number of the block. A block that arrives twice is stored once. */
  readonly block: number;
}

/** The functions of `library-actions.ts` in `app` that send changes to the background. */
export interface ImportActions {
  readonly importBlock: (block: ImportBlock, batch: ImportBatch) => Promise<ImportCounts>;
  /** Call it after the last block, even if the import fails, because the blocks that are stored by then stay. */
  readonly endImport: () => Promise<unknown>;
}

/** The changes that a block made. */
export interface ImportCounts {
  /** Number of analyses that were saved. */
  readonly added: number;
  /** Number of analyses that were already saved. Missing labels, notes, highlights and texts were added to them. */
  readonly present: number;
  /** Number of already saved analyses that were changed. */
  readonly changed: number;
  /** Whether the block changed any record. If so, `undo` restores the records, but not the settings. */
  readonly isUndoable: boolean;
}
