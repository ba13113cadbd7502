export type SiteParsers = typeof import('./site-parsers.ts');

/**
 * Loads the parsers of feeds, sitemaps and pages. The build of the background uses
 * `load-site-parsers-in-background.ts` instead.
 */
export function siteParsers(): Promise<SiteParsers> {
  return import('./site-parsers.ts');
}

/** Call it when the background starts, before anything is awaited. This version does nothing. */
export function prepareSiteParsers(): void {}
