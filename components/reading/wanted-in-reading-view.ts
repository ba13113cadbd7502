/**
 * A wish of the reader that a reading view fulfils, for example to see a highlight. The view fulfils it immediately or,
 * if the analysis is not open yet, once the analysis is open.
 */
interface Wish<T> {
  readonly make: (wanted: T) => void;
  /**
   * Calls `fulfil` with the last wish if `isMeant` accepts it: now, and whenever the reader makes a new wish. Each wish
   * is fulfilled only once. Returns a function that ends the wait.
   */
  readonly wait: (isMeant: (wanted: T) => boolean, fulfil: (wanted: T) => void) => () => void;
}

function wish<T>(): Wish<T> {
  let last: { readonly wanted: T } | undefined;
  const listeners = new Set<() => void>();
  return {
    make(wanted) {
      last = { wanted };
      for (const listener of listeners) listener();
    },
    wait(isMeant, fulfil) {
      const look = (): void => {
        if (!last || !isMeant(last.wanted)) return;
        const { wanted } = last;
        last = undefined;
        fulfil(wanted);
      };
      look();
      listeners.add(look);
      return () => listeners.delete(look);
    },
  };
}

/** A highlight that the reader has chosen in a list on this page. */
export interface WantedHighlight {
  readonly id: string;
  /** Gives the focus back to the list when the reader closes the highlight. */
  readonly goBack: () => void;
}

export const wantedHighlight = wish<WantedHighlight>();

/** The id of the saved analysis whose note the reader wants to write. */
export const wantedNote = wish<string>();

/** The id of the analysis in whose text the reader wants to choose words with the keyboard. */
export const wantedCursor = wish<string>();
