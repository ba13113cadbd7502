import { sentencesOf } from '../../lib/speech/sentences.ts';
import { type TextBlock, textBlocks } from './readable-text.ts';

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
    return sentencesOf(text, language).map(({ start, end }) => ({
      words: text.slice(start, end).replace(/\s+/g, ' '),
      range: rangeIn(nodes, start, end),
    }));
  });
}

/**
 * Returns a range of a block.
 *
 * @param start offset in the joined text of the nodes
 * @param end offset of the end, likewise
 */
function rangeIn(nodes: TextBlock, start: number, end: number): Range {
  const range = document.createRange();
  let before = 0;
  for (const node of nodes) {
    const after = before + node.data.length;
    if (before <= start && start < after) range.setStart(node, start - before);
    if (before < end && end <= after) range.setEnd(node, end - before);
    before = after;
  }
  return range;
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
  const box = scroller === document.scrollingElement ? undefined : scroller.getBoundingClientRect();
  const jumps = view.querySelector('.jumps')?.getBoundingClientRect();
  const actions = view.querySelector('.actions')?.getBoundingClientRect();
  return {
    top: Math.max(box?.top ?? 0, jumps?.bottom ?? 0),
    bottom: Math.min(box?.bottom ?? innerHeight, actions?.top ?? innerHeight),
    isAtStart: scroller.scrollTop <= 0,
  };
}

function scrollerOf(view: Element): Element {
  for (let element = view.parentElement; element; element = element.parentElement) {
    const isScrolling = /auto|scroll/.test(getComputedStyle(element).overflowY);
    if (isScrolling && element.scrollHeight > element.clientHeight) return element;
  }
  return document.scrollingElement ?? document.documentElement;
}

/** Returns the index of the first visible sentence. At the top of the page it is 0. */
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
