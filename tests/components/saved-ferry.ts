import { db } from '../../lib/db/database.ts';
import type { Highlight, SavedAnalysis } from '../../lib/db/records.ts';

/** The analysis "ferry" in the library, with what the reader has added to it. */

export const FERRY_PAGE = '/library.html#analysis=ferry';
/** The first paragraph of its text. */
export const WORDS = 'The talks resumed on Monday.';

export const savedFerry = (): Promise<SavedAnalysis | undefined> => db.saved.get('ferry');

export const ferryHighlights = async (): Promise<readonly Highlight[]> =>
  (await savedFerry())?.highlights ?? [];
