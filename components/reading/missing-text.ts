import { day, text } from '../../lib/browser/interface-texts.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';

/** The view of a page without a known analysis. */
export type Missing = Extract<TabView, { readonly state: 'none' | 'partial' }>;

/**
 * Returns the words that tell the reader that the page has no analysis, or that the index is incomplete and, if it is
 * known, back to which day it reaches.
 */
export function missingText(view: Missing): string {
  const { name } = view.publication;
  if (view.state === 'none') return text('noneText', name);
  const arrived =
    view.backTo === undefined ? text('partialUndated', name) : text('partialSince', name, day(view.backTo));
  return `${arrived} ${text(view.onPublication ? 'partialOnPublication' : 'partialArticle')}`;
}
