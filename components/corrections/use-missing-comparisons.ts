import { useEffect, useRef } from 'preact/hooks';
import { storeComparison } from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import type { Correction } from '../../lib/db/correction-records.ts';
import { cardVersion } from '../../lib/index/version.ts';
import type { Version } from '../../lib/library/compare-analyses.ts';
import { tryChange } from '../ui/use-change.ts';

/**
 * Compares the old and the new text of each correction that has no stored comparison, and stores how many words and
 * sentences changed. This hook makes no request, so it leaves out corrections of which this device lacks a text.
 */
export function useMissingComparisons(corrections: readonly Correction[]): void {
  const tried = useRef(new Set<string>());
  const missing = corrections.filter(({ kind, words }) => kind === 'corrected' && !words);
  useEffect(() => {
    const ended = new AbortController();
    startTask('compare the texts of corrections', async () => {
      for (const correction of missing) {
        if (ended.signal.aborted) return;
        if (tried.current.has(correction.key)) continue;
        await compare(correction);
        tried.current.add(correction.key);
      }
    });
    return () => ended.abort();
  }, [corrections.length]);
}

async function compare({ key, id, from, to }: Correction): Promise<void> {
  const own = await query('ownVersions', id);
  const before = own.find(({ version }) => version === from);
  const after = own.find(({ version }) => version === to) ?? (await listedVersion(id, to));
  if (!before || !after) return;
  const language = (await query('ownCopy', id))?.saved.publication.language;
  const { compareAnalyses } = await import('../../lib/library/compare-analyses.ts');
  const { added, removed, sentences } = compareAnalyses(before, after, language);
  await tryChange('store a comparison', () => storeComparison(key, { added, removed, sentences }));
}

/**
 * Returns the card of the index with its text, if both have this version and the text is on this device. The device may
 * have only the text of another version, which must not be compared in place of this one.
 */
async function listedVersion(id: string, version: string | undefined): Promise<Version | undefined> {
  const card = await query('cardById', id);
  if (!card || cardVersion(card) !== version) return undefined;
  const found = await query('versionOnDevice', card);
  return found?.version === version ? { card, text: found.text } : undefined;
}
