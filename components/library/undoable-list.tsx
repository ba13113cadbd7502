import type { JSX, RefObject } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { countedText, formatCalendarDay, formatNumber, text } from '../../lib/browser/interface-texts.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import type { Undoable } from '../../lib/library/journal.ts';
import { changeName, changeSentence, isAboutAnalysis } from './names-of-changes.ts';
import { useFocusAfterUndo } from './use-focus-after-undo.ts';
import './undoable-list.css';

/** Number of changes that the list shows until the reader opens the whole list. */
const FIRST_CHANGES = 50;

interface Props {
  /** The changes that can be undone, the most recent first. */
  readonly changes: readonly Undoable[];
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  readonly isPrivate: boolean;
  readonly undo: (change: Undoable) => void;
  /** The heading of the view. It takes the focus when Undo has left no change in the list. */
  readonly heading: RefObject<HTMLElement | null>;
}

/** Lists the changes of the last 30 days that can be undone, each with a button that undoes it. */
export function UndoableList({ changes, language, isPrivate, undo, heading }: Props): JSX.Element | null {
  const [isWhole, showWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const title = useId();
  const moveFocusAfter = useFocusAfterUndo(changes);
  const press: ChangeProps['press'] = (change, button) => {
    const at = changes.indexOf(change);
    // The focus moves to the button that takes the place of the pressed button. If the pressed button was the last one
    // of several, the focus moves to the button before it. If no change is left, the focus moves to the heading.
    moveFocusAfter(button, () => {
      const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
      return buttons[Math.min(at, buttons.length - 1)] ?? heading.current;
    });
    undo(change);
  };
  // The button that shows the whole list disappears, so move the focus to the first added change.
  useLayoutEffect(() => {
    if (isWhole) list.current?.querySelectorAll('button')[FIRST_CHANGES]?.focus();
  }, [isWhole]);
  if (changes.length === 0) return null;
  const shown = isWhole ? changes : changes.slice(0, FIRST_CHANGES);
  return (
    <section class="undoable">
      <h2 id={title}>{text('undoableTitle')}</h2>
      <ul ref={list} data-count={changes.length} aria-labelledby={title}>
        {shown.map((change) => (
          <li key={change.id} class="undoable-row" data-kind={change.kind}>
            <Change change={change} language={language} isPrivate={isPrivate} press={press} />
          </li>
        ))}
      </ul>
      {changes.length > shown.length && (
        <button type="button" class="link undoable-more" onClick={() => showWhole(true)}>
          {text('railMore', formatNumber(changes.length - shown.length))}
        </button>
      )}
    </section>
  );
}

interface ChangeProps extends Pick<Props, 'language' | 'isPrivate'> {
  readonly change: Undoable;
  readonly press: (change: Undoable, button: HTMLElement) => void;
}

function Change({ change, language, isPrivate, press }: ChangeProps): JSX.Element {
  const { at, goesAt, kind, about, number: analyses, words } = change;
  const facts = useId();
  return (
    <>
      <p class="undoable-name" dir="auto">
        {changeName(change)}
      </p>
      {isAboutAnalysis(kind) && (
        <p class="undoable-about">
          <span {...languageAndDirection(about, language)}>{about}</span>
          {analyses > 1 && ` ${countedText('changeMore', analyses - 1)}`}
        </p>
      )}
      {words !== undefined && (
        <p class="undoable-words" dir="auto">
          {text('quotedWords', words)}
        </p>
      )}
      <p id={facts} class="undoable-facts">
        {[
          ...(analyses > 0 ? [countedText('labelsOfMany', analyses)] : []),
          formatCalendarDay(at, 'short'),
          text('undoableUntil', formatCalendarDay(goesAt, 'short')),
        ].join(' · ')}
      </p>
      <button
        type="button"
        class="button"
        aria-label={text('undoNamed', changeSentence(change))}
        aria-describedby={facts}
        disabled={isPrivate}
        onClick={({ currentTarget }) => press(change, currentTarget)}
      >
        {text('undo')}
      </button>
    </>
  );
}
