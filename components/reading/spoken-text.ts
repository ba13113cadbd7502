import { sentencesOf } from '../../lib/speech/sentences.ts';
import { rangeOfOffsets, textBlocks } from './blocks-on-page.ts';

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
      const range = rangeOfOffsets([nodes], start, end);
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
