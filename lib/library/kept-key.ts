/** Where the second copy has a saved or removed analysis: the beginning of its key in `storage.local`, before its id. */
export const KEPT = 'kept:';
