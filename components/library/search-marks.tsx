import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { type Marker, markerOf } from '../../lib/search/mark-words.ts';
import { parseQuery } from '../../lib/search/query/query.ts';
import type { SpellingCorrection } from '../../lib/search/search.ts';
import { rangeOfOffsets, type TextBlock, textBlocks } from '../reading/blocks-on-page.ts';
import { blockOf } from '../reading/draw-marks.ts';
import { scrollToMatch } from '../reading/search-match-position.ts';
import { useShownText } from '../reading/use-shown-text.ts';
import './search-marks.css';

interface Props {
  readonly query: string;
  /**
   * The spelling corrections in the answer to the query. The corrected words are marked in addition to the typed words.
   */
  readonly corrections: readonly SpellingCorrection[];
  /** Whether to scroll to the first match once the text is shown. */
  readonly scrollsToFirst: boolean;
}

/** Name of the CSS highlight in `search-marks.css`. */
const NAME = 'search-marks';

/** Marks the words that the search has found, in the text of the reading view that contains this component. */
export function SearchMarks({ query, corrections, scrollsToFirst }: Props): JSX.Element {
  const root = useRef<HTMLSpanElement>(null);
  const shown = useShownText(root);
  const instead = JSON.stringify(corrections);
  const mark = useMemo(() => markerOf(parseQuery(query), corrections), [query, instead]);
  const hasScrolled = useRef(!scrollsToFirst);
  useEffect(() => {
    const view = root.current?.closest('.reading-text');
    if (!view || !shown) return undefined;
    const ranges = textBlocks(view).flatMap((block) => rangesIn(block, mark));
    const [first] = ranges;
    if (first && !hasScrolled.current) scrollToMatch(first);
    hasScrolled.current = true;
    return draw(ranges);
  }, [shown, mark]);
  return <span ref={root} hidden />;
}

/** Returns the ranges of the matches in a block of text. */
function rangesIn(block: TextBlock, mark: Marker): Range[] {
  const text = block.map(({ data }) => data).join('');
  return mark(text).flatMap(({ start, end }) => rangeOfOffsets([block], start, end) ?? []);
}

/**
 * Draws the matches as a CSS highlight, which does not change the text. Also marks the blocks of the matches, because
 * CSS highlights may not be visible with forced colours. Returns a function that removes the highlight and the marks.
 */
function draw(ranges: readonly Range[]): () => void {
  const drawn = new Highlight(...ranges);
  // Draw the matches above the reader's own highlights, and below the sentence that is read aloud.
  drawn.priority = -1;
  CSS.highlights.set(NAME, drawn);
  const blocks = new Set(ranges.flatMap((range) => blockOf(range) ?? []));
  for (const block of blocks) block.setAttribute('data-found', '');
  return () => {
    if (CSS.highlights.get(NAME) === drawn) CSS.highlights.delete(NAME);
    for (const block of blocks) block.removeAttribute('data-found');
  };
}
