import { indexState } from '../db/index-state.ts';
import { type NoneFound, noneFoundIn } from '../sync/meaning-of-no-match.ts';

/**
 * How much of the list of analyses was on the device when addresses were looked up. Only a `complete` list shows that
 * an address has no analysis.
 */
export type KnownList =
  | { readonly state: 'absent' | 'complete' }
  | Exclude<NoneFound, { readonly state: 'none' }>;

/** Returns how much of the list of analyses is on the device. */
export async function knownList(): Promise<KnownList> {
  const index = await indexState();
  if (!index) return { state: 'absent' };
  const none = await noneFoundIn(index);
  return none.state === 'none' ? { state: 'complete' } : none;
}

/** Of two states of the list, returns the state in which less of the list is known. */
export function lessKnown(a: KnownList, b: KnownList): KnownList {
  return gapOf(b) > gapOf(a) ? b : a;
}

/** Returns a sort key. A state in which less of the list is known has a later key. */
function gapOf(list: KnownList): string {
  if (list.state === 'partial') return `a${list.backTo ?? 'x'}`;
  return { complete: '', stale: 'b', absent: 'c' }[list.state];
}
