import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDevice } from './fresh-device.ts';
import { closePage, eventually, openPage, press } from './open-page.ts';
import { readPage, type Shown } from './shown.ts';

/**
 * One state of a page, with the texts, roles and accessible names that the page must then have. Rows must not name
 * classes, elements or nesting, so that they stay valid after a redesign.
 */
export interface PageState {
  /** The title of the test, as the end of a sentence that begins with the title of the table. */
  readonly state: string;
  /** The page's address below the extension. */
  readonly page: string;
  /** Set if the row describes only the open dialog. The page behind it is then left out. */
  readonly isDialog?: true;
  /** Sets up the state before the page opens. */
  readonly prepare?: () => unknown;
  /**
   * Steps on the open page, in order. A string names a control that the reader presses, for example `button "Save"`.
   */
  readonly steps?: readonly (string | (() => unknown))[];
  /**
   * All visible text as one string, or a list of sentences. A listed sentence must be visible. A sentence that
   * only other rows of the table list must not be visible.
   */
  readonly said: string | readonly string[];
  /** All controls in document order, as in `Shown.offered`. */
  readonly offered: readonly string[];
  readonly headings: readonly string[];
  /**
   * Other properties of `Shown`. Of `links`, `values`, `hints` and `marks`, only the entries listed here are compared.
   */
  readonly also?: Partial<Omit<Shown, 'said' | 'offered' | 'headings'>>;
}

/** Tests every row of a table. */
export function describeStates(title: string, states: readonly PageState[]): void {
  const sentences = states.flatMap(({ said }) => (typeof said === 'string' ? [] : said));
  describe(title, () => {
    beforeEach(freshDevice);
    afterEach(closePage);

    it.each(states.map((row) => [row.state, row] as const))('%s', async (_, row) => {
      await row.prepare?.();
      await openPage(row.page);
      for (const step of row.steps ?? []) await (typeof step === 'string' ? press(step) : step());
      await eventually(() => expect(shownOf(row, sentences)).toEqual(expectedOf(row)));
    });
  });
}

function expectedOf({ said, offered, headings, also }: PageState): object {
  return { said: typeof said === 'string' ? said : new Set(said), offered, headings, ...also };
}

/** Returns the properties of the page that the row describes. */
function shownOf({ said, also = {}, isDialog }: PageState, sentences: readonly string[]): object {
  const shown = readPage(document, isDialog ? openDialog() : document.body);
  const named = (entries: object | undefined, all: Readonly<Record<string, string>>): object =>
    Object.fromEntries(Object.keys(entries ?? {}).map((name) => [name, all[name]]));
  const more = Object.keys(also).map((key) => {
    const value = shown[key as keyof typeof also];
    return [
      key,
      Array.isArray(value) || typeof value === 'string' ? value : named(also[key as 'links'], value as never),
    ];
  });
  return {
    said: typeof said === 'string' ? shown.said : saidOf(shown.said, said, sentences),
    offered: shown.offered,
    headings: shown.headings,
    ...Object.fromEntries(more),
  };
}

function openDialog(): HTMLElement {
  const dialog = document.querySelector('dialog');
  if (!dialog?.open) throw new Error('No dialog is open.');
  return dialog;
}

/** Returns the visible sentences of a table. Leaves out an unlisted sentence that is part of a listed one. */
function saidOf(text: string, listed: readonly string[], sentences: readonly string[]): Set<string> {
  const isPart = (sentence: string): boolean =>
    !listed.includes(sentence) && listed.some((longer) => longer.includes(sentence));
  return new Set(sentences.filter((sentence) => text.includes(sentence) && !isPart(sentence)));
}
