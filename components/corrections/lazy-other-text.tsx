import { lazy } from '../ui/lazy.tsx';

/** The code that compares texts is loaded when the reader first looks at a comparison or an earlier version. */
export const LazyOtherText = lazy(async () => (await import('./other-text.tsx')).OtherText);
