import { eachToken, type TokenVisitor } from '../words/tokens.ts';
import type { WordLookup } from './plan.ts';

/** A part of a text, from `start` up to but not including `end`, in UTF-16 code units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Receives each place where a word or phrase was found.
 *
 * @returns `true` to stop the search in this text
 */
export type PlaceVisitor = (place: TextSpan) => unknown;

function isFormOf(word: string, { forms, isBeginning }: WordLookup): boolean {
  return forms.some((form) => (isBeginning ? word.startsWith(form) : word === form));
}

/** Finds words in texts. The finder remembers which words match, so reuse it for many texts. */
export class WordFinder {
  readonly #lookups: readonly WordLookup[];
  /** Stored in `Form.owner` together with a number, so that this finder recognizes the numbers that it has stored. */
  readonly #owner = {};

  /** @param lookups a word must match one of these */
  constructor(lookups: readonly WordLookup[]) {
    this.#lookups = lookups;
  }

  /** Visits the matching words of a text, in order. */
  eachPlace(text: string, visit: PlaceVisitor): void {
    if (this.#lookups.length === 0) return;
    const visitToken: TokenVisitor = (form, start, end) => {
      // `number` says whether the word matches.
      if (form.owner !== this.#owner) {
        form.owner = this.#owner;
        form.number = this.#lookups.some((lookup) => isFormOf(form.word, lookup)) ? 1 : 0;
      }
      return form.number === 1 && visit({ start, end });
    };
    eachToken(text, visitToken);
  }

  /** Whether a text contains a matching word. */
  isIn(text: string): boolean {
    return isVisited(this, text);
  }
}

/** A place where a phrase may begin: how many of its words were found so far, and where the first word starts. */
interface Begun {
  found: number;
  readonly start: number;
}

/** Finds a phrase in texts. The finder remembers which words match, so reuse it for many texts. */
export class PhraseFinder {
  readonly #lookups: readonly WordLookup[];
  /** Stored in `Form.owner` together with a number, so that this finder recognizes the numbers that it has stored. */
  readonly #owner = {};

  /** @param lookups the words of the phrase, in order */
  constructor(lookups: readonly WordLookup[]) {
    this.#lookups = lookups;
  }

  /**
   * Visits each occurrence of the phrase in a text. Drops an incomplete occurrence once no later word can complete it.
   */
  eachPlace(text: string, visit: PlaceVisitor): void {
    const lookups = this.#lookups;
    const reach = lookups.at(-1)?.offset ?? 0;
    const begun = new Map<number, Begun>();
    const visitToken: TokenVisitor = (form, start, end, position) => {
      // `number` has a bit for each lookup that the word matches.
      if (form.owner !== this.#owner) {
        form.owner = this.#owner;
        form.number = this.#bitsOf(form.word);
      }
      if (form.number === 0) return false;
      for (const first of begun.keys()) {
        if (first >= position - reach) break;
        begun.delete(first);
      }
      for (let n = 0; n < lookups.length; n++) {
        if ((form.number & (1 << n)) === 0) continue;
        const first = position - (lookups[n] as WordLookup).offset;
        if (n === 0 && !begun.has(first)) begun.set(first, { found: 0, start });
        const beginning = begun.get(first);
        if (beginning?.found !== n) continue;
        beginning.found++;
        if (beginning.found === lookups.length && visit({ start: beginning.start, end }) === true)
          return true;
      }
      return false;
    };
    eachToken(text, visitToken);
  }

  #bitsOf(word: string): number {
    return this.#lookups.reduce((bits, lookup, n) => (isFormOf(word, lookup) ? bits | (1 << n) : bits), 0);
  }

  /** Whether a text contains the phrase. */
  isIn(text: string): boolean {
    return isVisited(this, text);
  }
}

/** Whether a finder finds a place in a text. Stops at the first place. */
function isVisited(finder: { eachPlace(text: string, visit: PlaceVisitor): void }, text: string): boolean {
  let isFound = false;
  finder.eachPlace(text, () => {
    isFound = true;
    return true;
  });
  return isFound;
}
