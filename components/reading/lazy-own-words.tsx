import { lazy } from '../ui/lazy.tsx';

/** The reader's highlights and note. Their code is loaded when they are first shown. */
export const LazyOwnWords = lazy(async () => (await import('./own-words.tsx')).OwnWords);
