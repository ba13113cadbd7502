import type { TabView } from './tab-view.ts';

/** Whether a view shows a page of the publication. */
export function isOnPublication(view: TabView): boolean {
  return (
    (view.state === 'matched' && view.matches[0]?.because === 'is-the-analysis') ||
    ((view.state === 'not-article' || view.state === 'partial') && view.onPublication)
  );
}

/**
 * Returns the site of the page in a view. Returns `undefined` for a page that the extension does not match: a page of
 * the publication, or of a site where the reader has switched the extension off. Also `undefined` if the view has no
 * site.
 */
export function matchedSite(view: TabView): string | undefined {
  return 'site' in view && view.state !== 'off' && !isOnPublication(view) ? view.site : undefined;
}
