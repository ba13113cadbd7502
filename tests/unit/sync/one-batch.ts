import { type Outside, readBatch } from '../../../lib/sync/back-fill.ts';

/** Reads one batch of pages. Returns whether cards may have changed. */
export const backFill = async (outside: Outside): Promise<boolean> => (await readBatch(outside)).changed;
