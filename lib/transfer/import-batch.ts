import type { LensHues } from '../browser/lens-hues.ts';
import type { Correction } from '../db/correction-records.ts';
import type { Followed, Label, SavedFilter, StoryAnswer, WaitingPage } from '../db/records.ts';
import type { Card } from '../index/card.ts';
import type { KeptAnalysis } from './analysis-in-file.ts';

/** An analysis of the index that another program had saved, or its source article. */
export interface FoundAnalysis {
  readonly card: Card;
  /** When it was saved there (ms since the epoch); absent if the file does not say. */
  readonly savedAt?: number;
  readonly state?: 'read' | 'archived';
  readonly labels: readonly string[];
  readonly note?: string;
}

/** A part of an import that is stored at once. */
export interface ImportBlock {
  readonly analyses: readonly KeptAnalysis[];
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

/** A block in which nothing is stored. */
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

/** The import that a block belongs to. */
export interface ImportBatch {
  /** Random; `undo` with it undoes the whole import. */
  readonly id: string;
  /** Name of the file. */
  readonly about: string;
  /** When the import began (ms since the epoch). */
  readonly at: number;
  /** Number of the block. A block that arrives twice is stored once. */
  readonly block: number;
}

/** What a block changed. */
export interface ImportCounts {
  /** Analyses that were saved. */
  readonly added: number;
  /** Analyses that were there already. Labels, notes and highlights that were missing were added. */
  readonly present: number;
  /** How many of those were changed. */
  readonly changed: number;
}
