import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';

/** The view of a page without a known analysis. */
export type MissingView = Extract<TabView, { readonly state: 'none' | 'partial' }>;

/**
 * Returns the text that tells the reader that the page has no analysis, or that the index is incomplete. For an
 * incomplete index, the text also says that an analysis may be missing. It names the day to which the index reaches
 * back, if that day is known.
 */
export function missingText(view: MissingView): string {
  const { name } = view.publication;
  if (view.state === 'none') return text('noneText', name);
  const arrived =
    view.backTo === undefined
      ? text('partialUndated', name)
      : text('partialSince', name, formatDay(view.backTo));
  return `${arrived} ${text(view.onPublication ? 'partialOnPublication' : 'partialArticle')}`;
}
