import { type Span, sentencesOf, wordSpans } from '../../lib/speech/sentences.ts';

/** Chooses a passage sentence by sentence or word by word. Offsets are those of `MarkableText.whole`. */

/** The sentences and words of a text, in order. */
export type TextUnits = Readonly<Record<Unit, readonly Span[]>>;
type Unit = 'sentence' | 'word';

/** A paragraph, heading or list item. */
export interface UnitBlock {
  /** The offset of the block in the whole text. */
  readonly at: number;
  readonly text: string;
  /** BCP 47 tag; `undefined` if the language is not known. */
  readonly language: string | undefined;
}

/** The passage that the reader is choosing. It contains the anchor, and everything from there to the moving end. */
export interface CursorPassage {
  /** The sentence or word at which the reader began. */
  readonly anchor: Span;
  readonly unit: Unit;
  /** The offset of the moving end: the end of the anchor, or a place after or before the anchor. */
  readonly moving: number;
}

/** The meaning of an arrow key. */
export interface Step {
  readonly unit: Unit;
  /** 1: forwards in the text; -1: backwards. */
  readonly by: 1 | -1;
  /** Whether the step makes the passage longer or shorter. If not, another passage replaces it. */
  readonly extends: boolean;
}

export function unitsOfBlocks(blocks: readonly UnitBlock[]): TextUnits {
  const unitsBy = (divide: typeof wordSpans): Span[] =>
    blocks.flatMap(({ at, text, language }) =>
      divide(text, language).map(({ start, end }) => ({ start: at + start, end: at + end })),
    );
  return { sentence: unitsBy(sentencesOf), word: unitsBy(wordSpans) };
}

/**
 * Returns the passage that consists of the sentence with this number (from 0); `undefined` if there is no such
 * sentence.
 */
export function wholeSentence(units: TextUnits, number: number): CursorPassage | undefined {
  return passageOf(units.sentence[number], 'sentence');
}

function passageOf(anchor: Span | undefined, unit: Unit): CursorPassage | undefined {
  return anchor && { anchor, unit, moving: anchor.end };
}

export function passageSpan({ anchor, moving }: CursorPassage): Span {
  return { start: Math.min(anchor.start, moving), end: Math.max(anchor.end, moving) };
}

/** Returns the passage after a key press: the same object if the text has no further sentence or word. */
export function withStep(units: TextUnits, passage: CursorPassage, step: Step): CursorPassage {
  const next = step.extends ? extended(units, passage, step) : moved(units, passage, step);
  return next ?? passage;
}

function moved(units: TextUnits, passage: CursorPassage, { unit, by }: Step): CursorPassage | undefined {
  const list = units[unit];
  const { start, end } = passageSpan(passage);
  // If the passage consists of sentences, a word key leads to its first or last word.
  if (unit === 'word' && passage.unit === 'sentence') {
    const inside = wordsIn(units, passage);
    return passageOf(by > 0 ? inside[0] : inside.at(-1), unit);
  }
  if (by > 0)
    return passageOf(
      list.find((one) => one.start >= end),
      unit,
    );
  // From a word, the key for the previous sentence first leads to the word's own sentence.
  const isOwn = unit === 'sentence' && passage.unit === 'word';
  return passageOf(
    list.findLast((one) => (isOwn ? one.start <= start : one.start < start)),
    unit,
  );
}

function extended(units: TextUnits, passage: CursorPassage, { unit, by }: Step): CursorPassage | undefined {
  const list = units[unit];
  const from = unit === 'word' ? withWordAsAnchor(units, passage) : passage;
  const { anchor, moving } = from;
  const to = (offset: number): CursorPassage => ({ ...from, moving: offset });
  if (by > 0 && moving < anchor.start) {
    const next = list.find(({ start }) => start > moving)?.start ?? anchor.start;
    return to(next < anchor.start ? next : anchor.end);
  }
  if (by > 0) {
    const next = list.find(({ end }) => end > moving);
    return next && to(next.end);
  }
  if (moving > anchor.end) {
    const next = list.findLast(({ end }) => end < moving)?.end ?? anchor.end;
    return to(Math.max(next, anchor.end));
  }
  const { start } = passageSpan(from);
  const next = list.findLast((one) => one.start < start);
  return next && to(next.start);
}

/** Returns the same passage with a single word as its anchor, so that word keys can also make the passage shorter. */
function withWordAsAnchor(units: TextUnits, passage: CursorPassage): CursorPassage {
  if (passage.unit === 'word') return passage;
  const { start, end } = passageSpan(passage);
  const isForward = passage.moving >= passage.anchor.end;
  const inside = wordsIn(units, passage);
  const word = isForward ? inside[0] : inside.at(-1);
  if (!word) return passage;
  return isForward
    ? { anchor: { start, end: word.end }, unit: 'word', moving: end }
    : { anchor: { start: word.start, end }, unit: 'word', moving: start };
}

function wordsIn(units: TextUnits, passage: CursorPassage): readonly Span[] {
  const { start, end } = passageSpan(passage);
  return units.word.filter((word) => word.start >= start && word.end <= end);
}
