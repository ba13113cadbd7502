import { browser } from '../browser/browser.ts';
import type { Followed, SavedAnalysis, SavedText } from '../db/records.ts';
import { KEPT } from './kept-key.ts';

export const FOLLOWED = 'kept-followed:';

/** Every field of a saved analysis: all are copied. The compiler finds one that is missing. */
export const SAVED_FIELDS = [
  'id',
  'savedAt',
  'card',
  'lens',
  'publication',
  'state',
  'textState',
  'readAt',
  'unlistedSince',
  'withdrawnAt',
  'withdrawalToldAt',
] as const satisfies readonly (keyof SavedAnalysis)[];

/** The same of something followed. */
export const FOLLOWED_FIELDS = [
  'key',
  'kind',
  'id',
  'name',
  'url',
  'followedAt',
] as const satisfies readonly (keyof Followed)[];

/** A saved or removed analysis in the second copy. */
export interface KeptAnalysis {
  readonly saved: SavedAnalysis;
  /** The text, where the index does not offer it any more: all other texts can be fetched again. */
  readonly text?: SavedText;
  /** When it was removed; absent while it is saved. */
  readonly removedAt?: number;
}

/** Something followed in the second copy, or when the reader stopped following it. */
export type KeptFollowed = { readonly followed: Followed } | { readonly removedAt: number };

/** What the second copy holds. */
export interface SecondCopy {
  readonly analyses: readonly KeptAnalysis[];
  readonly followed: readonly Followed[];
}

export function pick<T extends object>(record: T, fields: readonly (keyof T)[]): T {
  return Object.fromEntries(
    fields.filter((field) => field in record).map((field) => [field, record[field]]),
  ) as T;
}

/** Reads the second copy. A removed analysis stands in it for as long as it can be restored. */
export async function readSecondCopy(): Promise<SecondCopy> {
  const all = Object.entries(await browser.storage.local.get(null));
  const of = <T>(prefix: string): T[] =>
    all.flatMap(([key, value]) => (key.startsWith(prefix) ? [value as T] : []));
  return {
    analyses: of<KeptAnalysis>(KEPT).filter(({ saved }) => saved),
    followed: of<KeptFollowed>(FOLLOWED).flatMap((copy) => ('followed' in copy ? copy.followed : [])),
  };
}
