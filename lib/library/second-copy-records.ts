import { browser } from '../browser/browser.ts';
import type { Followed, SavedAnalysis, SavedText } from '../db/records.ts';
import { KEPT } from './second-copy-key.ts';

export const FOLLOWED = 'kept-followed:';

/** Every field of a saved analysis. All are copied; the compiler reports a field that is missing here. */
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

/** Every field of a followed lens, topic or outlet, likewise. */
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
  /** The text, if the index no longer offers this version of it. Other texts can be fetched again. */
  readonly text?: SavedText;
  /** When the reader removed it (ms since the epoch); absent while it is saved. */
  readonly removedAt?: number;
}

/** A followed lens, topic or outlet in the second copy, or when the reader unfollowed it (ms since the epoch). */
export type KeptFollowed = { readonly followed: Followed } | { readonly removedAt: number };

/** The whole second copy. */
export interface SecondCopy {
  readonly analyses: readonly KeptAnalysis[];
  readonly followed: readonly Followed[];
}

export function pick<T extends object>(record: T, fields: readonly (keyof T)[]): T {
  return Object.fromEntries(
    fields.filter((field) => field in record).map((field) => [field, record[field]]),
  ) as T;
}

/** Reads the second copy. It holds a removed analysis for as long as the reader can restore it. */
export async function readSecondCopy(): Promise<SecondCopy> {
  const all = Object.entries(await browser.storage.local.get(null));
  const of = <T>(prefix: string): T[] =>
    all.flatMap(([key, value]) => (key.startsWith(prefix) ? [value as T] : []));
  return {
    analyses: of<KeptAnalysis>(KEPT).filter(({ saved }) => saved),
    followed: of<KeptFollowed>(FOLLOWED).flatMap((copy) => ('followed' in copy ? copy.followed : [])),
  };
}
