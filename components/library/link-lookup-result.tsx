import type { JSX } from 'preact';
import { query } from '../../lib/app/send-query.ts';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import { formatMoment } from '../../lib/browser/time-texts.ts';
import { lensOf } from '../../lib/db/index-queries.ts';
import { type LinkLookup, lastLookup } from '../../lib/tab/look-up-link.ts';
import { AnalysisList } from '../ui/analysis-list.tsx';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/**
 * Shows the result of the last link lookup. The reader starts a link lookup with the menu item "Look up the analysis of
 * this link".
 */
export function LinkLookupResult(): JSX.Element | null {
  const lookedUp = readyValue(
    useAsync(async () => {
      const found = await lastLookup();
      const ids = found?.state === 'found' ? found.ids : [];
      return { found, cards: await Promise.all(ids.map((id) => query('cardById', id))) };
    }, []),
  );
  const index = readyValue(useLiveQuery('indexStatus'))?.index;
  if (!lookedUp?.found) return null;
  const { found, cards } = lookedUp;
  return (
    <section class={found.state === 'found' ? 'card' : 'notice'} role="status">
      <h2>{text('lookUpTitle')}</h2>
      {found.state !== 'found' && <p>{lookUpText(found)}</p>}
      <AnalysisList
        cards={cards.filter((card) => card !== undefined)}
        lens={(card) => lensOf(index, card)}
        language={index?.publication.language}
      />
    </section>
  );
}

function lookUpText(lookup: Exclude<LinkLookup, { readonly state: 'found' }>): string {
  switch (lookup.state) {
    case 'none':
      return text('lookUpNone');
    case 'no-index':
      return text('lookUpNoIndex');
    case 'closed':
      return text('lookUpClosed');
    case 'stale':
      return lookup.since === undefined
        ? text('lookUpStaleUndated')
        : text('lookUpStale', formatMoment(lookup.since));
    case 'partial':
      return lookup.backTo === undefined
        ? text('lookUpPartialUndated')
        : text('lookUpPartial', formatDay(lookup.backTo));
  }
}
