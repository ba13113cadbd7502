import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import type { LanguageAndDirection } from '../../lib/input/text-direction.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';

/** An analysis that the reading view can draw, from the index or from the library. */
export interface ReadableAnalysis extends Pick<ShownMatch, 'card' | 'lens' | 'publication'> {
  /** The reason why the page has this analysis; absent if the analysis is not shown as a match of a page. */
  readonly because?: ShownMatch['because'];
  readonly text?: AnalysisText | undefined;
  /**
   * State of the saved text; absent if the analysis is not from the library. If the state is `kept`, the view shows the
   * saved text even if the publication has a newer text.
   */
  readonly textState?: SavedAnalysis['textState'];
  /**
   * When a sync first found that the publication no longer lists the analysis (ms since the epoch). Set only once the
   * analysis counts as withdrawn.
   */
  readonly withdrawnAt?: number;
  /** Whether the analysis is probably saved. `SaveButton` uses this until the database has answered. */
  readonly isSaved?: boolean | undefined;
}

/** Returns the attributes of an element that contains a text of the publication. */
export type PublicationText = (words: string) => LanguageAndDirection;
