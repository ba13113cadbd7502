export type SiteReaders = typeof import('../publication/site/site-readers.ts');

/**
 * Loads the readers of feeds, sitemaps and pages. The build of the background uses
 * `import-site-readers-in-background.ts` instead.
 */
export function siteReaders(): Promise<SiteReaders> {
  return import('../publication/site/site-readers.ts');
}

/** Call it when the background starts, before anything is awaited. Only the background's version does anything. */
export function prepareSiteReaders(): void {}
