import type { JSX, RefObject } from 'preact';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { passagePlace } from '../../lib/library/anchors.ts';
import type { Span } from '../../lib/speech/sentences.ts';
import { blockOf } from './draw-marks.ts';
import { focusBlock } from './focus-block.ts';
import {
  type CursorPassage,
  passageSpan,
  type Step,
  type TextUnits,
  type UnitBlock,
  unitsOfBlocks,
  wholeSentence,
  withStep,
} from './passage-steps.ts';
import type { PublicationText } from './readable-analysis.ts';
import { rangesOf, type ShownText } from './shown-text.ts';
import { bringInSight, firstInSight } from './text-in-sight.ts';
import './passage-cursor.css';

interface Props {
  readonly shown: ShownText;
  /** Changes whenever the cursor must begin at the first visible sentence. */
  readonly asked: number;
  /** The element that has the focus and handles the keys. */
  readonly holder: RefObject<HTMLDivElement | null>;
  readonly publicationText: PublicationText;
  /** Called when the reader has chosen the passage. The passage is then the selection of the document. */
  readonly choose: () => void;
  /** Called when the reader presses Escape, or if the text has no sentence. */
  readonly end: () => void;
}

interface ChosenPassage {
  readonly passage: CursorPassage;
  /** Whether the last key has extended or shortened the passage. */
  readonly isExtension: boolean;
}

/**
 * A cursor with which the reader chooses words without a mouse: the arrow keys move it by sentence and by word. With
 * Shift, they extend or shorten the passage. The passage is the selection of the document, because browsers draw a
 * selection in every colour scheme, forced colours included.
 */
export function PassageCursor({ shown, asked, holder, publicationText, choose, end }: Props): JSX.Element {
  const hint = useId();
  const units = useMemo(() => unitsOfBlocks(blocksOf(shown)), [shown]);
  const [chosen, setChosen] = useState<ChosenPassage>();
  const passage = chosen?.passage;
  const cameFrom = useFocusOn(holder, asked);
  useLayoutEffect(() => {
    const first = firstVisible(holder.current, shown, units);
    if (first) setChosen({ passage: first, isExtension: false });
    else end();
  }, [units, asked]);
  useLayoutEffect(() => {
    if (!passage) return;
    select(shown, passageSpan(passage));
    showMoving(holder.current, shown, passage);
  }, [passage]);

  useLayoutEffect(() => {
    // Firefox 140 clears the selection if the text field that had the focus is removed after the cursor has taken the
    // focus. So select the passage again.
    const selectAgain = (): void => {
      if (passage && document.activeElement === holder.current && getSelection()?.isCollapsed)
        select(shown, passageSpan(passage));
    };
    document.addEventListener('selectionchange', selectAgain);
    return () => document.removeEventListener('selectionchange', selectAgain);
  }, [passage, shown]);

  const go = (step: Step, from: CursorPassage): void => {
    const next = withStep(units, from, step);
    if (next !== from) setChosen({ passage: next, isExtension: step.extends });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!passage || event.altKey || event.ctrlKey || event.metaKey) return;
    const step = stepOf(event, directionAt(shown, passage));
    if (step) go(step, passage);
    else if (event.key === 'Enter') choose();
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const leave = (): void => {
    const [first] = passage ? rangesIn(shown, passageSpan(passage)) : [];
    const block = first && blockOf(first);
    if (cameFrom.current?.isConnected) cameFrom.current.focus();
    else if (block) focusBlock(block, { preventScroll: true });
    end();
  };
  return (
    <>
      {/* With this role, screen readers pass the arrow keys on to the page
          (https://www.w3.org/TR/wai-aria-1.2/#application). */}
      <div
        ref={holder}
        class="passage-cursor"
        role="application"
        tabIndex={-1}
        aria-label={text('passageCursor')}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        // The bar with the actions may have cleared the selection, so select the passage again.
        onFocus={() => passage && select(shown, passageSpan(passage))}
      >
        <p id={hint}>{text('passageHint')}</p>
      </div>
      <Announcement shown={shown} chosen={chosen} publicationText={publicationText} />
    </>
  );
}

/**
 * Moves the focus to an element at first, and whenever `asked` changes. Returns the element that had the focus before;
 * `undefined` if no element had it.
 */
function useFocusOn(
  element: RefObject<HTMLElement | null>,
  asked: number,
): RefObject<HTMLElement | undefined> {
  const before = useRef<HTMLElement>(undefined);
  useLayoutEffect(() => {
    const last = document.activeElement;
    if (last instanceof HTMLElement && last !== document.body && last !== element.current)
      before.current = last;
    element.current?.focus({ preventScroll: true });
  }, [asked]);
  return before;
}

/** Announces the passage to screen readers: the new sentence or word, or the words that were added or removed. */
function Announcement({
  shown,
  chosen,
  publicationText,
}: Pick<Props, 'shown' | 'publicationText'> & { readonly chosen: ChosenPassage | undefined }): JSX.Element {
  const last = useRef<Span>(undefined);
  const [said, say] = useState<{ readonly label?: string; readonly words: string }>();
  // Set the words in an effect, after the region is on the page: screen readers announce only text that is added to an
  // existing region.
  useEffect(() => {
    if (!chosen) return;
    const [before, now] = [last.current, passageSpan(chosen.passage)];
    last.current = now;
    const words = ({ start, end }: Span): string => shown.whole.slice(start, end).replace(/\s+/g, ' ').trim();
    if (!before || !chosen.isExtension) say({ words: words(now) });
    else if (now.end - now.start > before.end - before.start)
      say({ label: text('passageAdded'), words: words(without(before, now)) });
    else say({ label: text('passageRemoved'), words: words(without(now, before)) });
  }, [chosen]);
  return (
    <p class="unseen" role="status">
      {said?.label && <span>{said.label} </span>}
      {said && <span {...publicationText(said.words)}>{said.words}</span>}
    </p>
  );
}

/**
 * Returns the part of a longer passage that is not in a shorter passage. The passages have the same start or the same
 * end.
 */
function without(shorter: Span, longer: Span): Span {
  return longer.start === shorter.start
    ? { start: shorter.end, end: longer.end }
    : { start: longer.start, end: shorter.start };
}

/** Returns the paragraphs, headings and list items of the text, with their languages. */
function blocksOf({ nodes }: ShownText): UnitBlock[] {
  const blocks = new Map<Text | undefined, { at: number; text: string; language: string | undefined }>();
  for (const { node, at, first } of nodes) {
    const block = blocks.get(first);
    const language = node.parentElement?.closest<HTMLElement>('[lang]')?.lang || undefined;
    if (block) block.text += node.data;
    else blocks.set(first, { at, text: node.data, language });
  }
  return [...blocks.values()];
}

function rangesIn(shown: ShownText, span: Span): Range[] {
  return rangesOf(shown, passagePlace(shown, span));
}

function firstVisible(holder: Element | null, shown: ShownText, units: TextUnits): CursorPassage | undefined {
  const view = holder?.closest('.reading');
  if (!view) return undefined;
  const sentences = units.sentence.flatMap((span) => rangesIn(shown, span).slice(0, 1));
  return wholeSentence(units, firstInSight(view, sentences));
}

function select(shown: ShownText, span: Span): void {
  const ranges = rangesIn(shown, span);
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first && last)
    getSelection()?.setBaseAndExtent(
      first.startContainer,
      first.startOffset,
      last.endContainer,
      last.endOffset,
    );
}

/**
 * Scrolls to the words that the last key has reached. If these words are in the hidden part of the summary, shows the
 * whole summary.
 */
function showMoving(holder: Element | null, shown: ShownText, { anchor, moving }: CursorPassage): void {
  const view = holder?.closest('.reading');
  const last =
    moving < anchor.start ? { start: moving, end: moving + 1 } : { start: moving - 1, end: moving };
  const [range] = rangesIn(shown, moving === anchor.end ? anchor : last);
  const paragraph = range && blockOf(range);
  if (!view || !range || !paragraph) return;
  const more = paragraph.closest('.clamped')?.querySelector<HTMLElement>('[aria-expanded="false"]');
  if (more && range.getBoundingClientRect().bottom > paragraph.getBoundingClientRect().bottom) more.click();
  bringInSight(view, range);
}

/** Returns the direction of the text in which the passage begins. */
function directionAt(shown: ShownText, passage: CursorPassage): string {
  const [first] = rangesIn(shown, passageSpan(passage));
  const block = first && blockOf(first);
  return block ? getComputedStyle(block).direction : 'ltr';
}

function stepOf({ key, shiftKey }: KeyboardEvent, direction: string): Step | undefined {
  const on = direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  switch (key) {
    case 'ArrowDown':
      return { unit: 'sentence', by: 1, extends: shiftKey };
    case 'ArrowUp':
      return { unit: 'sentence', by: -1, extends: shiftKey };
    case 'ArrowLeft':
    case 'ArrowRight':
      return { unit: 'word', by: key === on ? 1 : -1, extends: shiftKey };
    default:
      return undefined;
  }
}
