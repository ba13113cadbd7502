import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';

/** An analysis to read, from the index or from the reader's library. */
export interface ReadableAnalysis extends Pick<ShownMatch, 'card' | 'lens' | 'publication'> {
  /** Why it is shown for a page; absent if the reader chose it from a list. */
  readonly because?: ShownMatch['because'];
  /** The text, if it is loaded already. */
  readonly text?: AnalysisText | undefined;
  /** Set if it is from the library. The saved text is then shown, whatever the publication has now. */
  readonly textState?: SavedAnalysis['textState'];
  /** When the publication withdrew it (ms since the epoch). */
  readonly withdrawnAt?: number;
  /** Whether it is probably in the library. `SaveButton` shows this until the database has answered. */
  readonly isSaved?: boolean | undefined;
}

/** Attributes of an element with text of the publication: language (BCP 47) and writing direction. */
export type PublicationText = { readonly lang: string | undefined; readonly dir: 'ltr' | 'rtl' | 'auto' };
