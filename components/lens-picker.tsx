import type { JSX } from 'preact';
import { directionOf } from '../lib/analysis/direction.ts';
import { followableLens } from '../lib/follow/followable.ts';
import { text } from '../lib/i18n.ts';
import { FollowButton } from './follow-button.tsx';
import { useLiveQuery } from './hooks.ts';
import { readyValue } from './loading.ts';

/** The publication's lenses, each with the button to follow it. They arrive with the index. */
export function LensPicker({ isPrivate }: { isPrivate: boolean }): JSX.Element {
  const index = readyValue(useLiveQuery('indexStatus'))?.index;
  if (!index) return <p class="muted">{text('lensesNone')}</p>;
  const { language } = index.publication;
  return (
    <>
      <h2>{text('lensesTitle', index.publication.name)}</h2>
      <ul class="lenses">
        {index.lenses.map((lens) => (
          <li key={lens.id}>
            <FollowButton thing={followableLens(lens)} isPrivate={isPrivate} />
            {lens.description && (
              <p class="muted" lang={language} dir={directionOf(language)}>
                {lens.description}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
