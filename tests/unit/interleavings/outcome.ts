import type { AnalysisText } from '../../../lib/analysis/analysis.ts';
import type { IndexState } from '../../../lib/db/index-records.ts';
import type { SavedAnalysis, SavedText } from '../../../lib/db/records.ts';
import type { Card } from '../../../lib/index/card.ts';
import { dayIn } from './publication.ts';
import type { Scenario } from './scenarios.ts';
import type { Change, Device, World } from './world.ts';

/** The state after a schedule. */
export interface Outcome {
  readonly world: World;
  readonly scenario: Scenario;
  /** The operations that ran, by name. */
  readonly operations: readonly string[];
  readonly errors: ReadonlyMap<string, unknown>;
  readonly device: Device;
  readonly index: IndexState | undefined;
  /** All readable cards of the index. */
  readonly cards: readonly Card[];
  readonly saved: readonly SavedAnalysis[];
  readonly savedTexts: ReadonlyMap<string, SavedText>;
  /** The changes since everything was deleted, or `undefined` if that did not happen. */
  readonly sinceDeletion: readonly Change[] | undefined;
}

/** The type of a list of invariants: each function returns the contradictions to its invariant. */
export type Invariants = Readonly<Record<string, (outcome: Outcome) => unknown[] | Promise<unknown[]>>>;

export const OF_THE_INDEX = [
  'state',
  'directories',
  'cardBlocks',
  'texts',
  'textBlocks',
  'sitePages',
  'siteTexts',
];
/** Tables that no operation of the schedules writes to. */
export const UNCHANGED = [
  'labels',
  'filters',
  'journal',
  'earlierTexts',
  'corrections',
  'searchSegments',
  'searchLists',
];

export function rows<T = unknown>({ tables }: Device, table: string): T[] {
  return [...(tables.get(table) ?? [])] as T[];
}

export function filesOfBlocks(device: Device, table: string): string[] {
  return [...new Set(rows<{ key: string }>(device, table).map(({ key }) => key.slice(0, key.indexOf('/'))))];
}

/** Returns the keys of all records in the second copy, except the marks of deleted pages, which stay for 30 days. */
export function copiesIn({ local }: Device): string[] {
  return Object.keys(local).filter(
    (key) =>
      key.startsWith('kept:') ||
      key.startsWith('kept-followed:') ||
      (key.startsWith('kept-waiting:') && 'waiting' in (local[key] as object)),
  );
}

export function differences(what: string, found: readonly string[], wanted: readonly string[]): string[] {
  const [a, b] = [found.toSorted().join(), wanted.toSorted().join()];
  return a === b ? [] : [`${what}: ${a || 'none'} instead of ${b || 'none'}`];
}

export function isOlder(text: AnalysisText, card: Card): boolean {
  return dayIn(wordsOf(text)) < (card.updated ?? card.published);
}

export function wordsOf({ sections }: AnalysisText): string {
  const [block] = sections[0]?.blocks ?? [];
  return block?.type === 'paragraph' ? block.content.join('') : '';
}

/** Returns the same string for equal values, whatever the order of their fields. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
