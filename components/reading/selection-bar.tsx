import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { PassagePlace } from '../../lib/library/anchors.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { blockOf } from './draw-marks.ts';
import { focusBlock } from './focus-block.ts';
import { selectedRange } from './selected-range.ts';
import { passagePlaceIn, rangesOf, type ShownText } from './shown-text.ts';
import { usePlacedBeside } from './use-placed-beside.ts';

/** The bar appears when a selection has not changed for this time (ms). */
const SETTLED_MS = 150;

export interface SelectedWords {
  readonly range: Range;
  readonly place: PassagePlace;
  /** The ranges of the selected words. */
  readonly ranges: readonly Range[];
  /** Gives the focus back to the keyboard cursor; absent if the reader has selected the words in another way. */
  readonly goBack?: () => void;
}

/** What the reader can do with the selected words. */
export interface SelectionActions {
  readonly highlight: (words: SelectedWords) => void;
  readonly comment: (words: SelectedWords) => void;
  readonly quote: (words: SelectedWords) => void;
}

/** The cursor with which the reader chooses words by keyboard. */
interface Cursor {
  /** Whether the reader has chosen the words. Until then there is no bar. */
  readonly hasChosen: boolean;
  /** Gives the focus back to the cursor. */
  readonly back: () => void;
}

interface Props extends SelectionActions {
  readonly shown: ShownText;
  /** `undefined` if the reader selects words in another way. */
  readonly cursor: Cursor | undefined;
}

/**
 * A bar with the possible actions, beside the selected words. The Tab key leads from the selection into the bar. If the
 * reader has chosen the words with the cursor, the bar takes the focus itself. Escape closes the bar.
 */
export function SelectionBar({ shown, cursor, highlight, comment, quote }: Props): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useSelectedWords(shown, bar, cursor?.hasChosen);
  usePlacedBeside(bar, selected?.ranges, matchMedia('(pointer: coarse)').matches ? 'below' : 'above');
  const isChosen = cursor?.hasChosen === true && selected !== undefined;
  useLayoutEffect(() => {
    if (isChosen) bar.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [isChosen]);
  /**
   * Closes the bar. If the keyboard cursor is in use, moves the focus back to it. If not, moves the focus from the bar
   * to the paragraph of the words.
   */
  const close = (): void => {
    const [first] = selected?.ranges ?? [];
    const block = first && blockOf(first);
    if (cursor) cursor.back();
    else if (block && bar.current?.contains(document.activeElement))
      focusBlock(block, { preventScroll: true });
    setSelected(undefined);
  };
  useLayoutEffect(() => {
    if (!selected) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const isInside = bar.current?.contains(document.activeElement) ?? false;
      if (event.key === 'Escape') close();
      else if (event.key === 'Tab' && !event.shiftKey && !isInside)
        bar.current?.querySelector('button')?.focus();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [selected]);
  const act = (work: (words: SelectedWords) => void): void => {
    if (!selected) return;
    if (!cursor) getSelection()?.removeAllRanges();
    close();
    work({ ...selected, ...(cursor ? { goBack: cursor.back } : {}) });
  };
  return (
    <>
      {/* This region is always on the page, because screen readers announce only text that is added to an existing
          region. */}
      <span class="unseen" role="status">
        {selected && !cursor && text('selectionHint')}
      </span>
      {selected && (
        // The default action of a press on a button would clear the selection.
        // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside handle the clicks
        <div ref={bar} class="words-bar" onMouseDown={(event) => event.preventDefault()}>
          <button type="button" onClick={() => act(highlight)}>
            <MoreIcon name="marker" />
            {text('highlight')}
          </button>
          <button type="button" onClick={() => act(comment)}>
            <MoreIcon name="note" />
            {text('comment')}
          </button>
          <button type="button" onClick={() => act(quote)}>
            <MoreIcon name="share" />
            {text('quote')}
          </button>
        </div>
      )}
    </>
  );
}

/**
 * Returns the selected words of the text. They stay the same while the bar has the focus.
 *
 * @param isChosen whether the reader has chosen the words with the cursor; `false` while the reader still moves the
 *   cursor, `undefined` without the cursor
 */
function useSelectedWords(
  shown: ShownText,
  bar: RefObject<HTMLElement | null>,
  isChosen: boolean | undefined,
): [SelectedWords | undefined, (words: SelectedWords | undefined) => void] {
  const [selected, setSelected] = useState<SelectedWords>();
  useLayoutEffect(() => {
    if (isChosen === false) {
      setSelected(undefined);
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isPressed = false;
    const look = (): void => {
      if (isPressed || bar.current?.contains(document.activeElement)) return;
      const range = selectedRange();
      const place = range && passagePlaceIn(shown, range);
      setSelected(range && place ? { range, place, ranges: rangesOf(shown, place) } : undefined);
    };
    const lookSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(look, SETTLED_MS);
    };
    const press = ({ target }: Event): void => {
      isPressed = !(target instanceof Node && bar.current?.contains(target));
    };
    const release = (): void => {
      isPressed = false;
      lookSoon();
    };
    if (isChosen) look();
    else lookSoon();
    document.addEventListener('selectionchange', lookSoon);
    document.addEventListener('pointerdown', press);
    for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, release);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', lookSoon);
      document.removeEventListener('pointerdown', press);
      for (const type of ['pointerup', 'pointercancel']) document.removeEventListener(type, release);
    };
  }, [shown, isChosen]);
  return [selected, setSelected];
}
