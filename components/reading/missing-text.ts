import { day, text } from '../../lib/browser/interface-texts.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';

/** A page of which no analysis is known. */
export type Missing = Extract<TabView, { readonly state: 'none' | 'partial' }>;

/** Why no analysis is shown: there is none, or not all are known. */
export function missingText(view: Missing): string {
  const { name } = view.publication;
  if (view.state === 'none') return text('noneText', name);
  const arrived =
    view.backTo === undefined ? text('partialUndated', name) : text('partialSince', name, day(view.backTo));
  return `${arrived} ${text(view.onPublication ? 'partialOnPublication' : 'partialArticle')}`;
}
