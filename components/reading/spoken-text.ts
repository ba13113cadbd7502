import { sentencesOf } from '../../lib/speech/sentences.ts';
import { rangeIn, textBlocks } from './readable-text.ts';
import { scrollerOf } from './text-places.ts';

export interface SpokenSentence {
  readonly words: string;
  /** Position of the sentence on the page. */
  readonly range: Range;
}

/**
 * Returns the sentences of an analysis on the page, in order. Leaves out text that the publication marks as deleted.
 *
 * @param language BCP 47 tag of the text
 */
export function spokenSentences(view: Element, language: string | undefined): SpokenSentence[] {
  return textBlocks(view).flatMap((block) => {
    const nodes = block.filter((node) => !node.parentElement?.closest('del'));
    const text = nodes.map(({ data }) => data).join('');
    return sentencesOf(text, language).flatMap(({ start, end }) => {
      const range = rangeIn([nodes], start, end);
      return range ? [{ words: text.slice(start, end).replace(/\s+/g, ' '), range }] : [];
    });
  });
}

/** Name of the CSS highlight, as in `read-aloud.css`. */
const NAME = 'read-aloud';

/**
 * Highlights a sentence without changing the document (https://drafts.csswg.org/css-highlight-api-1/).
 *
 * @param sentence `undefined` removes the highlight
 */
export function markSentence(sentence: SpokenSentence | undefined): void {
  if (sentence) CSS.highlights.set(NAME, new Highlight(sentence.range));
  else CSS.highlights.delete(NAME);
}

/** Returns the visible part of the text, between the sticky rows (px from the top of the window). */
function sightOf(view: Element): {
  readonly top: number;
  readonly bottom: number;
  readonly isAtStart: boolean;
} {
  const scroller = scrollerOf(view);
  const box = scroller === document.documentElement ? undefined : scroller.getBoundingClientRect();
  const jumps = view.querySelector('.jumps')?.getBoundingClientRect();
  const actions = view.querySelector('.actions')?.getBoundingClientRect();
  return {
    top: Math.max(box?.top ?? 0, jumps?.bottom ?? 0),
    bottom: Math.min(box?.bottom ?? innerHeight, actions?.top ?? innerHeight),
    isAtStart: scroller.scrollTop <= 0,
  };
}

/** Returns the index of the first visible sentence; 0 at the top of the page, and if no sentence is visible. */
export function firstInSight(view: Element, sentences: readonly SpokenSentence[]): number {
  const { top, isAtStart } = sightOf(view);
  if (isAtStart) return 0;
  return Math.max(
    0,
    sentences.findIndex(({ range }) => range.getBoundingClientRect().bottom > top + 1),
  );
}

export function isInSight(view: Element, { range }: SpokenSentence): boolean {
  const { top, bottom } = sightOf(view);
  const box = range.getBoundingClientRect();
  return box.bottom > top && box.top < bottom;
}

/** Scrolls to a sentence, unless all of it is visible. */
export function bringInSight(view: Element, { range }: SpokenSentence): void {
  const { top, bottom } = sightOf(view);
  const box = range.getBoundingClientRect();
  if (box.top >= top && box.bottom <= bottom) return;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const lead = (bottom - top) / 5;
  scrollerOf(view).scrollBy({ top: box.top - top - lead, behavior: isCalm ? 'instant' : 'smooth' });
}
