import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import { lazy } from '../ui/lazy.tsx';
import { LoadingLine } from '../ui/loading-line.tsx';
import { type Drafts, draftKey, type LetterDraft, type LetterSubject, letterTopic } from './letter-draft.ts';
import './letter.css';

/** Draws an open letter. The code of `LetterView` is loaded first. */
export const LazyLetter = lazy(
  async () => (await import('./letter-view.tsx')).LetterView,
  () => <LoadingLine words={text('stateLoading')} />,
);

export interface Letters {
  /** The open letter of the page; `undefined` if none is open. */
  readonly open: LetterDraft | undefined;
  /**
   * Whether the reader has just closed a letter. The button of that letter takes the keyboard focus once it is drawn.
   */
  readonly isClosed: boolean;
  /** Closes the open letter and deletes its draft. */
  readonly back: () => void;
  /**
   * Closes the open letter. The reader's edits return when the letter is opened again; in private windows, only until
   * the panel is closed.
   */
  readonly leave: () => void;
  /** Returns a button that opens a letter about a subject. */
  readonly button: (subject: LetterSubject) => JSX.Element;
}

/**
 * State and actions of the letters of a panel. An open letter replaces the state of the tab and an open analysis, but
 * not the list of linked stories.
 *
 * @param page identifies the page in the tab
 */
export function useLetters(drafts: Drafts, page: string): Letters {
  const [, redraw] = useState({});
  const [justClosed, setJustClosed] = useState<LetterSubject>();
  const open = drafts.open.get(page);
  const leave = (): void => {
    drafts.open.delete(page);
    setJustClosed(open?.subject);
  };
  return {
    open,
    isClosed: justClosed !== undefined,
    back: () => {
      if (open) {
        drafts.edited.delete(draftKey(open.subject));
        startTask('delete a letter', () => dropDraft(open));
      }
      leave();
    },
    leave,
    button: (subject) => (
      <LetterButton
        subject={subject}
        isJustClosed={justClosed !== undefined && justClosed.wrong?.card.id === subject.wrong?.card.id}
        open={() => {
          drafts.open.set(page, { subject });
          redraw({});
        }}
        onFocused={() => setJustClosed(undefined)}
      />
    ),
  };
}

/**
 * The states of the panel, and the box with the reason for a match, draw this button. Its code is loaded when it is
 * first drawn.
 */
const LetterButton = lazy(async () => (await import('./letter-button.tsx')).LetterButton);

async function dropDraft({ subject }: LetterDraft): Promise<void> {
  const { dropLetter } = await import('../../lib/app/session-storage-actions.ts');
  await dropLetter(letterTopic(subject));
}
