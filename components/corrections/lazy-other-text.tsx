import { lazy } from '../ui/lazy.tsx';

/** Loads the code that compares texts when the reader first opens a comparison, a version or the version list. */
export const LazyOtherText = lazy(async () => (await import('./other-text.tsx')).OtherText);
