export type PageReaders = typeof import('../publication/site/page-readers.ts');

/** Loads the readers of feeds, sitemaps and pages. The build of the background uses `late-page-readers.ts` instead. */
export function pageReaders(): Promise<PageReaders> {
  return import('../publication/site/page-readers.ts');
}

/** Call it when the background starts, before anything is awaited. Only the background's version does anything. */
export function preparePageReaders(): void {}
