import type { Publication } from '../../lib/index/manifest.ts';
import type { KnownPart, Letter } from '../../lib/share/letter.ts';
import type { PageMatch } from '../reading/match-reason.ts';

/** What the reader wants to tell the publication of the page in a tab. */
export interface LetterSubject {
  /** Of the page, as the address bar showed it. */
  readonly address: string;
  readonly publication: Publication;
  /** Set where only a part of the analyses is known: there may be one of the page. */
  readonly known?: KnownPart;
  /** What was shown on the wrong article; absent where an analysis is wanted. */
  readonly wrong?: PageMatch;
}

/** A letter that was begun. */
export interface Draft {
  readonly subject: LetterSubject;
  /** As the reader left it; absent until the page has been asked. */
  letter?: Letter | undefined;
}

/** The letters begun in a panel, by tab and page: they wait there while it follows the reader elsewhere. */
export type Drafts = Map<string, Draft>;
