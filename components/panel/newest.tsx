import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import type { NewestForSite } from '../../lib/db/newest-for-site.ts';
import { outletOf } from '../../lib/index/card-filters.ts';
import { PanelRow } from './panel-row.tsx';
import { MAX_NEWEST, type RowContext } from './panel-view.ts';
import { Rows } from './rows.tsx';

/** The newest analyses, at most `MAX_NEWEST`. Analyses of articles on the page's site come first. */
export function NewestList({
  newest,
  without,
  site,
  panel,
}: {
  newest: NewestForSite;
  /** Ids of analyses that the panel lists above. This list leaves them out. */
  without: ReadonlySet<string>;
  /** Folded host of the page (`foldHost`). */
  site: string | undefined;
  panel: RowContext;
}): JSX.Element | null {
  const listed = newest.analyses.map((analysis, n) => ({ analysis, isOfSite: n < newest.ofSite }));
  const shown = listed.filter(({ analysis }) => !without.has(analysis.card.id)).slice(0, MAX_NEWEST);
  if (shown.length === 0) return null;
  const outlets = new Set(shown.filter((row) => row.isOfSite).map(({ analysis }) => outletOf(analysis.card)));
  const hasOthers = shown.some((row) => !row.isOfSite);
  return (
    <section class="state-list" aria-labelledby="newest">
      <h2 id="newest" class="state-subtitle">
        {titleFor([...outlets], hasOthers, site)}
      </h2>
      <Rows element="ul">
        {shown.map(({ analysis }) => (
          <li key={analysis.card.id} class="row">
            <PanelRow analysis={analysis} panel={panel} />
          </li>
        ))}
      </Rows>
    </section>
  );
}

function titleFor(outlets: readonly string[], hasOthers: boolean, site: string | undefined): string {
  const [first] = outlets;
  if (first === undefined) return text('newest');
  // The publication may use several outlet names for one site, for example one per section. The title then names the
  // site.
  const name = outlets.length === 1 ? first : (site ?? first);
  return text(hasOthers ? 'newestForAndOthers' : 'newestFor', name);
}
