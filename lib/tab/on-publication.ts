import type { TabView } from './tab-view.ts';

/** Whether a view is of a page of the publication. */
export function isOnPublication(view: TabView): boolean {
  return (
    (view.state === 'matched' && view.matches[0]?.because === 'is-the-analysis') ||
    ((view.state === 'not-article' || view.state === 'partial') && view.onPublication)
  );
}
