import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import type { PassagePlace } from '../../lib/library/anchors.ts';
import { MoreIcon } from '../ui/more-icons.tsx';
import { selectedRange } from './selected-range.ts';
import { passageOf, rangesOf, type ShownText } from './shown-text.ts';
import { usePlacedBeside } from './use-placed-beside.ts';

/** The bar appears when a selection has not changed for this time (ms). */
const SETTLED_MS = 150;

export interface SelectedWords {
  readonly range: Range;
  readonly place: PassagePlace;
  /** The ranges of the selected words. */
  readonly ranges: readonly Range[];
}

interface Props {
  readonly shown: ShownText;
  readonly highlight: (words: SelectedWords) => void;
  readonly comment: (words: SelectedWords) => void;
  readonly quote: (words: SelectedWords) => void;
}

/**
 * A bar beside the selected words with the possible actions. The Tab key leads from the selection into the bar. Escape
 * closes it.
 */
export function SelectionBar({ shown, highlight, comment, quote }: Props): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useSelectedWords(shown, bar);
  usePlacedBeside(bar, selected?.ranges, matchMedia('(pointer: coarse)').matches ? 'below' : 'above');
  useLayoutEffect(() => {
    if (!selected) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const isInside = bar.current?.contains(document.activeElement) ?? false;
      if (event.key === 'Escape') setSelected(undefined);
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
    getSelection()?.removeAllRanges();
    setSelected(undefined);
    work(selected);
  };
  return (
    <>
      {/* Screen readers announce only text that is added to an existing region. */}
      <span class="unseen" role="status">
        {selected && text('selectionHint')}
      </span>
      {selected && (
        // A press on a button would clear the selection.
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

/** Returns the selected words of the text. They stay the same while the bar has the focus. */
function useSelectedWords(
  shown: ShownText,
  bar: RefObject<HTMLElement | null>,
): [SelectedWords | undefined, (words: SelectedWords | undefined) => void] {
  const [selected, setSelected] = useState<SelectedWords>();
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isPressed = false;
    const look = (): void => {
      if (isPressed || bar.current?.contains(document.activeElement)) return;
      const range = selectedRange();
      const place = range && passageOf(shown, range);
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
    lookSoon();
    document.addEventListener('selectionchange', lookSoon);
    document.addEventListener('pointerdown', press);
    for (const type of ['pointerup', 'pointercancel']) document.addEventListener(type, release);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('selectionchange', lookSoon);
      document.removeEventListener('pointerdown', press);
      for (const type of ['pointerup', 'pointercancel']) document.removeEventListener(type, release);
    };
  }, [shown]);
  return [selected, setSelected];
}
