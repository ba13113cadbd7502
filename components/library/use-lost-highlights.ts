import { useEffect, useRef, useState } from 'preact/hooks';
import { query } from '../../lib/app/send-query.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { SavedAnalysis } from '../../lib/db/records.ts';
import { cardVersion } from '../../lib/index/version.ts';
import { findPassage, textOfAnalysis } from '../../lib/library/anchors.ts';

/** The lost highlights of one analysis: those whose words are no longer in the text of the analysis. */
interface Checked {
  /** Identifies the text and the highlights that were compared. */
  readonly key: string;
  readonly lost: readonly string[];
}

/**
 * Returns the ids of the highlights whose words are no longer in the text of their analysis. Reads the texts one after
 * the other, after the list is shown. Later, reads only the texts of analyses whose text or highlights have changed.
 */
export function useLostHighlights(annotated: readonly SavedAnalysis[]): ReadonlySet<string> {
  const [lost, setLost] = useState<ReadonlySet<string>>(new Set());
  const checked = useRef(new Map<string, Checked>());
  useEffect(() => {
    const ended = new AbortController();
    startTask('look for highlights in the texts', async () => {
      for (const analysis of annotated) {
        const key = keyOf(analysis);
        if (checked.current.get(analysis.id)?.key === key) continue;
        const lostNow = await lostIn(analysis);
        if (ended.signal.aborted) return;
        checked.current.set(analysis.id, { key, lost: lostNow });
      }
      const all = annotated.flatMap(({ id }) => checked.current.get(id)?.lost ?? []);
      setLost((last) => (last.size === all.length && all.every((id) => last.has(id)) ? last : new Set(all)));
    });
    return () => ended.abort();
  }, [annotated]);
  return lost;
}

/**
 * Identifies the text of an analysis and its highlights. Card and text of a record belong together, so the version of
 * the card identifies the text.
 */
function keyOf({ card, textState, highlights = [] }: SavedAnalysis): string {
  return [cardVersion(card), textState, ...highlights.map(({ id }) => id)].join('\n');
}

async function lostIn({ id, card, highlights = [] }: SavedAnalysis): Promise<readonly string[]> {
  const saved = highlights.length > 0 ? await query('savedText', id) : undefined;
  if (!saved) return [];
  const shown = textOfAnalysis(card.summary, saved);
  return highlights.filter((highlight) => !findPassage(highlight, shown)).map((highlight) => highlight.id);
}
