import { browser } from '../browser/browser.ts';
import type { Correction, EarlierText } from '../db/correction-records.ts';
import type { Followed, Label, SavedAnalysis, SavedFilter, SavedText } from '../db/records.ts';
import type { StoryAnswer, WaitingPage } from '../db/remembered-page-records.ts';
import type { CopiedTable } from '../db/second-copy-queue.ts';
import { KEPT_PREFIX } from './second-copy-key.ts';

/** Every field of a saved analysis. All are copied; the compiler reports a field that is missing here. */
export const SAVED_FIELDS = [
  'id',
  'savedAt',
  'card',
  'lens',
  'publication',
  'state',
  'textState',
  'position',
  'readAt',
  'labels',
  'note',
  'notedAt',
  'highlights',
  'unlistedSince',
  'withdrawnAt',
  'withdrawalToldAt',
] as const satisfies readonly (keyof SavedAnalysis)[];

/** Every field of a followed lens, topic or outlet. All are copied. */
export const FOLLOWED_FIELDS = [
  'key',
  'kind',
  'id',
  'name',
  'url',
  'followedAt',
] as const satisfies readonly (keyof Followed)[];

/** Every field of a waiting page. All are copied. */
export const WAITING_FIELDS = [
  'id',
  'address',
  'keys',
  'headlines',
  'askedAt',
  'imported',
] as const satisfies readonly (keyof WaitingPage)[];

/** Every field of a story answer. All are copied. */
export const ANSWER_FIELDS = [
  'id',
  'page',
  'headline',
  'analysis',
  'same',
  'answeredAt',
] as const satisfies readonly (keyof StoryAnswer)[];

/** Every field of a label. All are copied. */
const LABEL_FIELDS = ['name', 'glyph'] as const satisfies readonly (keyof Label)[];

/** Every field of a stored filter. All are copied. */
const FILTER_FIELDS = ['id', 'name', 'address'] as const satisfies readonly (keyof SavedFilter)[];

/** Every field of a correction. All are copied. */
const CORRECTION_FIELDS = [
  'key',
  'id',
  'kind',
  'headline',
  'published',
  'from',
  'to',
  'seenAt',
  'toldAt',
  'listedAgainAt',
  'decision',
  'words',
] as const satisfies readonly (keyof Correction)[];

type Uncopied =
  | Exclude<keyof SavedAnalysis, (typeof SAVED_FIELDS)[number]>
  | Exclude<keyof Followed, (typeof FOLLOWED_FIELDS)[number]>
  | Exclude<keyof WaitingPage, (typeof WAITING_FIELDS)[number]>
  | Exclude<keyof StoryAnswer, (typeof ANSWER_FIELDS)[number]>
  | Exclude<keyof Label, (typeof LABEL_FIELDS)[number]>
  | Exclude<keyof SavedFilter, (typeof FILTER_FIELDS)[number]>
  | Exclude<keyof Correction, (typeof CORRECTION_FIELDS)[number]>;
true satisfies [Uncopied] extends [never] ? true : never;

/** How the records of a table without texts are copied. The copy of a deleted record holds only `removedAt`. */
export interface PlainCopy {
  /** Prefix of the records' keys in `storage.local`. */
  readonly prefix: string;
  /** Property of the stored value that holds the record. */
  readonly name: string;
  readonly fields: readonly string[];
}

export const PLAIN_COPIES = {
  followed: { prefix: 'kept-followed:', name: 'followed', fields: FOLLOWED_FIELDS },
  waiting: { prefix: 'kept-waiting:', name: 'waiting', fields: WAITING_FIELDS },
  answers: { prefix: 'kept-answer:', name: 'answer', fields: ANSWER_FIELDS },
  labels: { prefix: 'kept-label:', name: 'label', fields: LABEL_FIELDS },
  filters: { prefix: 'kept-filter:', name: 'filter', fields: FILTER_FIELDS },
  corrections: { prefix: 'kept-correction:', name: 'correction', fields: CORRECTION_FIELDS },
} as const satisfies Record<Exclude<CopiedTable, 'saved'>, PlainCopy>;

const PLAIN_PREFIXES = Object.values(PLAIN_COPIES).map(({ prefix }) => prefix);

/** Whether a key of `storage.local` belongs to the second copy. */
export function isKeyOfCopy(key: string): boolean {
  return key.startsWith(KEPT_PREFIX) || isPlainKey(key);
}

/** Whether a key of `storage.local` belongs to the second copy of a table without texts. */
export function isPlainKey(key: string): boolean {
  return PLAIN_PREFIXES.some((prefix) => key.startsWith(prefix));
}

/** A saved or removed analysis in the second copy. */
export interface CopiedAnalysis {
  readonly saved: SavedAnalysis;
  /** The text, if the publication no longer offers its version. The extension can fetch other texts again. */
  readonly text?: SavedText;
  /** The earlier versions of the text, which cannot be fetched again; absent if there are none. */
  readonly earlier?: readonly EarlierText[];
  /** When the reader removed the analysis (ms since the epoch); absent while it is saved. */
  readonly removedAt?: number;
}

/** All records of the second copy, by kind. */
export interface SecondCopy {
  readonly analyses: readonly CopiedAnalysis[];
  readonly followed: readonly Followed[];
  readonly waiting: readonly WaitingPage[];
  readonly answers: readonly StoryAnswer[];
  readonly labels: readonly Label[];
  readonly filters: readonly SavedFilter[];
  readonly corrections: readonly Correction[];
}

export function pickFields<T extends object>(record: T, fields: readonly (keyof T)[]): T {
  return Object.fromEntries(
    fields.filter((field) => field in record).map((field) => [field, record[field]]),
  ) as T;
}

/** Reads the second copy. A removed analysis stays in the second copy while the reader can restore the analysis. */
export async function readSecondCopy(): Promise<SecondCopy> {
  const all = Object.entries(await browser.storage.local.get(null));
  const of = <T>(prefix: string): T[] =>
    all.flatMap(([key, value]) => (key.startsWith(prefix) ? [value as T] : []));
  const plain = <T>({ prefix, name }: PlainCopy): T[] =>
    of<Readonly<Record<string, T>>>(prefix).flatMap((copy) => copy[name] ?? []);
  return {
    analyses: of<CopiedAnalysis>(KEPT_PREFIX).filter(({ saved }) => saved),
    followed: plain<Followed>(PLAIN_COPIES.followed),
    waiting: plain<WaitingPage>(PLAIN_COPIES.waiting),
    answers: plain<StoryAnswer>(PLAIN_COPIES.answers),
    labels: plain<Label>(PLAIN_COPIES.labels),
    filters: plain<SavedFilter>(PLAIN_COPIES.filters),
    corrections: plain<Correction>(PLAIN_COPIES.corrections),
  };
}
