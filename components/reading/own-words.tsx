import type { JSX, RefObject } from 'preact';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { saveAnalysis } from '../../lib/app/actions.ts';
import { addHighlight, removeHighlight, undo } from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { Highlight, SavedAnalysis } from '../../lib/db/records.ts';
import { cardVersion } from '../../lib/index/version.ts';
import { findPassage, quoteOf, spanOf } from '../../lib/library/anchors.ts';
import { quotation } from '../../lib/share/quotation.ts';
import type { ActionResult } from '../ui/action-result.ts';
import { changeFailedText } from '../ui/change-failed-text.ts';
import { copyText } from '../ui/copy-text.ts';
import { Toast } from '../ui/toast.tsx';
import { undoResult } from '../ui/undo-result.ts';
import { useChange } from '../ui/use-change.ts';
import { passageInRange } from './blocks-on-page.ts';
import { blockOf, drawMarks, markAt, type ShownMark } from './draw-marks.ts';
import { focusBlock } from './focus-block.ts';
import { HighlightBox } from './highlight-box.tsx';
import { HighlightsList } from './highlights-list.tsx';
import { OwnNote } from './own-note.tsx';
import { PassageChoice } from './passage-choice.tsx';
import type { PublicationText, ReadableAnalysis } from './readable-analysis.ts';
import type { SelectedWords } from './selection-bar.tsx';
import { rangesOf, type ShownText } from './shown-text.ts';
import { useShownText } from './use-shown-text.ts';
import { type WantedHighlight, wantedHighlight } from './wanted-in-reading-view.ts';
import './own-words.css';

export interface OwnWordsProps {
  /** An element inside the reading view. */
  readonly within: RefObject<HTMLElement | null>;
  readonly analysis: ReadableAnalysis;
  /** The reader's copy; `undefined` if the analysis is not saved. */
  readonly saved: SavedAnalysis | undefined;
  readonly isPrivate: boolean;
  readonly publicationText: PublicationText;
  /** Changes whenever the reader asks to choose words with the keyboard; 0 until the reader has asked. */
  readonly cursorAsked: number;
}

/** The highlight whose box is open. */
interface OpenBox {
  readonly id: string;
  readonly isEdited?: boolean;
  /** Whether the reader came from a list of highlights. */
  readonly isListed?: boolean;
  /**
   * Moves the focus back to where the reader came from. Called when the reader closes the box with its button or
   * Escape.
   */
  readonly goBack?: () => void;
}

const NONE: readonly Highlight[] = [];

/**
 * The reader's own words on an analysis: highlights with comments, which are drawn in the text and listed below it, and
 * a note. When the reader selects words, a bar offers the possible actions, except in private windows.
 */
export function OwnWordsView({
  within,
  analysis,
  saved,
  isPrivate,
  publicationText,
  cursorAsked,
}: OwnWordsProps): JSX.Element {
  const { id } = analysis.card;
  const shown = useShownText(within);
  const highlights = saved?.highlights ?? NONE;
  const marks = useMemo(() => (shown ? marksIn(shown, highlights) : []), [shown, highlights]);
  const [open, setOpen] = useState<OpenBox>();
  // When the text changes, a new `PassageChoice` may replace the present one. This new `PassageChoice` must not start
  // the cursor again.
  const cursorStarted = useRef(0);
  const { change, failure } = useChange('change the library');
  const [result, setResult] = useState<ActionResult>();
  const mark = marks.find(({ highlight }) => highlight.id === open?.id);
  // Draw the marks in a layout effect, so that the browser paints them together with the text if both are ready.
  useLayoutEffect(() => drawMarks(marks, (highlight) => setOpen({ id: highlight })), [marks]);
  useMarkClicks(within, marks, (highlight) => setOpen({ id: highlight }));

  const run = (work: () => Promise<ActionResult | undefined>): void =>
    startTask('change the highlights', async () => {
      let done: ActionResult | undefined;
      setResult(undefined);
      const isDone = await change(async () => {
        done = await work();
      });
      if (isDone) setResult(done);
    });
  const add = ({ place, goBack }: SelectedWords, isEdited: boolean): void =>
    run(async () => {
      if (!shown) return undefined;
      const highlight: Highlight = {
        id: crypto.randomUUID(),
        ...place,
        version: await versionOf(analysis, within.current),
        ...quoteOf(shown, place),
        comment: '',
        createdAt: Date.now(),
      };
      if (!saved) await saveAnalysis(analysis.card, analysis);
      await addHighlight(id, highlight);
      if (isEdited) setOpen({ id: highlight.id, isEdited, ...(goBack ? { goBack } : {}) });
      return {
        words: text(saved ? 'highlightAdded' : 'highlightAddedSaved'),
        undo: () => remove(highlight, rangesOf(shown, place)),
      };
    });
  const rangesOfMark = (wanted: string): readonly Range[] | undefined =>
    marks.find(({ highlight }) => highlight.id === wanted)?.ranges;
  const remove = (highlight: Highlight, ranges = rangesOfMark(highlight.id)): void =>
    run(async () => {
      const undoId = await removeHighlight(id, highlight.id);
      focusText(ranges, within.current, 'nearest');
      setOpen(undefined);
      const back = (removalId: string) => () =>
        run(async () => undoResult(await undo(removalId), text('highlightRestored')));
      return {
        words: text('highlightRemoved'),
        ...(undoId === undefined ? {} : { undo: back(undoId) }),
      };
    });
  const quote = ({ range }: SelectedWords): void =>
    run(async () => {
      const view = within.current?.closest('.reading');
      const passage = view && passageInRange(view, range);
      const isCopied = passage && (await copyText(quotation(analysis, passage)));
      return isCopied ? { words: text('letterCopied') } : { words: text('quoteRefused'), isFailure: true };
    });
  const go = ({ id: highlight, goBack }: WantedHighlight): void => {
    const ranges = rangesOfMark(highlight);
    focusText(ranges, lostEntry(within.current, highlight), 'center');
    if (ranges) setOpen({ id: highlight, isListed: true, goBack });
  };
  useLayoutEffect(
    () =>
      wantedHighlight.wait(
        (wanted) => shown !== undefined && highlights.some((highlight) => highlight.id === wanted.id),
        go,
      ),
    [marks],
  );
  const close = useCallback((): void => setOpen(undefined), []);
  const goBack = useCallback((): void => {
    open?.goBack?.();
    // Move the focus to the passage: the box disappears, and the cursor that opened it may have ended.
    if (open && !open.isListed && document.activeElement?.closest('.highlight-box'))
      focusText(rangesOfMark(open.id), null, 'nearest');
    setOpen(undefined);
  }, [open, marks]);

  const found = new Set(marks.map(({ highlight }) => highlight.id));
  const lost = shown ? highlights.filter((one) => !found.has(one.id)) : [];
  const listed = [...marks.map(({ highlight }) => highlight), ...lost];
  const shownResult = useMemo(
    () => (failure ? { words: changeFailedText(failure.why), isFailure: true } : result),
    [failure, result],
  );
  return (
    <>
      {shown && !isPrivate && (
        <PassageChoice
          shown={shown}
          cursorAsked={cursorAsked}
          cursorStarted={cursorStarted}
          publicationText={publicationText}
          highlight={(words) => add(words, false)}
          comment={(words) => add(words, true)}
          quote={quote}
        />
      )}
      {/* In the document, the toast comes directly after the choice of words. So the Tab key leads from the words
          to Undo first. */}
      <Toast result={shownResult} />
      {mark && (
        <HighlightBox
          key={mark.highlight.id}
          id={id}
          mark={mark}
          isPrivate={isPrivate}
          isEditedAtFirst={open?.isEdited ?? false}
          isFromList={open?.isListed === true}
          remove={(highlight) => remove(highlight)}
          close={close}
          goBack={goBack}
        />
      )}
      {listed.length > 0 && (
        <HighlightsList
          id={id}
          highlights={listed}
          found={found}
          isPrivate={isPrivate}
          publicationText={publicationText}
          go={go}
          remove={(highlight) => remove(highlight)}
        />
      )}
      {saved && <OwnNote key={id} of={saved} isPrivate={isPrivate} />}
    </>
  );
}

/** Returns the highlights whose passages are in the text, in the order of the text. */
function marksIn(shown: ShownText, highlights: readonly Highlight[]): ShownMark[] {
  return highlights
    .flatMap((highlight) => {
      const place = findPassage(highlight, shown);
      if (!place) return [];
      return [{ highlight, ranges: rangesOf(shown, place), start: spanOf(shown, place).start }];
    })
    .toSorted((a, b) => a.start - b.start);
}

/** Returns the version of the text that the view shows. */
async function versionOf({ card, textState }: ReadableAnalysis, within: Element | null): Promise<string> {
  const shown = within?.closest('.reading-text')?.querySelector<HTMLElement>('.sections[data-version]');
  if (shown?.dataset.version !== undefined) return shown.dataset.version;
  const own = textState === 'kept' ? await query('savedVersion', card.id) : undefined;
  return own ?? cardVersion(card);
}

/** Opens a highlight when the reader clicks its words. */
function useMarkClicks(
  within: RefObject<HTMLElement | null>,
  marks: readonly ShownMark[],
  open: (id: string) => void,
): void {
  useLayoutEffect(() => {
    const view = within.current?.closest<HTMLElement>('.reading-text');
    if (!view || marks.length === 0) return undefined;
    const click = ({ target, clientX, clientY }: MouseEvent): void => {
      const isControl = target instanceof Element && target.closest('a, button, textarea, .highlight-box');
      if (isControl || getSelection()?.isCollapsed === false) return;
      const mark = markAt(marks, clientX, clientY);
      if (mark) open(mark.highlight.id);
    };
    view.addEventListener('click', click);
    return () => view.removeEventListener('click', click);
  }, [marks]);
}

/** Returns the entry of a highlight in the list below the text, if its words are no longer in the text. */
function lostEntry(within: HTMLElement | null, highlight: string): HTMLElement | null {
  const entries = within?.querySelectorAll<HTMLElement>('[data-lost]') ?? [];
  return [...entries].find(({ dataset }) => dataset.lost === highlight) ?? null;
}

/**
 * Moves the focus to the paragraph in which a passage begins; without a passage, moves it to `instead`.
 *
 * @param where the position of the paragraph in the window; `nearest` does not scroll if the paragraph is visible
 */
function focusText(
  ranges: readonly Range[] | undefined,
  instead: HTMLElement | null,
  where: 'center' | 'nearest',
): void {
  const [first] = ranges ?? [];
  const block = first && blockOf(first);
  if (block) {
    focusBlock(block, { preventScroll: true });
    block.scrollIntoView({ block: where, behavior: 'instant' });
  } else if (instead) focusBlock(instead);
}
