import { lazy } from '../ui/lazy.tsx';

/** Draws a comparison, a version or the version list. Its code is loaded when the reader first opens one of these. */
export const LazyOtherText = lazy(async () => (await import('./other-text.tsx')).OtherText);
