import type { Publication } from '../../lib/index/manifest.ts';
import type { LetterTopic } from '../../lib/share/kept-letters.ts';
import type { KnownPart, Letter } from '../../lib/share/letter.ts';
import type { PageMatch } from '../reading/page-match.ts';

/** What a letter to the publication is about. */
export interface LetterSubject {
  /** Address of the page, as the panel's view has it. */
  readonly address: string;
  readonly publication: Publication;
  /** Set if the index is incomplete, so that the page may have an analysis. */
  readonly known?: KnownPart;
  /** The analysis that was shown on the wrong article; absent if the reader asks for an analysis. */
  readonly wrong?: PageMatch;
}

/** What `lib/share/kept-letters.ts` keeps the letter under. */
export function topicOf({ address, wrong }: LetterSubject): LetterTopic {
  return { address, wrong: wrong?.card.id };
}

/** A letter that the reader has opened and not closed. */
export interface Draft {
  readonly subject: LetterSubject;
  /** The letter with the reader's edits; absent until the page has been examined for it. */
  letter?: Letter | undefined;
}

/** The drafts of a panel, by tab and page. They are kept while the panel shows other tabs and pages. */
export type Drafts = Map<string, Draft>;
