/** Prefix of the keys of saved and removed analyses in the second copy (`storage.local`). The id follows it. */
export const KEPT_PREFIX = 'kept:';
