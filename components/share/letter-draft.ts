import type { Publication } from '../../lib/index/manifest.ts';
import type { LetterTopic } from '../../lib/share/kept-letters.ts';
import type { KnownPart, Letter } from '../../lib/share/letter.ts';
import type { PageMatch } from '../reading/page-match.ts';

/** The subject of a letter to the publication: a page, and the wrong analysis if there is one. */
export interface LetterSubject {
  /** Address of the page, from the panel's view. */
  readonly address: string;
  readonly publication: Publication;
  /**
   * Which part of the index has arrived; set only if the index is incomplete. In this case, an analysis of the page may
   * already exist.
   */
  readonly known?: KnownPart;
  /**
   * The analysis that the panel showed, although it is about another article; absent if the letter requests an
   * analysis.
   */
  readonly wrong?: PageMatch;
}

/** Returns the topic under which `lib/share/kept-letters.ts` stores the letter. */
export function letterTopic({ address, wrong }: LetterSubject): LetterTopic {
  return { address, wrong: wrong?.card.id };
}

/** A letter that the reader has opened and not yet closed. */
export interface LetterDraft {
  readonly subject: LetterSubject;
  /** The letter with the reader's edits; absent until it has been loaded. */
  letter?: Letter | undefined;
}

/** The drafts of a panel. They are only in the memory of the panel's page, and are lost when this page is closed. */
export interface Drafts {
  /** The open letters, by tab and page. The panel keeps them while it shows other tabs and pages. */
  readonly open: Map<string, LetterDraft>;
  /**
   * The letters that the reader has edited in a private window, by `draftKey`. They are not stored. If the reader opens
   * a closed letter again, its text comes from here.
   */
  readonly edited: Map<string, Letter>;
}

/** Returns the key of a letter in `Drafts.edited`. */
export function draftKey(subject: LetterSubject): string {
  return JSON.stringify(letterTopic(subject));
}
