import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { followableLens } from '../../lib/follow/followable.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { FollowButton } from '../reading/follow-button.tsx';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** The publication's lenses, below a heading with the publication's name. */
export function FollowLenses({ isPrivate }: { isPrivate: boolean }): JSX.Element {
  const publication = readyValue(useLiveQuery('indexStatus'))?.index?.publication;
  return (
    <>
      {publication && <h2>{text('lensesTitle', publication.name)}</h2>}
      <LensList isPrivate={isPrivate} />
    </>
  );
}

/**
 * The publication's lenses, each with a button to follow it. If there is no index, a line says that the lenses are not
 * known.
 */
export function LensList({ isPrivate }: { isPrivate: boolean }): JSX.Element | null {
  const status = useLiveQuery('indexStatus');
  // The query has no answer yet, so it is not known whether the index is missing.
  if (status.state === 'loading') return null;
  const index = readyValue(status)?.index;
  if (!index) return <p class="muted">{text('lensesNone')}</p>;
  const { language } = index.publication;
  return (
    <ul class="lenses">
      {index.lenses.map((lens) => (
        <li key={lens.id}>
          <FollowButton thing={followableLens(lens)} isPrivate={isPrivate} />
          {lens.description && (
            <p class="muted" {...languageAndDirection(lens.description, language)}>
              {lens.description}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
