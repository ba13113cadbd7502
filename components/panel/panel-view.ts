import type { JSX } from 'preact';
import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import type { IndexStatus, QueryAnswers } from '../../lib/app/queries.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import type { NewestForSite } from '../../lib/db/newest-for-site.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';
import type { TabView } from '../../lib/tab/tab-view.ts';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import type { Letters } from '../share/use-letters.tsx';
import type { DatabaseState } from '../ui/use-database.ts';
import type { LinkedStoriesState } from './use-linked-stories.ts';

/** The view of a tab, and the data with which the panel first draws its state. */
export type PanelView = QueryAnswers['viewTab'] & {
  /** Id of the tab. */
  readonly tabId: number;
  readonly text: AnalysisText | undefined;
  /** Whether the analysis is probably saved. The panel shows this until the database has answered. */
  readonly isSaved?: boolean | undefined;
  /** The newest analyses; absent if the state does not list them. */
  readonly newest?: NewestForSite | undefined;
};

/** Maximum number of analyses in the panel's list "New for you". */
export const MAX_NEW_FOR_YOU = 4;
/** Maximum number of analyses in the list of the newest. */
export const MAX_NEWEST = 4;
/**
 * Number of newest analyses to request. The panel does not show all of them: it leaves out analyses that it lists above
 * the newest, for example in "New for you".
 */
export const NEWEST_TO_REQUEST = MAX_NEWEST + MAX_NEW_FOR_YOU;

/** The data and functions that a row of a list needs to open its analysis. */
export interface RowContext {
  /** Shows an analysis instead of the panel's state, with a button that brings the state back. */
  readonly open: (analysis: ReadableAnalysis) => void;
  /**
   * Id of the analysis that the reader has just closed. Its row takes the keyboard focus and then calls `onFocused`.
   */
  readonly justClosed: string | undefined;
  readonly onFocused: () => void;
}

/** The data and functions that every state gets in addition to its view. */
export interface PanelContext extends RowContext {
  readonly database: DatabaseState;
  readonly status: IndexStatus | undefined;
  readonly settings: Settings | undefined;
  readonly isPrivate: boolean;
  readonly letters: Letters;
  readonly linked: LinkedStoriesState;
  /**
   * Returns the button that reports a wrong match; `undefined` if the view does not present the analysis as being about
   * the page.
   */
  readonly doubt: (id: string) => JSX.Element | undefined;
}

type ViewOf<State extends TabView['state'], View = PanelView> = View extends { readonly state: infer Its }
  ? State extends Its
    ? View
    : never
  : never;

export interface StateProps<State extends TabView['state']> {
  readonly view: ViewOf<State>;
  readonly panel: PanelContext;
}

/** Returns the analyses that a view offers for the page. */
export function offeredAnalyses(view: PanelView): readonly ShownMatch[] {
  return 'matches' in view ? view.matches : 'related' in view ? view.related : [];
}

/**
 * Returns the analysis that is open for reading: the one that the reader has opened, or the only one of the page.
 * Returns `undefined` if there is neither.
 *
 * @param opened the opened analysis. It stays open even if the view stops offering it. For example, opening an analysis
 *   of "New for you" marks it as seen and so removes it from "New for you".
 */
export function analysisToRead(
  view: PanelView,
  opened: ReadableAnalysis | undefined,
): ReadableAnalysis | undefined {
  if (opened) return offeredAnalyses(view).find(({ card }) => card.id === opened.card.id) ?? opened;
  const [only] = view.state === 'matched' ? view.matches : [];
  return only && { ...only, text: view.text, isSaved: view.isSaved };
}
