import { indexState } from '../db/index-state.ts';

/**
 * How much of the list of analyses was on the device when addresses were looked up. Only a `complete` list shows that
 * an address has no analysis.
 */
export type KnownList =
  | { readonly state: 'absent' | 'complete' }
  /** `backTo`: the day from which the list has every analysis (`YYYY-MM-DD`); absent if there is no such day. */
  | { readonly state: 'partial'; readonly backTo?: string };

/** Returns how much of the list of analyses is on the device. */
export async function knownList(): Promise<KnownList> {
  const index = await indexState();
  if (!index) return { state: 'absent' };
  if (!index.incomplete) return { state: 'complete' };
  const { knownBackTo: backTo } = index;
  return { state: 'partial', ...(backTo === undefined ? {} : { backTo }) };
}

/** Returns the list of which less is known. */
export function lessKnown(a: KnownList, b: KnownList): KnownList {
  return gapOf(b) > gapOf(a) ? b : a;
}

/** Returns a text that sorts lists: the less is known of a list, the later its text. */
function gapOf(list: KnownList): string {
  if (list.state === 'partial') return `a${list.backTo ?? 'x'}`;
  return list.state === 'absent' ? 'b' : '';
}
