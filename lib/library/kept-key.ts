/** Keys of saved and removed analyses in the second copy (`storage.local`) begin with this; the id follows. */
export const KEPT = 'kept:';
