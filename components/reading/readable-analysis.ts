import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import type { ShownMatch } from '../../lib/tab/tab-record.ts';

/** An analysis as it is to be read: from the index, or the reader's own copy. */
export interface ReadableAnalysis extends Pick<ShownMatch, 'card' | 'lens' | 'publication'> {
  /** Why it is shown; absent where the reader chose it. */
  readonly because?: ShownMatch['because'];
  /** The text, where it is known already. */
  readonly text?: AnalysisText | undefined;
  /** Set where it is the reader's own copy: its text is the copy's, whatever the publication has now. */
  readonly textState?: SavedAnalysis['textState'];
  readonly withdrawnAt?: number;
  /** Whether it is in the library, as far as that is known: the database is asked later. */
  readonly isSaved?: boolean | undefined;
}

export type PublicationText = { readonly lang: string | undefined; readonly dir: 'ltr' | 'rtl' | 'auto' };
