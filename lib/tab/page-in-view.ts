import type { PageToRemember } from '../db/remembered-page-records.ts';
import type { AnsweredMatch, TabRecord } from './tab-record.ts';

/** The facts about the page itself that a view contains. */
export interface PageInView {
  /** Folded host of the page; on a page of the publication, the publication's name. */
  readonly site: string;
  /** Address of the page. If the tab shows a reader view, the address of the article. */
  readonly address: string;
  /** The page's headline; absent if it is not known. */
  readonly pageHeadline?: string;
  /**
   * The facts about the page that the actions `addWaitingPage` and `answerStory` store. Absent in a private window,
   * where nothing is stored, and on a page of the publication.
   */
  readonly remember?: PageToRemember;
  /** The reader's answers that decided matches of this page; absent if there are none. */
  readonly answers?: readonly GivenAnswer[];
}

/** An answer of the reader that is applied to the view. `withdrawAnswer(id)` undoes it. */
export interface GivenAnswer extends Pick<AnsweredMatch, 'id' | 'same' | 'headline'> {
  /** Id of the analysis. */
  readonly analysis: string;
}

/** Returns the part of `PageInView` that comes from the tab record. For a private tab, leaves out `remember`. */
export function recordedPage(
  { remember, answered = [] }: TabRecord,
  isPrivate: boolean,
): Pick<PageInView, 'pageHeadline' | 'remember' | 'answers'> {
  const [pageHeadline] = remember?.headlines ?? [];
  const answers = answered.map(({ id, same, headline, match }) => ({
    id,
    same,
    headline,
    analysis: match.id,
  }));
  return {
    ...(pageHeadline === undefined ? {} : { pageHeadline }),
    ...(remember && !isPrivate ? { remember } : {}),
    ...(answers.length > 0 ? { answers } : {}),
  };
}
