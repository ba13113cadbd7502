export type PageReaders = typeof import('../publication/site/page-readers.ts');

/** The readers of feeds, sitemaps and pages. In the background the build puts `late-page-readers.ts` here. */
export function pageReaders(): Promise<PageReaders> {
  return import('../publication/site/page-readers.ts');
}

/** To be called when the background starts, before anything is awaited. */
export function preparePageReaders(): void {}
